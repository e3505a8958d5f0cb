// SPDX-License-Identifier: GPL-3.0-or-later
//
// A series or an exam to its right subject, with all that hangs on it, and back.
#include "storage/imaging/ImagingService.h"
#include "tests/storage/MoveStudy.h"

using namespace casebook;
using namespace casebook::test;

class MoveServiceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { checksAsTold = true; }

    void aSeriesTakesWhatHangsOnIt() {
        MoveStudy m;
        QVERIFY(m.make());
        VERIFY_OK(m.s.give("1.1", "rita", ReadingMode::Second));
        const auto before = m.ask("SELECT count(*) FROM audit");
        const auto done = m.move("1.1", "S-0002");
        VERIFY_OK(done);
        QCOMPARE(done->split, true);
        QCOMPARE(done->series, QStringList({q("1.1"), q("1.2")})); // its segmentation goes along
        QCOMPARE(done->instances, 41);
        QCOMPARE(done->overlays, 1);
        QCOMPARE(done->findings, 2);
        QCOMPARE(done->measurements, 1);
        QCOMPARE(done->tasks, 1);
        QCOMPARE(m.where(), q("1:0.1 1.3|2:1.1 1.2 2.1"));
        QCOMPARE(m.ask("SELECT count(*) FROM dicom_study WHERE study_uid = 'e1'"), 2);
        QCOMPARE(m.ask("SELECT s.label = 'S-0002' FROM reading_task t JOIN subject s ON s.id = t.subject"),
                 1);
        // Each row of the history stands with both subjects.
        QCOMPARE(m.ask("SELECT count(DISTINCT subject) FROM audit WHERE action = 'move'"), 2);
        QCOMPARE(m.ask("SELECT count(*) FROM audit WHERE action = 'move' AND reason_c IS NULL"), 0);
        QCOMPARE(m.ask("SELECT count(*) FROM audit") - before,
                 8); // two series, a task and its prior, each twice

        VERIFY_OK(m.move("1.1", "S-0001"));
        QCOMPARE(m.where(), q("1:0.1 1.1 1.2 1.3|2:2.1"));
        QCOMPARE(m.ask("SELECT count(*) FROM dicom_study WHERE study_uid = 'e1' AND state = 'ready'"), 1);
        const auto subjects = SubjectService(m.s.db(), m.session(), m.s.f.clock).list();
        QCOMPARE(subjects->at(0).exams, 2);
        QCOMPARE(subjects->at(1).exams, 1);
        QCOMPARE(m.ask("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    }

    void anExamMovesWholeAndComesBackToItsVisit() {
        MoveStudy m;
        QVERIFY(m.make());
        const FormInfo form = m.sourced();
        QVERIFY(form.id.isValid());
        VERIFY_OK(m.s.db().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            AuditEntry entry;
            entry.action = "link";
            entry.objectKind = "exam";
            return tx
                .run("UPDATE dicom_study SET visit = (SELECT id FROM visit), confirmed_by = 1 WHERE"
                     " study_uid = 'e1'")
                .and_then([&] { return tx.audit(entry).map([](std::int64_t) {}); });
        }));
        const auto key = m.forms->keyOf(q("S-0001/BASE/NODULES"));
        VERIFY_OK(key);
        VERIFY_OK(m.forms->begin(*key));
        QCOMPARE(m.ask("SELECT anchor_kind FROM form WHERE def_oid = 'NODULES'"), 2);

        const auto done = m.move("1.3", "S-0003", true);
        VERIFY_OK(done);
        QCOMPARE(done->split, false);
        QCOMPARE(done->series.size(), 3);
        QCOMPARE(done->values, 1);
        QCOMPARE(m.where(), q("1:0.1|2:2.1|3:1.1 1.2 1.3"));
        QCOMPARE(m.ask("SELECT count(*) FROM dicom_study WHERE visit IS NOT NULL"), 0);
        QCOMPARE(m.ask("SELECT subject = 3 AND visit IS NULL FROM form WHERE def_oid = 'NODULES'"), 1);
        QCOMPARE(m.openQueries(), QStringList(q("S-0001 VITALS weight source-moved")));

        VERIFY_OK(m.move("1.1", "S-0001", true));
        QCOMPARE(m.where(), q("1:0.1 1.1 1.2 1.3|2:2.1"));
        QCOMPARE(m.ask("SELECT count(*) FROM dicom_study WHERE visit IS NOT NULL AND confirmed_by = 1"), 1);
        QCOMPARE(m.ask("SELECT subject = 1 AND visit IS NOT NULL FROM form WHERE def_oid = 'NODULES'"), 1);
        QCOMPARE(m.openQueries(), QStringList());
    }

    void priorsDontCrossSubjects() {
        MoveStudy m;
        QVERIFY(m.make());
        const auto task = m.s.give("1.1", "rita", ReadingMode::Second);
        VERIFY_OK(task);
        QCOMPARE(task->priorSeries, q("0.1"));
        const auto prior = [&] {
            return TaskService(m.s.db(), m.session(), m.s.f.clock).list()->front().priorSeries;
        };
        const auto preview = m.moves().preview({q("0.1"), false, q("S-0002"), {}, false});
        VERIFY_OK(preview);
        QCOMPARE(preview->priors, 1);
        VERIFY_OK(m.move("0.1", "S-0002"));
        QCOMPARE(prior(), QString());
        VERIFY_OK(m.move("0.1", "S-0001"));
        QCOMPARE(prior(), q("0.1"));
        // The reading itself goes: its prior stays behind, and is its prior again when both are together.
        VERIFY_OK(m.move("1.1", "S-0002"));
        QCOMPARE(prior(), QString());
        VERIFY_OK(m.move("0.1", "S-0002"));
        QCOMPARE(prior(), q("0.1"));
    }

    void aSegmentationAloneIsDrawnOnNobodyElse() {
        MoveStudy m;
        QVERIFY(m.make());
        VERIFY_OK(m.move("1.2", "S-0003"));
        QCOMPARE(m.ask("SELECT count(*) FROM overlay WHERE series IS NULL AND reason = 'other-subject'"), 1);
        VERIFY_OK(m.move("1.2", "S-0001"));
        QCOMPARE(
            m.ask(
                "SELECT count(*) FROM overlay WHERE series IS NOT NULL AND placement = 'verified' AND reason"
                " = ''"),
            1);
    }

    void whatIsClosedIsRefused_data() {
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("finished reading") << QByteArray("finished") << QByteArray("reading-closed");
        QTest::newRow("closed first read") << QByteArray("first") << QByteArray("reading-closed");
        QTest::newRow("its prior was this") << QByteArray("prior") << QByteArray("reading-closed");
        QTest::newRow("locked form that measured in it")
            << QByteArray("locked") << QByteArray("forms-locked");
    }

    void whatIsClosedIsRefused() {
        checksAsTold = false; // written by SQL
        QFETCH(QByteArray, what);
        QFETCH(QByteArray, code);
        MoveStudy m;
        QVERIFY(m.make());
        const bool prior = what == "prior";
        VERIFY_OK(m.s.give("1.1", "rita", ReadingMode::Second));
        if (what == "locked")
            QVERIFY(m.sourced().id.isValid());
        VERIFY_OK(m.s.db().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            AuditEntry entry;
            entry.action = "create";
            entry.objectKind = "fixture";
            const QByteArray sql = what == "finished" || prior
                                       ? "UPDATE reading_task SET state = 'finished', finished_ms = 1"
                                   : what == "first" ? "UPDATE reading_task SET first_closed_ms = 1"
                                                     : "UPDATE form SET locked_ms = 1, locked_by = 1";
            return tx.run(sql).and_then([&] { return tx.audit(entry).map([](std::int64_t) {}); });
        }));
        const char* series = prior ? "0.1" : "1.1";
        const QString before = m.where();
        const auto refused = m.move(series, "S-0002");
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, code);
        QCOMPARE(refused.error().args, QStringList(q("1")));
        QCOMPARE(m.where(), before);
        // Who may and says so moves it; who may not is told.
        const Session carl = m.s.as("carl");
        QCOMPARE(m.moves(&carl).move({q(series), false, q("S-0002"), q("x"), true}).error().code,
                 QByteArray("no-right"));
        VERIFY_OK(m.move(series, "S-0002", false, true));
        QVERIFY(m.where() != before);
    }

    void refusals_data() {
        QTest::addColumn<QByteArray>("who");
        QTest::addColumn<QByteArray>("series");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("reason");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char* name, const char* who, const char* series, const char* to,
                            const char* reason, const char* code) {
            QTest::newRow(name) << QByteArray(who) << QByteArray(series) << QByteArray(to)
                                << QByteArray(reason) << QByteArray(code);
        };
        row("no reason", "li.na", "1.1", "S-0002", "  ", "reason-needed");
        row("no such series", "li.na", "9.9", "S-0002", "x", "no-such-series");
        row("no such subject", "li.na", "1.1", "S-0009", "x", "no-such-subject");
        row("same subject", "li.na", "1.1", "S-0001", "x", "same-subject");
        row("waits for a person", "li.na", "5", "S-0001", "x", "subject-needed");
        row("a reader", "rita", "1.1", "S-0002", "x", "no-right");
        row("a monitor", "mona", "1.1", "S-0002", "x", "no-right");
        row("a coordinator", "carl", "1.1", "S-0002", "x", "");
        row("a data manager", "dan", "1.1", "S-0002", "x", "");
    }

    void refusals() {
        QFETCH(QByteArray, who);
        QFETCH(QByteArray, series);
        QFETCH(QByteArray, to);
        QFETCH(QByteArray, reason);
        QFETCH(QByteArray, code);
        MoveStudy m;
        QVERIFY(m.make() && m.s.addExam("", "waits", "2026-01-01") &&
                m.s.addSeries({.uid = "5", .exam = "waits", .frame = "5"}));
        const Session session = m.s.as(who.constData());
        const auto rows = m.ask("SELECT count(*) FROM audit");
        const auto done = m.moves(&session).move({QString::fromLatin1(series), false, QString::fromLatin1(to),
                                                  QString::fromLatin1(reason), false});
        QCOMPARE(done ? QByteArray() : done.error().code, code);
        QCOMPARE(m.ask("SELECT count(*) FROM audit") > rows, code.isEmpty());
    }

    /// Before the first read is closed nobody who reads the subject learns from a move what AI there is.
    void aPendingReaderLearnsNothing() {
        MoveStudy m;
        QVERIFY(m.make());
        VERIFY_OK(m.s.give("1.1", "rita", ReadingMode::Unaided));
        Session both = m.s.as("rita");
        both.roles.append(Role::DataManager);
        const auto preview = m.moves(&both).preview({q("1.1"), false, q("S-0002"), {}, false});
        VERIFY_OK(preview);
        QCOMPARE(preview->overlays, 0);
        QCOMPARE(preview->findings, 0);
        QCOMPARE(preview->series, QStringList(q("1.1")));
        QCOMPARE(m.moves(&both).preview({q("1.2"), false, q("S-0002"), {}, false}).error().code,
                 QByteArray("no-such-series"));
    }

    /// Where the number of the files leads: it follows a record that only an import made, and comes back with it.
    void theIdentityFollowsARecordWithoutForms_data() {
        QTest::addColumn<bool>("forms");
        QTest::newRow("a record of an import") << false;
        QTest::newRow("a subject of the trial") << true;
    }

    void theIdentityFollowsARecordWithoutForms() {
        QFETCH(bool, forms);
        MoveStudy m;
        QVERIFY(m.make() && m.s.addExam("S-0003", "e3", "2026-01-01") &&
                m.s.addSeries({.uid = "3.1", .exam = "e3"}));
        VERIFY_OK(m.s.db().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            AuditEntry entry;
            entry.action = "create";
            entry.objectKind = "fixture";
            return tx.run("INSERT INTO source_identity(subject, patient_id) VALUES(3, 'P3')")
                .and_then(
                    [&] { return tx.run("UPDATE dicom_study SET identity = 1 WHERE study_uid = 'e3'"); })
                .and_then([&] { return tx.audit(entry).map([](std::int64_t) {}); });
        }));
        if (forms)
            VERIFY_OK(
                m.forms->begin(*m.forms->keyOf(q("S-0003/BASE/VITALS"))).and_then([&](const FormInfo& form) {
                    auto opened = m.forms->open(form.id);
                    return opened->state.set(StudyForms::path("weight"), q("70")).and_then([&] {
                        return m.forms->save(form.id, editOf(*opened), {});
                    });
                }));
        const auto owner = [&] { return m.ask("SELECT subject FROM source_identity"); };
        VERIFY_OK(m.move("3.1", "S-0002"));
        QCOMPARE(owner(), forms ? 3 : 2);
        VERIFY_OK(m.move("3.1", "S-0003"));
        QCOMPARE(owner(), 3);
    }
};

QTEST_GUILESS_MAIN(MoveServiceTest)
#include "MoveServiceTest.moc"
