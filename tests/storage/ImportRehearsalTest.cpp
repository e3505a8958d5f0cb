// SPDX-License-Identifier: GPL-3.0-or-later
//
// A dry run tells what the import then does, and the study stays as it is to the last byte.
#include "storage/dicom/SampleWriter.h"
#include "tests/storage/ImportFixture.h"

#include <QDirIterator>
#include <QJsonDocument>

using namespace casebook;
using casebook::test::ImportFixture;

class ImportRehearsalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        f_ = std::make_unique<ImportFixture>();
        QVERIFY(f_->vault);
    }
    void cleanup() {
        QVERIFY(f_->verified());
        f_.reset();
    }

    void sameReportNothingWritten() {
        QVERIFY(f_->write({"old/1.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5",
                           "old/2.dcm|20|Li^Na|19700101|F|1.2.9|1.2.9.1.1|5",
                           // there already; with another header; with other pixels; more of the series
                           "new/1.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5",
                           "new/2.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5|again",
                           "new/3.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|7",
                           "new/4.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.2|7",
                           // another person under a known ID; two persons in one exam; unknown; nobody
                           "new/5.dcm|17|Zhao^Lei|19610101|M|1.2.4|1.2.4.1.1|5",
                           "new/6.dcm|21|Sun^Hao|19610101|M|1.2.9|1.2.9.1.2|5",
                           "new/7.dcm|30|Qian^Yi|19610101|M|1.2.6|1.2.6.1.1|5",
                           "new/8.dcm|||||1.2.7|1.2.7.1.1|5"}));
        QFile note(f_->path("new/notes.txt"));
        QVERIFY(note.open(QIODevice::WriteOnly) && note.write("no image") > 0);
        note.close();
        dicom::SampleSpec spec;
        spec.phantom.columns = spec.phantom.rows = 64;
        spec.phantom.slices = 12;
        QVERIFY(dicom::writeSample(spec, f_->path("new/sample")).has_value());
        (void)f_->import("old");

        const QByteArray rows = f_->rows(), files = bytes();
        const auto dry = f_->service().rehearse({f_->path("new")}, {}, {});
        QVERIFY2(dry.has_value(), dry ? "" : dry.error().code.constData());
        QCOMPARE(f_->rows(), rows);
        QCOMPARE(bytes(), files);
        QVERIFY(toJson(*dry)[QStringLiteral("import")].isNull());
        QCOMPARE(toJson(*dry)[QStringLiteral("dry_run")].toBool(), true);

        const ImportReport real = f_->import("new");
        QCOMPARE(comparable(*dry), comparable(real));
        QCOMPARE(std::count_if(real.refused.begin(), real.refused.end(),
                               [](const auto& r) { return r.code == "conflicting-instance"; }),
                 1);
        QCOMPARE(real.waiting.size(), 4);
        QCOMPARE(real.derived.size(), 1);
        QVERIFY(real.derived.front().placed);

        const auto again = f_->service().rehearse({f_->path("new")}, {}, {});
        QCOMPARE(again->imported, 0);
        QCOMPARE(again->duplicates, real.imported + real.duplicates + 1);
    }

    void archiveAndReadOnlyStudy() {
        QVERIFY(f_->write({"a/1.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5",
                           "a/2.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|6"}));
        const QString tar =
            QStringLiteral("import sys, tarfile\n"
                           "t = tarfile.open(sys.argv[1], 'w:gz'); t.add(sys.argv[2], 'disc')\n"
                           "t.close(); print('ok')");
        QCOMPARE(test::runPython(tar, {f_->path("a.tgz"), f_->path("a")}).trimmed(), QByteArray("ok"));
        Session reading = f_->vault->session();
        reading.readOnly = true;
        const ImportService service(f_->vault->database(), f_->vault->objects(), f_->workers, reading,
                                    f_->vault->clock());
        const auto dry = service.rehearse({f_->path("a.tgz")}, {}, {});
        QVERIFY2(dry.has_value(), dry ? "" : dry.error().code.constData());
        QCOMPARE(dry->imported, 1);
        QCOMPARE(dry->refused.size(), 1);
        QCOMPARE(dry->refused.front().code, QByteArray("conflicting-instance"));
        QCOMPARE(dry->refused.front().keptAs, QStringLiteral("1.2.3.1.1#2"));
        reading.roles = {Role::Monitor};
        QCOMPARE(service.rehearse({f_->path("a.tgz")}, {}, {}).error().kind, ErrorKind::NoRight);
    }

private:
    /// All files of the study but the shared-memory index, which readers may touch.
    [[nodiscard]] QByteArray bytes() const {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        QStringList all;
        for (QDirIterator it(f_->path("study"), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
             it.hasNext();)
            all.append(it.next());
        all.sort();
        for (const QString& path : std::as_const(all))
            if (!path.endsWith(QStringLiteral("-shm")))
                hash.addData(QByteArray(path.toUtf8() + test::readFile(path)));
        return hash.result();
    }
    static QByteArray comparable(const ImportReport& report) {
        QJsonObject json = toJson(report);
        for (const char* key : {"import", "dry_run", "seconds"})
            json.remove(QLatin1StringView(key));
        return QJsonDocument(json).toJson();
    }
    std::unique_ptr<ImportFixture> f_;
};

QTEST_GUILESS_MAIN(ImportRehearsalTest)
#include "ImportRehearsalTest.moc"
