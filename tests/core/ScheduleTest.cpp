// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/LungStudy.h"
#include "core/forms/Schedule.h"
#include "tests/core/FormFixture.h"

using namespace casebook;
using namespace formfixture;
using namespace Qt::StringLiterals;

namespace {

/// A subject by its answers; dates of the worked examples were counted by hand on a calendar.
class Subject {
public:
    explicit Subject(std::shared_ptr<const CompiledStudy> study) : study_(std::move(study)) {}

    Subject& visit(const char* oid, int repeat, const char* date, const char* state = "done") {
        record_.visits << VisitData{
            QString::fromLatin1(oid), repeat, QString::fromLatin1(date), QString::fromLatin1(state), {}};
        return *this;
    }
    /// A form at the last visit.
    Subject& form(const char* oid, const QList<std::pair<const char*, const char*>>& answers,
                  const QByteArray& exam = {}) {
        record_.visits.last().forms << filled(oid, answers, exam);
        return *this;
    }
    Subject& lines(const QList<std::array<const char*, 3>>& lines) {
        FormState f = open(study_, "TXL");
        int n = 0;
        for (const auto& [number, start, stop] : lines) {
            ++n;
            bool good = f.addRow(u"LINE"_s, rowId(n)).has_value();
            good = good && f.set(at("LINE", n, "ln_no"), QString::fromLatin1(number));
            good = good && f.set(at("LINE", n, "ln_start"), QString::fromLatin1(start));
            good = good && f.set(at("LINE", n, "ln_stop"), QString::fromLatin1(stop));
            if (!good)
                qFatal("line");
        }
        record_.subjectForms = {f.data()};
        return *this;
    }
    [[nodiscard]] VisitPlan plan(const QDate& today) const { return planVisits(*study_, record_, today); }

private:
    FormData filled(const char* oid, const QList<std::pair<const char*, const char*>>& answers,
                    const QByteArray& exam) const {
        FormState f = open(study_, oid);
        for (const auto& [item, typed] : answers)
            if (!f.set(at(item), QString::fromLatin1(typed)))
                qFatal("%s", item);
        FormData data = f.data();
        data.exam = exam;
        return data;
    }

    std::shared_ptr<const CompiledStudy> study_;
    SubjectRecord record_;
};

/// "TA 2 2024-04-08 overdue"
QString line(const PlannedVisit& one) {
    return u"%1 %2 %3 %4"_s.arg(one.visit)
        .arg(one.repeat)
        .arg(one.target ? one.target->toString(Qt::ISODate) : u"-"_s,
             QString::fromLatin1(visitStageCode(one.stage)));
}

QStringList lines(const VisitPlan& plan, const QString& visit) {
    QStringList all;
    for (const PlannedVisit& one : plan.visits)
        if (one.visit == visit)
            all << line(one);
    return all;
}

const PlannedVisit* find(const VisitPlan& plan, const QString& visit, int repeat) {
    for (const PlannedVisit& one : plan.visits)
        if (one.visit == visit && one.repeat == repeat)
            return &one;
    return nullptr;
}

} // namespace

class ScheduleTest : public QObject {
    Q_OBJECT

    std::shared_ptr<const CompiledStudy> study_ = CompiledStudy::compile(*lungStudy());

    [[nodiscard]] Subject treated() const {
        Subject subject(study_);
        subject.visit("SCR", 1, "2024-01-10")
            .form("DM",
                  {{"consent_type", "WRITTEN"}, {"consent_date", "2024-01-08"}, {"index_date", "2023-12-20"}})
            .form("ELIG", {{"arm", "SYST"}});
        return subject;
    }

private Q_SLOTS:
    void steps_data() {
        QTest::addColumn<QString>("visit");
        QTest::addColumn<int>("repeat");
        QTest::addColumn<int>("day");
        const auto row = [](const char* visit, int repeat, int day) {
            QTest::addRow("%s %d", visit, repeat) << QString::fromLatin1(visit) << repeat << day;
        };
        row("TA", 1, 42);
        row("TA", 2, 84);
        row("TA", 8, 336); // week 48
        row("TA", 9, 420); // then 84 days
        row("TA", 10, 504);
        row("TRT", 1, 0);
        row("TRT", 2, 21);
        row("TRT", 5, 84);
        row("SFU", 1, 91);
        row("SFU", 8, 728); // to year 2
        row("SFU", 9, 910); // 182 to year 5
        row("SFU", 14, 1820);
        row("SFU", 15, 2185); // then yearly
        row("SURV", 3, 273);
        row("POST30", 1, 30);
        row("POST30", 2, -1);
        row("NODFU", 1, -1);
    }
    void steps() {
        QFETCH(QString, visit);
        QFETCH(int, repeat);
        QFETCH(int, day);
        QCOMPARE(dayOfRepeat(*study_->definition().visit(visit), repeat).value_or(-1), day);
    }

    void screeningOnly() {
        Subject subject(study_);
        subject.visit("SCR", 1, "", "planned")
            .form("DM", {{"consent_type", "WRITTEN"}, {"consent_date", "2024-01-08"}});
        const VisitPlan plan = subject.plan(QDate(2024, 1, 20));
        QCOMPARE(plan.arm, QString());
        QCOMPARE(plan.anchors.value(u"CONSENT"_s), QDate(2024, 1, 8));
        QStringList all;
        for (const PlannedVisit& one : plan.visits)
            all << line(one);
        // A form of SCR was begun. Visits of arms wait for the arm; those of all wait for their anchor's date.
        QCOMPARE(all, QStringList({u"SCR 1 2024-01-08 done"_s, u"SURV 1 - planned"_s, u"EOS 1 - planned"_s}));
        QCOMPARE(*plan.visits[0].to, QDate(2024, 2, 5));
    }

    void nobodyKnowsADate() {
        const VisitPlan plan = Subject(study_).plan(QDate(2024, 1, 20));
        for (const PlannedVisit& one : plan.visits) {
            QCOMPARE(one.stage, VisitStage::Planned);
            QVERIFY(!one.target);
        }
        QCOMPARE(plan.visits.size(), 3); // SCR, SURV, EOS
        QVERIFY(plan.anchors.isEmpty());
    }

    void treatmentFollowsTheActualCycle() {
        Subject subject = treated();
        subject.lines({{"1", "2024-02-05", ""}})
            .visit("TRT", 1, "2024-02-05")
            .visit("TRT", 2, "2024-03-04"); // planned 26 February, a week late
        const VisitPlan plan = subject.plan(QDate(2024, 3, 20));
        QCOMPARE(plan.anchors.value(u"FIRSTDOSE"_s), QDate(2024, 2, 5));
        QCOMPARE(lines(plan, u"TRT"_s), QStringList({u"TRT 1 2024-02-05 done"_s, u"TRT 2 2024-02-26 done"_s,
                                                     u"TRT 3 2024-03-25 planned"_s}));
        QCOMPARE(find(plan, u"TRT"_s, 2)->daysOutside, 4); // 29 February was the last day of its window
        // The scans do not move with the dose.
        QCOMPARE(lines(plan, u"TA"_s),
                 QStringList({u"TA 1 2024-03-18 in-window"_s, u"TA 2 2024-04-29 planned"_s}));
        QVERIFY(find(plan, u"TA"_s, 1)->due);
        QVERIFY(lines(plan, u"SURG"_s).isEmpty()); // not of this arm
    }

    void windows_data() {
        QTest::addColumn<QDate>("today");
        QTest::addColumn<QByteArray>("stage");
        QTest::addColumn<bool>("due");
        // TA 1: 18 March 2024, 7 days either side
        QTest::newRow("before") << QDate(2024, 3, 10) << QByteArray("planned") << false;
        QTest::newRow("first day") << QDate(2024, 3, 11) << QByteArray("in-window") << false;
        QTest::newRow("target") << QDate(2024, 3, 18) << QByteArray("in-window") << true;
        QTest::newRow("last day") << QDate(2024, 3, 25) << QByteArray("in-window") << true;
        QTest::newRow("after") << QDate(2024, 3, 26) << QByteArray("overdue") << false;
    }
    void windows() {
        QFETCH(QDate, today);
        QFETCH(QByteArray, stage);
        QFETCH(bool, due);
        Subject subject = treated();
        const VisitPlan plan = subject.lines({{"1", "2024-02-05", ""}}).plan(today);
        const PlannedVisit* scan = find(plan, u"TA"_s, 1);
        QVERIFY(scan);
        QCOMPARE(visitStageCode(scan->stage), stage);
        QCOMPARE(scan->due, due);
        QCOMPARE(*scan->from, QDate(2024, 3, 11));
        QCOMPARE(*scan->to, QDate(2024, 3, 25));
    }

    void overdueOnesAreListedOldestFirst() {
        Subject subject = treated();
        const VisitPlan plan = subject.lines({{"1", "2024-02-05", ""}})
                                   .visit("TRT", 1, "2024-02-05")
                                   .visit("TA", 2, "2024-04-29")
                                   .plan(QDate(2024, 5, 1));
        QStringList late;
        for (const PlannedVisit& one : overdueVisits(plan))
            late << line(one);
        // cycle 3 and 4 are planned from cycle 2 as if it had been on its day
        QCOMPARE(late, QStringList({u"TRT 2 2024-02-26 overdue"_s, u"TRT 3 2024-03-18 overdue"_s,
                                    u"TA 1 2024-03-18 overdue"_s, u"TRT 4 2024-04-08 overdue"_s}));
    }

    void aMissedVisitStaysMissed() {
        Subject subject = treated();
        const VisitPlan plan =
            subject.lines({{"1", "2024-02-05", ""}}).visit("TA", 1, "", "missed").plan(QDate(2024, 4, 20));
        QCOMPARE(lines(plan, u"TA"_s),
                 QStringList({u"TA 1 2024-03-18 missed"_s, u"TA 2 2024-04-29 planned"_s}));
    }

    void treatmentEndsScansGoOn() {
        Subject subject = treated();
        subject.lines({{"1", "2024-02-05", "2024-03-10"}})
            .visit("TRT", 1, "2024-02-05")
            .visit("TRT", 2, "2024-02-26");
        const VisitPlan plan = subject.plan(QDate(2024, 4, 1));
        QCOMPARE(lines(plan, u"TRT"_s).size(), 2); // no third cycle
        QCOMPARE(plan.anchors.value(u"LASTDOSE"_s), QDate(2024, 3, 10));
        QCOMPARE(lines(plan, u"EOT"_s), QStringList({u"EOT 1 2024-04-09 planned"_s}));
        QCOMPARE(lines(plan, u"TA"_s).last(), u"TA 2 2024-04-29 planned"_s);
        // A second line that goes on: the last dose is not known.
        QVERIFY(!Subject(subject)
                     .lines({{"1", "2024-02-05", "2024-03-10"}, {"2", "2024-03-20", ""}})
                     .plan(QDate(2024, 4, 1))
                     .anchors.contains(u"LASTDOSE"_s));
    }

    void scansEndWithProgression() {
        Subject subject = treated();
        subject.lines({{"1", "2024-02-05", ""}})
            .visit("TA", 1, "2024-03-18")
            .form("REC", {{"ta_no", "1"}, {"ov_resp", "SD"}})
            .visit("TA", 2, "2024-04-29")
            .form("REC", {{"ta_no", "2"}, {"ov_resp", "PD"}});
        QCOMPARE(lines(subject.plan(QDate(2024, 9, 1)), u"TA"_s),
                 QStringList({u"TA 1 2024-03-18 done"_s, u"TA 2 2024-04-29 done"_s}));
    }

    void followUpTakesTheFirstAnchorThatExists() {
        Subject operated(study_);
        operated.visit("SCR", 1, "2024-01-10")
            .form("ELIG", {{"arm", "SURG"}})
            .visit("SURG", 1, "2024-02-01")
            .form("SURG", {{"su_date", "2024-02-01"}});
        const VisitPlan plan = operated.plan(QDate(2024, 3, 20));
        QCOMPARE(lines(plan, u"POST30"_s), QStringList({u"POST30 1 2024-03-02 overdue"_s}));
        QCOMPARE(lines(plan, u"SFU"_s), QStringList({u"SFU 1 2024-05-02 planned"_s})); // 91 days
        QCOMPARE(lines(plan, u"SURV"_s), QStringList({u"SURV 1 2024-05-02 planned"_s}));
        Subject both = operated;
        both.visit("EOT", 1, "2024-03-15"); // the end of treatment stands first
        QCOMPARE(lines(both.plan(QDate(2024, 3, 20)), u"SURV"_s),
                 QStringList({u"SURV 1 2024-06-14 planned"_s}));
    }

    void advicePlansTheNextScan() {
        const QByteArray exam(16, 'a'), later(16, 'b');
        Subject subject(study_);
        subject.visit("SCR", 1, "2024-01-31")
            .form("ELIG", {{"arm", "NODULE"}})
            .form("DM", {{"index_date", "2024-01-31"}})
            .form("CTA", {{"ct_date", "2024-01-31"}}, exam)
            .form("READ", {{"rd_advice", "CT6"}}, exam);
        QCOMPARE(lines(subject.plan(QDate(2024, 3, 1)), u"NODFU"_s),
                 QStringList({u"NODFU 1 2024-07-31 planned"_s}));
        const VisitPlan late = subject.plan(QDate(2024, 9, 1));
        QCOMPARE(lines(late, u"NODFU"_s), QStringList({u"NODFU 1 2024-07-31 overdue"_s})); // to 30 August
        // A second reader wants it sooner: the shorter interval. February has no 31st.
        Subject two = subject;
        two.form("READ", {{"rd_advice", "CT1"}}, exam);
        QCOMPARE(lines(two.plan(QDate(2024, 2, 1)), u"NODFU"_s),
                 QStringList({u"NODFU 1 2024-02-29 planned"_s}));
        subject.visit("NODFU", 1, "2024-08-05").form("CTA", {{"ct_date", "2024-08-05"}}, later);
        QCOMPARE(lines(subject.plan(QDate(2024, 9, 1)), u"NODFU"_s),
                 QStringList({u"NODFU 1 2024-07-31 done"_s}));
        subject.form("READ", {{"rd_advice", "CT12"}}, later);
        QCOMPARE(lines(subject.plan(QDate(2024, 9, 1)), u"NODFU"_s),
                 QStringList({u"NODFU 1 2024-07-31 done"_s, u"NODFU 2 2025-08-05 planned"_s}));
        subject.form("READ", {{"rd_advice", "NONE"}}, QByteArray(16, 'c'))
            .form("CTA", {{"ct_date", "2024-08-20"}}, QByteArray(16, 'c'));
        QCOMPARE(lines(subject.plan(QDate(2024, 9, 1)), u"NODFU"_s).size(), 1); // no further scan
    }

    void deathClosesThePlan() {
        Subject subject = treated();
        subject.lines({{"1", "2024-02-05", ""}})
            .visit("TRT", 1, "2024-02-05")
            .visit("UNS", 1, "2024-04-02")
            .form("FU", {{"fu_status", "DEAD"}, {"fu_death", "2024-04-01"}});
        const VisitPlan plan = subject.plan(QDate(2025, 1, 1));
        QCOMPARE(plan.end.why, ScheduleEnd::Why::Death);
        QCOMPARE(plan.end.day, QDate(2024, 4, 1));
        for (const PlannedVisit& one : plan.visits)
            if (one.visit != u"EOS" && !one.stored)
                QCOMPARE(one.stage, VisitStage::NotExpected);
        QVERIFY(overdueVisits(plan).isEmpty());
        QCOMPARE(lines(plan, u"EOS"_s), QStringList({u"EOS 1 2024-04-01 in-window"_s}));
        QCOMPARE(lines(plan, u"TRT"_s).first(), u"TRT 1 2024-02-05 done"_s);
        QVERIFY(plan.visits.size() < 12); // nothing is planned for years behind the death
        subject.visit("EOS", 1, "2024-04-03");
        QCOMPARE(lines(subject.plan(QDate(2025, 1, 1)), u"EOS"_s), QStringList({u"EOS 1 2024-04-01 done"_s}));
    }

    void withdrawalClosesThePlan() {
        Subject subject(study_);
        subject.visit("SCR", 1, "2024-01-10")
            .form("DM", {{"withdrawn", "y"}, {"withdraw_date", "2024-03-01"}})
            .form("ELIG", {{"arm", "SYST"}})
            .lines({{"1", "2024-02-05", ""}});
        const VisitPlan plan = subject.plan(QDate(2024, 6, 1));
        QCOMPARE(plan.end.why, ScheduleEnd::Why::Withdrawal);
        QVERIFY(overdueVisits(plan).isEmpty());
        QCOMPARE(lines(plan, u"EOS"_s), QStringList({u"EOS 1 2024-03-01 in-window"_s}));
    }

    void aPartialAnchorPlansNothing() {
        Subject subject = treated();
        const VisitPlan plan = subject.lines({{"1", "2024-02", ""}}).plan(QDate(2024, 6, 1));
        QCOMPARE(plan.partialAnchors, QStringList({u"FIRSTDOSE"_s}));
        QCOMPARE(lines(plan, u"TA"_s), QStringList({u"TA 1 - planned"_s}));
    }

    void unscheduledVisitsAreListed() {
        Subject subject = treated();
        const VisitPlan plan = subject.visit("UNS", 2, "2024-02").plan(QDate(2024, 6, 1));
        QCOMPARE(lines(plan, u"UNS"_s), QStringList({u"UNS 2 - done"_s}));
    }
};

QTEST_GUILESS_MAIN(ScheduleTest)
#include "ScheduleTest.moc"
