// SPDX-License-Identifier: GPL-3.0-or-later
//
// The people of the sample: figures of the recipe on 8,000 of them, and the plan of two dozen, form by form.
#include "core/demo/DemoPlan.h"
#include "core/demo/Dice.h"
#include "core/forms/FormState.h"
#include "core/forms/LungStudy.h"
#include "core/lung/Services.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace casebook;
using namespace casebook::demo;

namespace {

const QDate kCut(2026, 6, 30);

Options two_dozen(std::uint32_t seed = 17) {
    Options out;
    out.seed = seed;
    out.cut = kCut;
    return out;
}

Decimal mm(double x) { return *Decimal::fromText(QString::number(x, 'f', 1)); }

double share(const QList<Person>& people, auto&& among, auto&& is) {
    double n = 0, yes = 0;
    for (const Person& p : people)
        if (among(p)) {
            ++n;
            yes += is(p) ? 1 : 0;
        }
    return n > 0 ? yes / n : -1;
}

} // namespace

class DemoTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        auto recipe = Recipe::shipped();
        QVERIFY(recipe);
        recipe_.emplace(*std::move(recipe));
        auto plan = makeDemoPlan(two_dozen());
        QVERIFY2(plan, plan ? ""
                            : qPrintable(QString::fromLatin1(plan.error().code) + plan.error().object +
                                         plan.error().args.join(u' ')));
        plan_ = *std::move(plan);
    }

    /// The plausibility test of the reference: 8,000 cancers.
    void figuresOfTheRecipe_data() {
        QTest::addColumn<int>("seed");
        for (const int seed : {1, 2, 3})
            QTest::addRow("seed %d", seed) << seed;
    }

    void figuresOfTheRecipe() {
        QFETCH(int, seed);
        QList<Person> people;
        for (std::uint32_t n = 0; n < 8'000; ++n)
            people.append(drawPerson(*recipe_, std::uint32_t(seed), n,
                                     n % 2 == 0 ? QStringLiteral("SURG") : QStringLiteral("SYST")));
        const auto adeno = [](const Person& p) { return p.tumour->histology == u"ADENO"; };
        const auto within = [](double x, double low, double high, const char* what) {
            if (x < low || x > high)
                qWarning("%s: %.3f, wanted %.2f to %.2f", what, x, low, high);
            return x >= low && x <= high;
        };
        QVERIFY(within(share(people, adeno, [](const Person& p) { return p.tumour->driver == u"EGFR"; }),
                       0.50, 0.56, "EGFR in adenocarcinoma"));
        QVERIFY(within(share(
                           people, [](const Person& p) { return !p.everSmoked; },
                           [](const Person& p) { return p.sex == u"F"; }),
                       0.63, 0.70, "women among never smokers"));
        QList<double> ages;
        for (const Person& p : people)
            ages.append(p.age);
        std::nth_element(ages.begin(), ages.begin() + ages.size() / 2, ages.end());
        QVERIFY(within(ages[ages.size() / 2], 61, 63, "median age"));
        const auto alive = [](const Person& p) { return p.tumour->os_mo > 36; };
        const auto ofStage = [](const char* head, bool notLonger) {
            return [=](const Person& p) {
                const QString rest = p.tumour->stage.mid(qsizetype(strlen(head)));
                return p.tumour->stage.startsWith(QLatin1StringView(head)) &&
                       (!notLonger || rest.isEmpty() || rest[0] == u'A' || rest[0] == u'B' ||
                        rest[0] == u'C');
            };
        };
        QVERIFY(within(share(people, ofStage("I", true), alive), 0.85, 0.90, "alive at 3 years, I"));
        QVERIFY(within(share(people, ofStage("II", true), alive), 0.62, 0.76, "alive at 3 years, II"));
        QVERIFY(within(share(people, ofStage("III", true), alive), 0.47, 0.53, "alive at 3 years, III"));
        QVERIFY(within(share(people, ofStage("IV", true), alive), 0.29, 0.35, "alive at 3 years, IV"));
        for (const Person& p : people)
            QVERIFY(p.tumour->pfs_mo <= p.tumour->os_mo && p.tumour->os_mo > 0);
    }

    /// Every drawn tumour gives its T, N, M and stage back by the tables.
    void tumoursGiveTheirTnmBack() {
        for (std::uint32_t n = 0; n < 4'000; ++n) {
            const Person p =
                drawPerson(*recipe_, 5, n, n % 2 == 0 ? QStringLiteral("SURG") : QStringLiteral("SYST"));
            const Tumour& t = *p.tumour;
            TumourFacts facts;
            facts.total = mm(t.total_mm);
            facts.solid = mm(t.solid_mm);
            facts.density = t.density;
            facts.separate = QStringLiteral("NONE");
            facts.side = t.side;
            const QByteArray what = qPrintable(QStringLiteral("%1 %2 %3 %4 %5")
                                                   .arg(t.stage, t.t, t.density)
                                                   .arg(t.total_mm)
                                                   .arg(t.solid_mm));
            QVERIFY2(recipe_->tnm().t(facts) == t.t,
                     qPrintable(QString::fromUtf8(what) + u' ' + recipe_->tnm().t(facts)));
            QVERIFY2(recipe_->tnm().n(t.side, t.stations) == t.n, what.constData());
            QVERIFY2(recipe_->tnm().m(t.sites) == t.m,
                     qPrintable(QString::fromUtf8(what) + u' ' + recipe_->tnm().m(t.sites)));
            QVERIFY2(recipe_->tnm().stage(t.t, t.n, t.m) == t.stage, what.constData());
            QVERIFY(t.solid_mm <= t.total_mm);
        }
    }

    void screeningNodules() {
        int people = 0, none = 0, malignant = 0, nodules = 0, solid = 0;
        for (std::uint32_t n = 0; n < 4'000; ++n) {
            const Person p = drawPerson(*recipe_, 3, n, QStringLiteral("SCREEN"));
            ++people;
            none += p.nodules.isEmpty() ? 1 : 0;
            for (const DemoNodule& one : p.nodules) {
                ++nodules;
                malignant += one.malignant ? 1 : 0;
                solid += one.type == u"SOLID" ? 1 : 0;
                QVERIFY(one.long_mm >= 3 && one.long_mm <= 30 && one.short_mm <= one.long_mm &&
                        one.short_mm >= 1.5);
                QVERIFY(one.brock >= 0 && one.brock < 1);
                QVERIFY(grown(one, 365).long_mm >= one.long_mm);
            }
        }
        QVERIFY(std::abs(double(none) / people - 0.35) < 0.03);
        QVERIFY(std::abs(double(solid) / nodules - 0.72) < 0.03);
        QVERIFY(malignant > 0 && double(malignant) / nodules < 0.15);
    }

    void armsInTheirShares() {
        const QStringList arms = armsOf(*recipe_, 400);
        QCOMPARE(arms.count(QStringLiteral("SCREEN")), 120);
        QCOMPARE(arms.count(QStringLiteral("NODULE")), 80);
        QCOMPARE(arms.count(QStringLiteral("SURG")), 100);
        QCOMPARE(arms.count(QStringLiteral("SYST")), 100);
        QCOMPARE(armsOf(*recipe_, 24), arms.first(24));
    }

    void samePlanTwice() {
        const auto again = makeDemoPlan(two_dozen());
        QVERIFY(again);
        QCOMPARE(again->subjects.size(), plan_.subjects.size());
        for (qsizetype n = 0; n < plan_.subjects.size(); ++n) {
            QCOMPARE(again->subjects[n].forms.size(), plan_.subjects[n].forms.size());
            for (qsizetype k = 0; k < plan_.subjects[n].forms.size(); ++k) {
                QVERIFY(again->subjects[n].forms[k].answers == plan_.subjects[n].forms[k].answers);
                QVERIFY(again->subjects[n].forms[k].data.values == plan_.subjects[n].forms[k].data.values);
            }
        }
        const auto other = makeDemoPlan(two_dozen(18));
        QVERIFY(other && other->subjects[0].birthDate != plan_.subjects[0].birthDate);
        // A person does not depend on how many there are.
        Options few = two_dozen();
        few.subjects = 5;
        const auto five = makeDemoPlan(few);
        QVERIFY(five && five->subjects[4].forms[0].answers == plan_.subjects[4].forms[0].answers);
    }

    /// Entered again by themselves, the typed answers give the same forms; only planned ones fail a check.
    void everyAnswerIsTaken() {
        QVERIFY2(plan_.rejected.isEmpty(), qPrintable(plan_.rejected.join(u'\n')));
        const auto study = CompiledStudy::compile(*lungStudy());
        const auto services = lungServices();
        QVERIFY(services);
        int forms = 0, failing = 0, planned = 0;
        for (const PlannedSubject& subject : plan_.subjects) {
            SubjectRecord record;
            for (const PlannedForm& form : subject.forms) {
                ++forms;
                planned += form.failsCheck ? 1 : 0;
                bool fails = false;
                reenter(study, *services, form, record, fails);
                failing += fails ? 1 : 0;
                if (QTest::currentTestFailed())
                    return;
            }
        }
        qInfo("%d forms, %d fail a check, %d planned", forms, failing, planned);
        QVERIFY2(unplanned_.isEmpty(), qPrintable(unplanned_.join(u'\n')));
        QVERIFY(forms > 300);
        QVERIFY(planned >= 1);
        QVERIFY(double(planned) / forms > 0.003 && double(planned) / forms < 0.025);
        QCOMPARE(failing, planned);
    }

    void sharesOfMissing() {
        Options many = two_dozen(4);
        many.subjects = 60;
        const auto plan = makeDemoPlan(many);
        QVERIFY(plan);
        qInfo("%d asked, %.4f with reason, %.4f without", plan->answers,
              double(plan->missingWithReason) / plan->answers, double(plan->missing) / plan->answers);
        QVERIFY(std::abs(double(plan->missingWithReason) / plan->answers - 0.04) < 0.006);
        QVERIFY(std::abs(double(plan->missing) / plan->answers - 0.015) < 0.004);
    }

    /// Responses that were planned are those that the form's own tables compute.
    void responsesAgree() {
        int assessments = 0, progressions = 0;
        for (const PlannedSubject& subject : plan_.subjects)
            for (const PlannedForm& form : subject.forms) {
                if (form.form != u"REC" || form.visit == u"SCR")
                    continue;
                ++assessments;
                const auto text = [&](const char* item) {
                    return form.data.values.value({{}, {}, QString::fromLatin1(item)}).text;
                };
                QVERIFY(!text("ov_resp").isEmpty());
                QCOMPARE(text("tl_resp"), text("tl_resp_calc"));
                QCOMPARE(text("ov_resp"), text("ov_resp_calc"));
                progressions += text("ov_resp") == u"PD" ? 1 : 0;
            }
        qInfo("%d assessments, %d progressions", assessments, progressions);
        QVERIFY(assessments >= 8);
        QVERIFY(progressions >= 1);
    }

    void stagesAgree() {
        int stages = 0;
        for (const PlannedSubject& subject : plan_.subjects)
            for (const PlannedForm& form : subject.forms)
                if (form.form == u"STG") {
                    ++stages;
                    const auto text = [&](const char* item) {
                        return form.data.values.value({{}, {}, QString::fromLatin1(item)}).text;
                    };
                    QCOMPARE(text("c_stage"), text("c_stage_calc"));
                }
        QVERIFY(stages >= 12);
    }

    void nothingAfterTheCut() {
        for (const PlannedSubject& subject : plan_.subjects) {
            QVERIFY(subject.name.startsWith(u"合成"));
            for (const PlannedVisit& visit : subject.visits) {
                const QDate date = QDate::fromString(visit.date, Qt::ISODate);
                QVERIFY2(date.isValid() && date <= kCut,
                         qPrintable(subject.label + u' ' + visit.visit + u' ' + visit.date));
            }
        }
    }

    void ctOfSixPeople() {
        int people = 0, falsePositives = 0, missed = 0;
        for (const PlannedSubject& subject : plan_.subjects) {
            if (subject.cts.isEmpty())
                continue;
            ++people;
            QCOMPARE(subject.cts.size(), 2);
            QCOMPARE(subject.cts[0].anatomy, subject.cts[1].anatomy);
            QVERIFY(subject.cts[0].noise != subject.cts[1].noise);
            QVERIFY(subject.cts[0].date < subject.cts[1].date);
            QCOMPARE(subject.cts[0].lesions.size(), subject.cts[1].lesions.size());
            QCOMPARE(subject.tasks.size(), 2);
            for (int ct = 0; ct < 2; ++ct) {
                for (const PlannedMark& mark : subject.marks) {
                    QVERIFY(mark.score > 0 && mark.score < 1);
                    QVERIFY(mark.lesion < int(subject.cts[mark.ct].lesions.size()));
                    falsePositives += mark.ct == ct && mark.lesion < 0 ? 1 : 0;
                }
                for (int n = 0; n < int(subject.cts[ct].lesions.size()); ++n)
                    missed += std::none_of(subject.marks.begin(), subject.marks.end(),
                                           [&](const PlannedMark& m) { return m.ct == ct && m.lesion == n; })
                                  ? 1
                                  : 0;
            }
        }
        QCOMPARE(people, 6);
        QVERIFY(falsePositives > 0);
        QVERIFY(missed > 0);
    }

private:
    void reenter(const std::shared_ptr<const CompiledStudy>& study, const ServiceFunctions& services,
                 const PlannedForm& form, SubjectRecord& record, bool& fails) {
        FormState::Setup setup;
        setup.study = study;
        setup.stored.form = form.form;
        setup.record = std::make_shared<const SubjectRecord>(record);
        setup.place = {form.visit, form.repeat, {}};
        setup.today = kCut;
        setup.services = services;
        auto state = FormState::open(std::move(setup));
        QVERIFY(state);
        for (const FormRow& row : form.data.rows)
            QVERIFY(state->addRow(row.group, row.id));
        for (const demo::Answer& answer : form.answers) {
            QByteArray row;
            if (answer.row > 0)
                row = state->rows(answer.group).value(answer.row - 1);
            const auto set = state->set({answer.group, row, answer.item}, answer.text);
            QVERIFY2(set, qPrintable(form.form + u'/' + answer.item + u'=' + answer.text));
        }
        QVERIFY2(state->data().values == form.data.values, qPrintable(form.form));
        for (const FormProblem& problem : state->problems()) {
            const bool bad = problem.kind != ProblemKind::Required;
            fails = fails || bad;
            if (bad && !form.failsCheck)
                unplanned_.append(QStringLiteral("%1/%2 %3 %4 %5")
                                      .arg(form.visit, form.form, problem.path.item,
                                           QString::fromLatin1(problemKindCode(problem.kind)),
                                           problem.check));
        }
        if (form.visit.isEmpty()) {
            record.subjectForms.append(form.data);
            return;
        }
        qsizetype at = record.indexOf(form.visit, form.repeat);
        if (at < 0) {
            record.visits.append({form.visit, form.repeat, {}, QStringLiteral("done"), {}});
            at = record.visits.size() - 1;
        }
        record.visits[at].forms.append(form.data);
    }

    std::optional<Recipe> recipe_;
    DemoPlan plan_;
    QStringList unplanned_;
};

QTEST_GUILESS_MAIN(DemoTest)
#include "DemoTest.moc"
