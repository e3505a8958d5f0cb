// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tasks and readings: who may what, states, times, priors, take-backs, what a kill leaves.
#include "tests/storage/ReadingRows.h"

using namespace casebook;
using namespace casebook::test;

namespace {

bool makeStudy(ReadingStudy& s) {
    return s.make() && s.addSubject("S-0001") && s.addExam("S-0001", "e1", "2026-03-01") &&
           s.addSeries({.uid = "1.1", .exam = "e1"}) && s.addRun("1.1", {10, 20}) &&
           s.addRun("1.1", {90}, "A reader of old", "human");
}

} // namespace

class ReadingTaskTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { checksAsTold = true; }

    void adding() {
        ReadingStudy s;
        QVERIFY(makeStudy(s) && s.addSeries({.uid = "1.2", .exam = "e1", .kind = "seg", .modality = "SEG"}));
        TaskService tasks(s.db(), s.f.vault->session(), s.f.clock);
        const auto add = [&](const char* series, const char* reader, std::optional<ReadingMode> mode) {
            const auto made = tasks.add({QString::fromLatin1(series), QString::fromLatin1(reader), mode, {}});
            return made ? QByteArray("ok") : made.error().code;
        };
        QCOMPARE(add("1.1", "rita", std::nullopt), QByteArray("mode-needed"));
        QCOMPARE(add("1.1", "rita", ReadingMode::Adjudicate), QByteArray("mode-not-offered"));
        QCOMPARE(add("1.7", "rita", ReadingMode::Second), QByteArray("no-such-series"));
        QCOMPARE(add("1.2", "rita", ReadingMode::Second), QByteArray("not-an-image"));
        QCOMPARE(add("1.1", "nobody", ReadingMode::Second), QByteArray("no-such-user"));
        QCOMPARE(add("1.1", "mona", ReadingMode::Second), QByteArray("not-a-reader"));
        QCOMPARE(add("1.1", "rita", ReadingMode::Second), QByteArray("ok"));
        QCOMPARE(add("1.1", "rita", ReadingMode::Second), QByteArray("task-exists"));
        QCOMPARE(add("1.1", "rita", ReadingMode::Unaided), QByteArray("ok"));
        QCOMPARE(add("1.1", "ron", ReadingMode::Second), QByteArray("ok"));
        QVERIFY(s.addExam("", "waits", "2026-01-01") &&
                s.addSeries({.uid = "5", .exam = "waits", .frame = "5"}));
        QCOMPARE(add("5", "rita", ReadingMode::Second), QByteArray("subject-needed"));
    }

    void rights_data() {
        QTest::addColumn<QByteArray>("who");
        QTest::addColumn<bool>("assigns");
        QTest::addColumn<int>("lists");
        QTest::newRow("reader") << QByteArray("rita") << false << 1;
        QTest::newRow("other reader") << QByteArray("ron") << false << 0;
        QTest::newRow("monitor") << QByteArray("mona") << false << 1;
        QTest::newRow("data manager") << QByteArray("dan") << true << 1;
        QTest::newRow("coordinator") << QByteArray("carl") << true << 1;
    }

    void rights() {
        QFETCH(QByteArray, who);
        QFETCH(bool, assigns);
        QFETCH(int, lists);
        ReadingStudy s;
        QVERIFY(makeStudy(s));
        const auto task = s.give("1.1", "rita", ReadingMode::Concurrent);
        VERIFY_OK(task);
        const Session session = s.as(who.constData());
        TaskService tasks(s.db(), session, s.f.clock);
        const auto list = tasks.list();
        VERIFY_OK(list);
        QCOMPARE(list->size(), lists);
        QCOMPARE(tasks.find(QString::number(task->id.value)).has_value(), lists == 1);
        QCOMPARE(
            tasks.add({QStringLiteral("1.1"), QStringLiteral("ron"), ReadingMode::Second, {}}).has_value(),
            assigns);
        const bool own = who == "rita";
        QCOMPARE(tasks.skip(task->id, {}).has_value(), own || assigns);
        QCOMPARE(tasks.reserve(task->id, true).has_value(), own || assigns);
        FindingService reading(s.db(), session, s.f.clock);
        const auto open = reading.open(task->id);
        QCOMPARE(open.has_value(), own);
        if (!own)
            QVERIFY(open.error().code == "no-right" || open.error().code == "no-such-task" ||
                    open.error().code == "not-your-task");
        QCOMPARE(tasks.reassign(task->id, QStringLiteral("ron"), QStringLiteral("x")).has_value(), assigns);
        Session readOnly = s.as("rita");
        readOnly.readOnly = true;
        QCOMPARE(FindingService(s.db(), readOnly, s.f.clock).open(task->id).error().code,
                 QByteArray("read-only"));
    }

    void readingFromNewToFinished() {
        ReadingStudy s;
        QVERIFY(makeStudy(s));
        const auto task = s.give("1.1", "rita", ReadingMode::Second);
        VERIFY_OK(task);
        FindingService reading(s.db(), s.as("rita"), s.f.clock);
        TaskService tasks(s.db(), s.as("rita"), s.f.clock);
        const auto now = [&] { return *tasks.find(QString::number(task->id.value)); };
        QCOMPARE(now().state, TaskState::New);
        s.f.clock.advance(1'000);
        VERIFY_OK(reading.open(task->id));
        const std::int64_t opened = s.f.clock.utc;
        QCOMPARE(now().state, TaskState::Reading);
        QCOMPARE(now().openedMs, opened);
        s.f.clock.advance(60'000);
        Finding own;
        own.center = {5, 5, 55};
        const auto added = reading.add(task->id, own);
        VERIFY_OK(added);
        QCOMPARE(added->findings.size(), 1);
        // Marks that are not visible do not exist.
        const auto all = s.db().read([](ReadConnection& c) { return readingTable::findings(c, {}); });
        const Uuid hidden = all->front().finding.uuid;
        QCOMPARE(reading.accept(task->id, hidden).error().code, QByteArray("no-such-finding"));
        QCOMPARE(reading.seen(task->id, hidden, 500).error().code, QByteArray("no-such-finding"));
        const auto first = reading.close(task->id);
        VERIFY_OK(first);
        QCOMPARE(now().state, TaskState::Reading);
        QCOMPARE(now().firstClosedMs, s.f.clock.utc);
        QCOMPARE(first->findings.size(), 4);
        QCOMPARE(first->missing.size(), 1);
        QCOMPARE(first->missing.front().count, 2); // the mark a person drew needs no decision
        QCOMPARE(reading.close(task->id).error().code, QByteArray("not-ready"));
        QCOMPARE(reading.close(task->id).error().args, QStringList{QStringLiteral("undecided-marks")});
        QList<Uuid> marks;
        for (const FindingRow& row : first->findings)
            if (row.needsDecision)
                marks.append(row.finding.uuid);
        VERIFY_OK(reading.accept(task->id, marks[0]));
        VERIFY_OK(reading.defer(task->id, marks[1], QStringLiteral("ask")));
        QCOMPARE(reading.close(task->id).error().code, QByteArray("not-ready")); // deferred is undecided
        QCOMPARE(reading.reject(task->id, marks[1], "dislike").error().code, QByteArray("bad-reason"));
        QCOMPARE(reading.reject(task->id, marks[1], "other", {}).error().code, QByteArray("reason-needed"));
        VERIFY_OK(reading.reject(task->id, marks[1], "vessel"));
        s.f.clock.advance(30'000);
        const auto done = reading.close(task->id);
        VERIFY_OK(done);
        QCOMPARE(now().state, TaskState::Finished);
        QCOMPARE(now().finishedMs, s.f.clock.utc);
        QCOMPARE(done->state.readingMs, 90'000);
        QCOMPARE(reading.accept(task->id, marks[1]).error().code, QByteArray("task-finished"));
        QCOMPARE(reading.open(task->id).error().code, QByteArray("task-finished"));
        QCOMPARE(tasks.skip(task->id, {}).error().code, QByteArray("task-finished"));
        // Open again, with a reason; the first read stays closed.
        QCOMPARE(tasks.reopen(task->id, {}).error().code, QByteArray("reason-needed"));
        VERIFY_OK(tasks.reopen(task->id, QStringLiteral("missed one")));
        QCOMPARE(tasks.reopen(task->id, QStringLiteral("again")).error().code,
                 QByteArray("task-not-finished"));
        QCOMPARE(now().finishedMs, 0);
        QVERIFY(now().firstClosedMs > 0);
        VERIFY_OK(reading.accept(task->id, marks[1]));
        VERIFY_OK(reading.close(task->id));
    }

    void everyEventHasItsAuditRow() {
        ReadingStudy s;
        QVERIFY(makeStudy(s));
        const auto task = s.give("1.1", "rita", ReadingMode::Concurrent);
        VERIFY_OK(task);
        FindingService reading(s.db(), s.as("rita"), s.f.clock);
        const auto open = reading.open(task->id);
        VERIFY_OK(open);
        VERIFY_OK(reading.firstImage(task->id));
        VERIFY_OK(reading.seen(task->id, open->findings[0].finding.uuid, 700));
        VERIFY_OK(reading.reject(task->id, open->findings[1].finding.uuid, "scar"));
        VERIFY_OK(reading.idle(task->id, 130'000));
        const auto events = reading.events(task->id);
        VERIFY_OK(events);
        QCOMPARE(events->size(), 5);
        for (int i = 0; i < events->size(); ++i) {
            QCOMPARE(events->at(i).seq, i + 1);
            AuditQuery query;
            query.object = events->at(i).uuid;
            const auto rows = s.db().read([&](ReadConnection& c) { return audit::list(c, query); });
            VERIFY_OK(rows);
            QCOMPARE(rows->size(), 1);
            QCOMPARE(rows->front().seq, events->at(i).auditSeq);
            QCOMPARE(rows->front().action, QByteArray("reading-" + readingEventCode(events->at(i).type)));
        }
        // Nobody can change or remove one.
        for (const char* sql : {"UPDATE reading_event SET type = 'accepted'", "DELETE FROM reading_event",
                                "UPDATE finding SET score = 1", "DELETE FROM finding"}) {
            const auto changed = s.db().writeAndWait([&](WriteTransaction& tx) { return tx.run(sql); });
            QVERIFY(!changed);
        }
    }

    void takeBack() {
        ReadingStudy s;
        QVERIFY(makeStudy(s));
        const auto task = s.give("1.1", "rita", ReadingMode::Concurrent);
        VERIFY_OK(task);
        FindingService reading(s.db(), s.as("rita"), s.f.clock);
        const auto open = reading.open(task->id);
        VERIFY_OK(open);
        const Uuid mark = open->findings[1].finding.uuid;
        QCOMPARE(reading.takeBack(task->id).error().code, QByteArray("nothing-to-undo"));
        VERIFY_OK(reading.accept(task->id, mark));
        QCOMPARE(reading.accept(task->id, mark).error().code, QByteArray("illegal-event"));
        const auto back = reading.takeBack(task->id);
        VERIFY_OK(back);
        QCOMPARE(back->state.find(mark)->state, MarkState::Open);
        QCOMPARE(reading.events(task->id)->size(), 3); // appended, nothing removed
        // A later session does not take back what an earlier one decided.
        VERIFY_OK(reading.accept(task->id, mark));
        VERIFY_OK(reading.leave(task->id));
        VERIFY_OK(reading.open(task->id));
        QCOMPARE(reading.takeBack(task->id).error().code, QByteArray("nothing-to-undo"));
        VERIFY_OK(reading.reject(task->id, mark, "node"));
        QVERIFY(reading.takeBack(task->id));
        QCOMPARE(reading.look(task->id)->state.find(mark)->state, MarkState::Accepted);
    }

    /// What was answered is there after the program ended without a word.
    void aKillLosesNothing() {
        ReadingStudy s;
        QVERIFY(makeStudy(s));
        const auto task = s.give("1.1", "li.na", ReadingMode::Concurrent);
        VERIFY_OK(task);
        Uuid mark;
        {
            FindingService reading(s.db(), s.f.vault->session(), s.f.clock);
            const auto open = reading.open(task->id);
            VERIFY_OK(open);
            mark = open->findings[0].finding.uuid;
            VERIFY_OK(reading.accept(task->id, mark));
        }
        QVERIFY(s.f.open()); // no leave(): the session stays open, as after a kill
        s.f.clock.advance(3'600'000);
        FindingService reading(s.db(), s.f.vault->session(), s.f.clock);
        const auto seen = reading.look(task->id);
        VERIFY_OK(seen);
        QCOMPARE(seen->state.find(mark)->state, MarkState::Accepted);
        const auto open = reading.open(task->id);
        VERIFY_OK(open);
        QVERIFY(open->session != seen->session);
        QCOMPARE(open->state.readingMs, 0); // an hour away is no reading
        // After a reboot the monotonic clock starts anew: the session does too.
        s.f.clock.monotonic = 100;
        VERIFY_OK(reading.seen(task->id, mark, 600));
        QVERIFY(reading.look(task->id)->session != open->session);
        QVERIFY(s.f.vault->verifyChain({})->ok());
    }

    void worklistOrder() {
        ReadingStudy s;
        QVERIFY(makeStudy(s));
        QVERIFY(s.addSeries({.uid = "1.3", .exam = "e1"}) && s.addSeries({.uid = "1.4", .exam = "e1"}));
        const auto a = s.give("1.1", "rita", ReadingMode::Concurrent);
        const auto b = s.give("1.3", "rita", ReadingMode::Concurrent);
        const auto c = s.give("1.4", "rita", ReadingMode::Concurrent);
        VERIFY_OK(c);
        TaskService tasks(s.db(), s.as("rita"), s.f.clock);
        const auto order = [&] {
            QStringList out;
            const auto worklist = tasks.worklist();
            for (const ReadingTask& t : *worklist)
                out.append(t.series);
            return out.join(u' ');
        };
        QCOMPARE(order(), QStringLiteral("1.1 1.3 1.4"));
        VERIFY_OK(tasks.skip(a->id, {}));
        QCOMPARE(order(), QStringLiteral("1.3 1.4 1.1"));
        VERIFY_OK(FindingService(s.db(), s.as("rita"), s.f.clock).open(c->id));
        QCOMPARE(order(), QStringLiteral("1.4 1.3 1.1")); // what was begun comes first
        VERIFY_OK(tasks.reserve(b->id, true));
        QVERIFY(tasks.find(b->uuid.toString())->reserved);
    }

    void priors() {
        ReadingStudy s;
        QVERIFY(makeStudy(s));
        TaskService tasks(s.db(), s.f.vault->session(), s.f.clock);
        const auto prior = [&] {
            return s.db()
                .read([](ReadConnection& c) { return readingTable::priorOf(c, QStringLiteral("1.1")); })
                .value_or(QStringLiteral("error"));
        };
        QCOMPARE(prior(), QString());
        QVERIFY(s.addExam("S-0001", "e0", "2024-01-01") &&
                s.addSeries({.uid = "a", .exam = "e0", .frame = "a"}));
        QCOMPARE(prior(), QStringLiteral("a"));
        QVERIFY(s.addExam("S-0001", "e05", "2025-01-01"));
        QVERIFY(s.addSeries({.uid = "b29", .exam = "e05", .frame = "b", .instances = 29})); // too few slices
        QCOMPARE(prior(), QStringLiteral("a"));
        QVERIFY(s.addSeries({.uid = "b5", .exam = "e05", .frame = "b", .thickness = 5}));
        QCOMPARE(prior(), QStringLiteral("b5")); // the later exam
        QVERIFY(
            s.addSeries({.uid = "b1-sharp", .exam = "e05", .frame = "b", .thickness = 1.25, .kernel = "S"}));
        QCOMPARE(prior(), QStringLiteral("b1-sharp")); // nearest thickness
        QVERIFY(s.addSeries({.uid = "b1", .exam = "e05", .frame = "b", .thickness = 1.25}));
        QCOMPARE(prior(), QStringLiteral("b1")); // then the kernel
        QVERIFY(s.addSeries({.uid = "mr", .exam = "e05", .modality = "MR", .frame = "b", .thickness = 1}));
        QVERIFY(s.addExam("S-0001", "e2", "2027-01-01") &&
                s.addSeries({.uid = "later", .exam = "e2", .frame = "c"}));
        QCOMPARE(prior(), QStringLiteral("b1"));
        const auto task = s.give("1.1", "rita", ReadingMode::Second);
        VERIFY_OK(task);
        QCOMPARE(task->priorSeries, QStringLiteral("b1"));
        QCOMPARE(task->priorDate, QStringLiteral("2025-01-01"));
        QVERIFY(s.addSubject("S-0002") && s.addExam("S-0002", "x", "2020-01-01") &&
                s.addSeries({.uid = "x", .exam = "x", .frame = "x"}));
        QCOMPARE(tasks.setPrior(task->id, QStringLiteral("x"), {}).error().code,
                 QByteArray("no-such-series"));
        VERIFY_OK(tasks.setPrior(task->id, QStringLiteral("a"), QStringLiteral("same scanner")));
        QCOMPARE(tasks.find(QString::number(task->id.value))->priorSeries, QStringLiteral("a"));
        VERIFY_OK(tasks.setPrior(task->id, {}, {}));
        QVERIFY(tasks.find(QString::number(task->id.value))->priorSeries.isEmpty());
    }
};

QTEST_GUILESS_MAIN(ReadingTaskTest)
#include "ReadingTaskTest.moc"
