// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ten checks of MIDI-B on a synthetic set with an answer table of ours (tests/data/deid_answers.csv), through a
// real study and its export; the score is pydicom's, and must be full.
#include "storage/export/ExportService.h"
#include "storage/imaging/ImportService.h"
#include "storage/worker/WorkerPool.h"
#include "tests/storage/StudyFixture.h"
#include "tests/support/TestData.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace casebook;
using namespace casebook::test;

namespace {

QByteArray runScript(const char* name, const QStringList& arguments) {
    return runPython(
        QStringLiteral("import runpy, sys; sys.argv = sys.argv[1:]; "
                       "runpy.run_path(sys.argv[0], run_name='__main__')"),
        QStringList(QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/data/") + QLatin1StringView(name)) +
            arguments);
}

Result<> addCohort(WriteTransaction& tx) {
    return tx
        .run("INSERT INTO cohort(uuid,name,criteria,numbers,engine,audit_seq,user,created_ms)"
             " VALUES(?,'all','[]','{\"start\":2,\"steps\":[]}',1,0,1,0)",
             tx.newUuid())
        .and_then(
            [&] { return tx.run("INSERT INTO cohort_member(cohort,subject) SELECT 1, id FROM subject"); })
        .and_then([&] {
            AuditEntry entry;
            entry.action = "create";
            entry.objectKind = "test";
            return tx.audit(entry).map([](std::int64_t) {});
        });
}

} // namespace

class DeidScoreTest : public QObject {
    Q_OBJECT
    StudyFixture study_;
    QJsonObject score_;

private Q_SLOTS:
    void initTestCase() {
        QTemporaryDir source;
        QVERIFY(runScript("make_scored.py", {source.path()}).startsWith("done"));
        QVERIFY(study_.make());
        WorkerPool workers(2);
        ImportService importer(study_.vault->database(), study_.vault->objects(), workers,
                               study_.vault->session(), study_.clock);
        const auto report = importer.run({source.path()}, Job{}, {});
        VERIFY_OK(report);
        QCOMPARE(report->imported, 10);
        VERIFY_OK(study_.vault->database().writeAndWait(addCohort));
        ExportService service(study_.vault->database(), study_.vault->objects(), workers,
                              study_.vault->session(), study_.clock, QStringLiteral("Casebook test"));
        const QString set = study_.beside(QStringLiteral("set"));
        const auto result = service.run(QStringLiteral("all"), {}, set, Job{});
        QVERIFY2(result.has_value(), result ? ""
                                            : qPrintable(result.error().args.join(u'\n') +
                                                         QString::fromLatin1(result.error().code)));
        QCOMPARE(result->objects, 8);
        QCOMPARE(result->excluded.size(), 2);
        score_ = QJsonDocument::fromJson(
                     runScript("score_deid.py",
                               {source.path(), set,
                                QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/data/deid_answers.csv")}))
                     .object();
        QVERIFY(!score_.isEmpty());
    }

    void fullScore_data() {
        QTest::addColumn<QString>("check");
        QTest::addColumn<int>("least");
        const auto row = [](const char* name, int least) {
            QTest::newRow(name) << QString::fromLatin1(name).section(u' ', 0, 0) << least;
        };
        row("M1 tag retained", 160);
        row("M2 text not null", 120);
        row("M3 text retained", 90);
        row("M4 text removed", 150);
        row("M5 date shifted", 60);
        row("M6 UID changed", 50);
        row("M7 UID consistent", 30);
        row("M8 patient ID consistent", 24);
        row("M9 pixels hidden: the object does not leave", 2);
        row("M10 pixels retained", 8);
        row("valid by dciodvfy", 8);
    }
    void fullScore() {
        QFETCH(QString, check);
        QFETCH(int, least);
        const QJsonObject one = score_[check].toObject();
        QVERIFY2(one[QStringLiteral("failed")].toArray().isEmpty(),
                 QJsonDocument(one[QStringLiteral("failed")].toArray()).toJson().constData());
        QCOMPARE(one[QStringLiteral("passed")], one[QStringLiteral("required")]);
        QVERIFY2(one[QStringLiteral("required")].toInt() >= least,
                 QByteArray::number(one[QStringLiteral("required")].toInt()));
    }
};

QTEST_GUILESS_MAIN(DeidScoreTest)
#include "DeidScoreTest.moc"
