// SPDX-License-Identifier: GPL-3.0-or-later
//
// Import into a real encrypted study through the real worker: whom files belong to, what is taken twice,
// what waits, what a cancel leaves.
#include "storage/dicom/SampleWriter.h"
#include "storage/imaging/ImagingService.h"
#include "storage/imaging/ImportService.h"
#include "storage/subjects/SubjectService.h"
#include "storage/vault/Vault.h"
#include "storage/worker/WorkerPool.h"
#include "tests/storage/ImportFixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace casebook;

namespace {

const char* const passphrase = "import service test";

} // namespace

class ImportServiceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void onePersonIsOneSubject();
    void contradictingIdentityWaits();
    void noPatientIdIsProvisional();
    void twoPatientsInOneExamAreQuarantined();
    void sameBytesAreDuplicates();
    void samePixelsUnderAnotherHeaderAreDuplicates();
    void otherPixelsUnderOneUidAreRefused();
    void archivesAreWalked();
    void cancelWritesNothingHalf();
    void overlayOfACutOffImportIsMadeUpFor();
    void needsTheRight();

private:
    /// "file|id|name|birth|sex|study|sop|value"
    void write(const QStringList& rows);
    ImportReport import(const QString& name);
    [[nodiscard]] ImportService service() {
        return {vault_->database(), vault_->objects(), workers_, vault_->session(), vault_->clock()};
    }
    [[nodiscard]] SubjectService subjects() {
        return {vault_->database(), vault_->session(), vault_->clock()};
    }
    [[nodiscard]] QString path(const QString& name) const { return folder_->filePath(name); }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Vault> vault_;
    WorkerPool workers_{2};
};

void ImportServiceTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    qputenv("XDG_STATE_HOME", path(QStringLiteral("state")).toUtf8());
    NewStudy study;
    study.name = QStringLiteral("T");
    study.login = QStringLiteral("li");
    auto made = Vault::create(path(QStringLiteral("study")), study, SecretBytes::fromUtf8(passphrase),
                              KdfCost::cheapForTests());
    QVERIFY2(made.has_value(), made ? "" : made.error().code.constData());
    vault_ = std::move(made->vault);
}

void ImportServiceTest::cleanup() {
    if (vault_) {
        const auto report = vault_->verify(true, {});
        QVERIFY(report.has_value());
        QVERIFY(report->ok());
    }
    vault_.reset();
    folder_.reset();
}

void ImportServiceTest::write(const QStringList& rows) {
    QStringList arguments;
    for (const QString& row : rows)
        arguments.append(path(row));
    QCOMPARE(test::runPython(test::patientFilesScript, arguments).trimmed(), QByteArray("ok"));
}

ImportReport ImportServiceTest::import(const QString& name) {
    const auto report = service().run({path(name)}, {}, {});
    return report ? *report : ImportReport{};
}

void ImportServiceTest::onePersonIsOneSubject() {
    write({QStringLiteral("a.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5"),
           QStringLiteral("b.dcm|17|WANG^MIN|19560213||1.2.4|1.2.4.1.1|5"),
           QStringLiteral("c.dcm|18|Zhao^Lei|19560213|M|1.2.5|1.2.5.1.1|5")});
    QCOMPARE(import(QStringLiteral("a.dcm")).subjects, QStringList{QStringLiteral("S-0001")});
    QCOMPARE(import(QStringLiteral("b.dcm")).subjects, QStringList{QStringLiteral("S-0001")});
    QCOMPARE(import(QStringLiteral("c.dcm")).subjects, QStringList{QStringLiteral("S-0002")});
    const auto list = subjects().list();
    QCOMPARE(list->size(), 2);
    QCOMPARE(list->front().exams, 2);
    QCOMPARE(list->front().name, QStringLiteral("Wang^Min"));
    QCOMPARE(list->front().birthDate, QStringLiteral("1956-02-13"));
}

void ImportServiceTest::contradictingIdentityWaits() {
    write({QStringLiteral("a.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5"),
           QStringLiteral("b.dcm|17|Zhao^Lei|19560213|F|1.2.4|1.2.4.1.1|5")});
    import(QStringLiteral("a.dcm"));
    const ImportReport report = import(QStringLiteral("b.dcm"));
    QCOMPARE(report.imported, 1);
    QCOMPARE(report.waiting.size(), 1);
    QCOMPARE(report.waiting.front().reason, QByteArray("identity-conflict"));
    QCOMPARE(subjects().list()->size(), 1);
    // A person says who it is: a new subject; asking twice is refused.
    const QString series = report.waiting.front().series;
    QVERIFY(service().assignWaiting(series, {}, QStringLiteral("asked the ward")).has_value());
    QCOMPARE(subjects().list()->size(), 2);
    const auto again = service().assignWaiting(series, QStringLiteral("S-0001"), QStringLiteral("no"));
    QCOMPARE(again.error().code, QByteArray("not-waiting"));
}

void ImportServiceTest::noPatientIdIsProvisional() {
    write({QStringLiteral("a.dcm||Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5"),
           QStringLiteral("b.dcm||Wang^Min|19560213|F|1.2.4|1.2.4.1.1|5")});
    import(QStringLiteral("a.dcm"));
    import(QStringLiteral("b.dcm"));
    const auto list = subjects().list();
    QCOMPARE(list->size(), 2);
    QCOMPARE(list->at(0).status, QStringLiteral("unidentified"));
    QCOMPARE(list->at(1).status, QStringLiteral("unidentified"));
}

void ImportServiceTest::twoPatientsInOneExamAreQuarantined() {
    write({QStringLiteral("a.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5"),
           QStringLiteral("b.dcm|18|Zhao^Lei|19610101|M|1.2.3|1.2.3.1.2|5")});
    import(QStringLiteral("a.dcm"));
    const ImportReport report = import(QStringLiteral("b.dcm"));
    QCOMPARE(report.waiting.size(), 1);
    QCOMPARE(report.waiting.front().reason, QByteArray("two-patients-in-exam"));
    QCOMPARE(subjects().list()->front().exams, 0);
}

void ImportServiceTest::sameBytesAreDuplicates() {
    write({QStringLiteral("a.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5")});
    QCOMPARE(import(QStringLiteral("a.dcm")).imported, 1);
    const ImportReport again = import(QStringLiteral("a.dcm"));
    QCOMPARE(again.imported, 0);
    QCOMPARE(again.duplicates, 1);
    QCOMPARE(again.state, QByteArray("done"));
}

void ImportServiceTest::samePixelsUnderAnotherHeaderAreDuplicates() {
    write({QStringLiteral("a.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5"),
           QStringLiteral("b.dcm|17|Wang^Min|19560213||1.2.3|1.2.3.1.1|5")});
    import(QStringLiteral("a.dcm"));
    const ImportReport report = import(QStringLiteral("b.dcm"));
    QCOMPARE(report.duplicates, 1);
    QCOMPARE(report.imported, 0);
    QCOMPARE(report.differences.size(), 1);
    QCOMPARE(report.differences.front().attributes, QStringList{QStringLiteral("PatientSex")});
    QCOMPARE(report.waiting.front().reason, QByteArray("other-header"));
}

void ImportServiceTest::otherPixelsUnderOneUidAreRefused() {
    write({QStringLiteral("a.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5"),
           QStringLiteral("b.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|6")});
    // Both in one run: the second must be compared with one that is not committed yet.
    const auto report = service().run({path(QStringLiteral("a.dcm")), path(QStringLiteral("b.dcm"))}, {}, {});
    QVERIFY(report.has_value());
    QCOMPARE(report->imported, 1);
    QCOMPARE(report->refused.size(), 1);
    QCOMPARE(report->refused.front().code, QByteArray("conflicting-instance"));
    QVERIFY(report->refused.front().path.endsWith(QStringLiteral("b.dcm")));
    // Both are kept; the second is not shown and asks.
    QCOMPARE(report->refused.front().keptAs, QStringLiteral("1.2.3.1.1#2"));
    QCOMPARE(report->waiting.size(), 1);
    QCOMPARE(report->waiting.front().reason, QByteArray("conflicting-instance"));
    ImagingService imaging(vault_->database(), vault_->objects(), workers_, vault_->session(),
                           vault_->clock());
    QCOMPARE(imaging.series()->front().instances, 1);
    // The same two again: nothing new, nothing asked twice.
    const auto again = service().run({path(QStringLiteral("a.dcm")), path(QStringLiteral("b.dcm"))}, {}, {});
    QCOMPARE(again->duplicates, 2);
    QVERIFY(again->waiting.isEmpty());
}

void ImportServiceTest::archivesAreWalked() {
    write({QStringLiteral("a.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5"),
           QStringLiteral("b.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.2|6")});
    const QString zip =
        QStringLiteral("import sys, zipfile\n"
                       "z = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)\n"
                       "z.write(sys.argv[2], 'disc/a.dcm'); z.write(sys.argv[3], 'disc/b.dcm')\n"
                       "z.writestr('disc/readme.txt', 'not an image'); z.close(); print('ok')");
    QCOMPARE(test::runPython(zip, {path(QStringLiteral("ct.zip")), path(QStringLiteral("a.dcm")),
                                   path(QStringLiteral("b.dcm"))})
                 .trimmed(),
             QByteArray("ok"));
    const ImportReport report = import(QStringLiteral("ct.zip"));
    QCOMPARE(report.imported, 2);
    QCOMPARE(report.refused.size(), 1);
    QVERIFY2(report.refused.front().path.endsWith(QStringLiteral("ct.zip/disc/readme.txt")),
             qPrintable(report.refused.front().path));
}

void ImportServiceTest::cancelWritesNothingHalf() {
    write({QStringLiteral("a.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5")});
    std::stop_source stop;
    stop.request_stop();
    const auto report = service().run({path(QStringLiteral("a.dcm"))}, Job{stop.get_token(), {}}, {});
    QVERIFY(report.has_value());
    QCOMPARE(report->state, QByteArray("interrupted"));
    QCOMPARE(report->imported, 0);
    QVERIFY(subjects().list()->isEmpty());
    QCOMPARE(service().list()->front().state, QByteArray("interrupted"));
    QCOMPARE(import(QStringLiteral("a.dcm")).imported, 1);
}

void ImportServiceTest::overlayOfACutOffImportIsMadeUpFor() {
    // A kill between the instances' commit and that of their overlay leaves just this: instances without one.
    dicom::SampleSpec spec;
    spec.phantom.columns = spec.phantom.rows = 64;
    spec.phantom.slices = 12;
    const auto written = dicom::writeSample(spec, path(QStringLiteral("sample")));
    QVERIFY2(written.has_value(), written ? "" : written.error().code.constData());
    const ImportReport first = import(QStringLiteral("sample"));
    QCOMPARE(first.derived.size(), 1);
    QVERIFY(first.derived.front().placed);
    ImagingService imaging(vault_->database(), vault_->objects(), workers_, vault_->session(),
                           vault_->clock());
    QCOMPARE(imaging.overlays()->size(), 1);
    const auto cut = vault_->database().writeAndWait([](WriteTransaction& tx) -> Result<> {
        AuditEntry entry;
        entry.action = "test";
        entry.objectKind = "overlay";
        if (const auto seq = tx.audit(entry); !seq)
            return tl::unexpected(seq.error());
        return tx.run("DELETE FROM overlay").and_then([&] {
            return tx.run("UPDATE dicom_series SET tags = json_remove(tags, '$.geometry')");
        });
    });
    QVERIFY(cut.has_value());
    QVERIFY(imaging.overlays()->isEmpty());
    const ImportReport again = import(QStringLiteral("sample"));
    QCOMPARE(again.imported, 0);
    QCOMPARE(imaging.overlays()->size(), 1);
    QCOMPARE(imaging.overlays()->front().placement, QByteArray("verified"));
    const auto series = imaging.series();
    for (const SeriesRow& row : *series)
        QVERIFY(row.kind != "image" || !row.geometry.isEmpty());
}

void ImportServiceTest::needsTheRight() {
    write({QStringLiteral("a.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5")});
    Session monitor = vault_->session();
    monitor.roles = {Role::Monitor};
    ImportService limited(vault_->database(), vault_->objects(), workers_, monitor, vault_->clock());
    const auto refused = limited.run({path(QStringLiteral("a.dcm"))}, {}, {});
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, ErrorKind::NoRight);
    QVERIFY(subjects().list()->isEmpty());
}

QTEST_GUILESS_MAIN(ImportServiceTest)
#include "ImportServiceTest.moc"
