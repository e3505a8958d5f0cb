// SPDX-License-Identifier: GPL-3.0-or-later
//
// The last check against sets that a wrong writer would make: each fault is found by the check that is there for it.
#include "storage/dicom/Reader.h"
#include "storage/dicom/deid/Deidentifier.h"
#include "storage/export/ExportCheck.h"
#include "tests/support/TestData.h"

#include <QCryptographicHash>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

std::span<const std::byte> bytesOf(const QByteArray& data) {
    return std::as_bytes(std::span(data.constData(), size_t(data.size())));
}

QByteArray runScript(const char* name, const QStringList& arguments) {
    return runPython(
        QStringLiteral("import runpy, sys; sys.argv = sys.argv[1:]; "
                       "runpy.run_path(sys.argv[0], run_name='__main__')"),
        QStringList(QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/data/") + QLatin1StringView(name)) +
            arguments);
}

Result<dicom::DeidResult> cleaned(const QByteArray& file) {
    const auto survey = dicom::surveyObject(bytesOf(file));
    if (!survey)
        return tl::unexpected(survey.error());
    dicom::DeidPlan plan;
    plan.pseudonym = QStringLiteral("QXRT-0007");
    plan.dayOffset = -217;
    for (const QString& uid : survey->uids) {
        const QByteArray hash = QCryptographicHash::hash(uid.toLatin1(), QCryptographicHash::Sha256);
        plan.uids.insert(uid, QStringLiteral("2.25.") +
                                  QString::number(hash.left(7).toHex().toULongLong(nullptr, 16)));
    }
    return dicom::deidentify(bytesOf(file), plan);
}

bool write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    return QDir().mkpath(QFileInfo(path).path()) && file.open(QIODevice::WriteOnly) &&
           file.write(bytes) == bytes.size();
}

} // namespace

class ExportCheckTest : public QObject {
    Q_OBJECT
    QTemporaryDir sets_;
    ExportCheck::Wanted wanted_;

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(dicom::initialise());
        QTemporaryDir cases;
        QVERIFY(runScript("make_deid.py", {cases.path()}).startsWith("done"));
        const auto ct = cleaned(readFile(cases.filePath(QStringLiteral("t05_uid_with_date/in.dcm"))));
        const auto seg = cleaned(readFile(cases.filePath(QStringLiteral("t15_seg_labels/in.dcm"))));
        QVERIFY(ct && seg);
        const QString good = sets_.filePath(QStringLiteral("good/images/QXRT-0007/E01/"));
        QVERIFY(write(good + QStringLiteral("S01/0001.dcm"), ct->file));
        QVERIFY(write(good + QStringLiteral("seg/S02/0001.dcm"), seg->file));
        QVERIFY(runScript("break_set.py", {sets_.path()}).startsWith("done"));
        wanted_.pixelHashes = {{QStringLiteral("images/QXRT-0007/E01/S01/0001.dcm"), ct->pixelHash},
                               {QStringLiteral("images/QXRT-0007/E01/seg/S02/0001.dcm"), seg->pixelHash}};
        wanted_.identifiers.add(QStringLiteral("Zhang^Weiwei=张伟伟"), "name");
        wanted_.identifiers.add(QStringLiteral("张伟"), "name");
        wanted_.identifiers.add(QStringLiteral("0042"), "id");
        wanted_.identifiers.add(QStringLiteral("101530"), "id");
        wanted_.identifiers.own.insert(QStringLiteral("QXRT-0007"),
                                       {QStringLiteral("42"), QStringLiteral("0101-531")});
        wanted_.identifiers.birthDates.insert(QStringLiteral("QXRT-0007"), QStringLiteral("1956-03-02"));
    }

    void finds_data() {
        QTest::addColumn<QByteArray>("check");
        for (const char* what : {"pixel", "behind"})
            QTest::newRow(what) << QByteArray("pixels");
        for (const char* what :
             {"private", "private deep", "overlay", "preamble", "other subject", "not said", "twice"})
            QTest::newRow(what) << QByteArray("dicom");
        for (const char* what : {"no CT", "other frame"})
            QTest::newRow(what) << QByteArray("reference");
        for (const char* what : {"birth date", "birth date, Chinese", "birth date in a note",
                                 "birth date of a table", "short name", "short ID", "name", "gb18030",
                                 "ID of digits", "ID of digits in words", "ID of digits in a cell",
                                 "own ID as a number of a table"})
            QTest::newRow(what) << QByteArray("identifier");
        for (const char* what : {"nothing", "ID as a time", "ID as a file size", "ID as a number of a table",
                                 "own short ID as a number of a table"})
            QTest::newRow(what) << QByteArray();
    }
    void finds() {
        QFETCH(QByteArray, check);
        const auto report =
            ExportCheck::run(sets_.filePath(QString::fromLatin1(QTest::currentDataTag())), wanted_, Job{});
        QVERIFY(report);
        QByteArrayList found;
        for (const auto& fault : report->faults)
            found.append(fault.check);
        QVERIFY2(check.isEmpty() ? found.isEmpty() : found.contains(check), report->toText().constData());
        QVERIFY(!report->toText().contains("Zhang") && !report->toText().contains("ZHANG"));
    }

    /// Reading the whole set again for its checksums ends when its reader gives up.
    void checksumsStop() {
        const QString good = sets_.filePath(QStringLiteral("good"));
        const QString sums = sets_.filePath(QStringLiteral("sums"));
        QVERIFY(QDir().mkpath(sums));
        QVERIFY(QFile::copy(good + QStringLiteral("/images/QXRT-0007/E01/S01/0001.dcm"),
                            sums + QStringLiteral("/0001.dcm")));
        QVERIFY(write(sums + QStringLiteral("/SHA256SUMS"), QByteArray(64, '0') + "  0001.dcm\n"));
        auto wanted = wanted_;
        wanted.only = {QStringLiteral("SHA256SUMS")};
        wanted.checksums = true;
        const auto whole = ExportCheck::run(sums, wanted, Job{});
        QVERIFY(whole);
        QCOMPARE(whole->checksums, 1);
        QCOMPARE(whole->faults.size(), 1);
        std::stop_source stop;
        const auto stopped = ExportCheck::run(
            sums, wanted, Job{stop.get_token(), [&](std::int64_t, std::int64_t) { stop.request_stop(); }});
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, QByteArray("cancelled"));
    }
};

QTEST_GUILESS_MAIN(ExportCheckTest)
#include "ExportCheckTest.moc"
