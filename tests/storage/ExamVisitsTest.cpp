// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which visit an exam belongs to: proposed by date, said by a person, kept and taken back.
#include "storage/subjects/ExamVisits.h"
#include "tests/storage/ReadingRows.h"
#include "tests/storage/StudyForms.h"

using namespace casebook;
using namespace casebook::test;

namespace {

QString q(const char* text) { return QString::fromLatin1(text); }

VisitRow row(const char* visit, int repeat, const char* target, const char* from, const char* to,
             const char* state = "planned", const char* date = "") {
    VisitRow out;
    out.visit = q(visit);
    out.repeat = repeat;
    out.target = q(target);
    out.windowFrom = q(from);
    out.windowTo = q(to);
    out.state = state;
    out.date = q(date);
    return out;
}

/// Consent of S-0001 on 2026-03-01: BASE that day to +7, cycles at days 21, 42, 63 with 3 days either way.
struct VisitStudy {
    ReadingStudy s;
    std::unique_ptr<DefinitionService> definitions;
    std::unique_ptr<FormService> forms;

    bool make() {
        if (!s.make())
            return false;
        definitions = std::make_unique<DefinitionService>(s.db(), session(), s.f.clock);
        forms = std::make_unique<FormService>(s.db(), session(), s.f.clock, *definitions);
        if (!definitions->publish(smallStudy(), q("test"), {}) || !s.addSubject("S-0001") ||
            !s.addSubject("S-0002"))
            return false;
        const auto form = forms->begin(*forms->keyOf(q("S-0001/BASE/VITALS")));
        auto opened = forms->open(form->id);
        return opened && opened->state.set(StudyForms::path("day"), q("2026-03-01")) &&
               forms->save(form->id, editOf(*opened), {}) && s.addExam("S-0001", "base", "2026-03-03") &&
               s.addSeries({.uid = "1.1", .exam = "base"}) && s.addExam("S-0001", "cycle", "2026-03-24") &&
               s.addSeries({.uid = "1.2", .exam = "cycle"}) && s.addExam("S-0001", "far", "2026-03-15") &&
               s.addSeries({.uid = "1.3", .exam = "far"}) && s.addExam("S-0002", "other", "2026-03-03") &&
               s.addSeries({.uid = "2.1", .exam = "other"});
    }
    const Session& session() { return s.f.vault->session(); }
    ExamVisitService service(const Session* who = nullptr) {
        return ExamVisitService(s.db(), who ? *who : session(), s.f.clock, *definitions);
    }
    /// "base>BASE? 2", "cycle=CYCLE", "far-", "other none"
    QStringList list(const Session* who = nullptr) {
        QStringList out;
        const QList<ExamVisit> exams = service(who).list().value();
        for (const ExamVisit& e : exams) {
            QString text = e.studyUid + (e.visit      ? u'=' + e.visit->text()
                                         : e.noVisit  ? q(" none")
                                         : e.proposed ? u'>' + e.proposed->text()
                                                      : q("-"));
            out.append(text + (e.hasDays ? u' ' + QString::number(e.daysOff) : QString()));
        }
        return out;
    }
    std::int64_t ask(const QByteArray& sql) {
        return s.db().read([&](ReadConnection& c) { return c.one(sql); }).value().value_or(-1);
    }
};

} // namespace

class ExamVisitsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { checksAsTold = true; }

    void proposals_data() {
        QTest::addColumn<QByteArray>("day");
        QTest::addColumn<QByteArray>("visit");
        const auto day = [](const char* name, const char* date, const char* visit) {
            QTest::newRow(name) << QByteArray(date) << QByteArray(visit);
        };
        day("on the target", "2026-02-01", "A");
        day("first day of the window", "2026-01-22", "A");
        day("a day before the window", "2026-01-21", "");
        day("last day of the window", "2026-02-11", "A");
        day("a day after it", "2026-02-12", "");
        day("nearer to the second of two windows", "2026-04-14", "C");
        day("nearer to the first", "2026-04-06", "B");
        day("equally near: the one that is not done", "2026-04-11", "C");
        day("missed visits have no exam", "2026-06-01", "");
        day("not expected ones neither", "2026-07-01", "");
        day("took place late: up to its day", "2026-08-20", "F");
        day("but not after that day", "2026-08-21", "");
        day("a day without a window", "2026-09-01", "G");
        day("the day beside it", "2026-09-02", "");
        day("no date", "", "");
    }

    void proposals() {
        QFETCH(QByteArray, day);
        QFETCH(QByteArray, visit);
        const QList<VisitRow> visits{
            row("A", 1, "2026-02-01", "2026-01-22", "2026-02-11"),
            row("B", 1, "2026-04-01", "2026-03-20", "2026-04-20", "done", "2026-04-04"),
            row("C", 1, "2026-04-18", "2026-04-05", "2026-04-30"),
            row("D", 1, "2026-06-01", "2026-05-20", "2026-06-10", "missed"),
            row("E", 1, "2026-07-01", "2026-06-20", "2026-07-10", "not-expected"),
            row("F", 1, "2026-08-01", "2026-07-25", "2026-08-08", "done", "2026-08-20"),
            row("G", 1, "2026-09-01", "", "")};
        const auto proposed = proposeVisit(QDate::fromString(q(day.constData()), Qt::ISODate), visits, {});
        QCOMPARE(proposed ? proposed->visit : QString(), QString::fromLatin1(visit));
        if (proposed)
            QVERIFY(proposeVisit(QDate::fromString(q(day.constData()), Qt::ISODate), visits, {*proposed}) !=
                    proposed);
    }

    void proposedThenSaidThenTakenBack() {
        VisitStudy v;
        QVERIFY(v.make());
        QCOMPARE(v.list(), QStringList({q("base>BASE 2"), q("far-"), q("cycle>CYCLE 2"), q("other-")}));
        QCOMPARE(v.ask("SELECT count(*) FROM dicom_study WHERE visit IS NOT NULL"), 0); // nothing by itself
        const auto accepted = v.service().acceptProposed({q("base"), q("cycle"), q("far")});
        QCOMPARE(accepted.value_or(-1), 2);
        QCOMPARE(v.list(), QStringList({q("base=BASE 2"), q("far-"), q("cycle=CYCLE 2"), q("other-")}));
        QCOMPARE(v.ask("SELECT count(*) FROM audit WHERE action = 'link' AND object_kind = 'exam' AND "
                       "subject IS NOT NULL"
                       " AND reason_code = 'proposal'"),
                 2);
        VERIFY_OK(v.service().linkExam(q("far"), {q("CYCLE"), 2}));
        QCOMPARE(v.service().linkExam(q("far"), {q("CYCLE"), 3}).error().code, QByteArray("reason-needed"));
        VERIFY_OK(v.service().linkExam(q("far"), {q("CYCLE"), 3}, q("wrong cycle")));
        VERIFY_OK(v.service().setNoVisit(q("other")));
        QCOMPARE(v.list(),
                 QStringList({q("base=BASE 2"), q("far=CYCLE#3 -49"), q("cycle=CYCLE 2"), q("other none")}));
        VERIFY_OK(v.service().unlinkExam(q("base"), q("not sure")));
        QCOMPARE(v.list().first(), q("base>BASE 2"));
        QCOMPARE(v.service().find(q("other"))->by, v.session().printedName);
    }

    void twoExamsDontProposeOneVisit() {
        VisitStudy v;
        QVERIFY(v.make() && v.s.addExam("S-0001", "again", "2026-03-04") &&
                v.s.addSeries({.uid = "1.4", .exam = "again"}) && v.s.addExam("S-0001", "mr", "2026-03-04") &&
                v.s.addSeries({.uid = "1.5", .exam = "mr", .modality = "MR"}));
        QCOMPARE(v.list().mid(0, 3), QStringList({q("base>BASE 2"), q("again-"), q("mr>BASE 3")}));
        VERIFY_OK(v.service().linkExam(q("base"), {q("CYCLE"), 1}));
        QCOMPARE(v.list().mid(0, 3), QStringList({q("base=CYCLE -19"), q("again>BASE 3"), q("mr>BASE 3")}));
    }

    void formsOfTheExamStandAtItsVisit() {
        VisitStudy v;
        QVERIFY(v.make());
        VERIFY_OK(v.service().linkExam(q("cycle"), {q("BASE"), 1}));
        VERIFY_OK(v.forms->begin(*v.forms->keyOf(q("S-0001/BASE/NODULES"))));
        QCOMPARE(v.ask("SELECT anchor_kind FROM form WHERE def_oid = 'NODULES'"), 2);
    }

    void rightsAndErrors_data() {
        QTest::addColumn<QByteArray>("who");
        QTest::addColumn<QByteArray>("exam");
        QTest::addColumn<QByteArray>("visit");
        QTest::addColumn<int>("repeat");
        QTest::addColumn<QByteArray>("code");
        const auto add = [](const char* name, const char* who, const char* exam, const char* visit,
                            int repeat, const char* code) {
            QTest::newRow(name) << QByteArray(who) << QByteArray(exam) << QByteArray(visit) << repeat
                                << QByteArray(code);
        };
        add("reader", "rita", "base", "BASE", 1, "no-right");
        add("monitor", "mona", "base", "BASE", 1, "no-right");
        add("coordinator", "carl", "base", "BASE", 1, "");
        add("data manager", "dan", "base", "BASE", 1, "");
        add("no such exam", "carl", "nothing", "BASE", 1, "no-such-exam");
        add("no such visit", "carl", "base", "NOWHERE", 1, "no-such-visit");
        add("repeats of a visit that has none", "carl", "base", "BASE", 2, "no-such-visit");
        add("of a visit that repeats", "carl", "base", "CYCLE", 5, "");
    }

    void rightsAndErrors() {
        QFETCH(QByteArray, who);
        QFETCH(QByteArray, exam);
        QFETCH(QByteArray, visit);
        QFETCH(int, repeat);
        QFETCH(QByteArray, code);
        VisitStudy v;
        QVERIFY(v.make());
        const Session session = v.s.as(who.constData());
        const auto done =
            v.service(&session).linkExam(QString::fromLatin1(exam), {QString::fromLatin1(visit), repeat});
        QCOMPARE(done ? QByteArray() : done.error().code, code);
    }

    /// Series that a pending read hides give no exam and no modality away.
    void hiddenSeriesAreNotCounted() {
        VisitStudy v;
        QVERIFY(v.make() && v.s.addExam("S-0001", "cad", "2026-03-05") &&
                v.s.addSeries({.uid = "1.6", .exam = "cad", .kind = "seg", .modality = "SEG"}));
        QCOMPARE(v.list().size(), 5);
        VERIFY_OK(v.s.give("1.1", "rita", ReadingMode::Unaided));
        const Session rita = v.s.as("rita");
        QCOMPARE(v.list(&rita).filter(q("cad")), QStringList());
        QCOMPARE(v.list(&rita).size(), 4);
    }
};

QTEST_GUILESS_MAIN(ExamVisitsTest)
#include "ExamVisitsTest.moc"
