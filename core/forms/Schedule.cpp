// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/Schedule.h"

#include "core/forms/Expressions.h"
#include "core/forms/SubjectScope.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace casebook {

namespace {

constexpr std::array stageCodes{"planned", "in-window", "overdue", "done", "missed", "not-expected"};
constexpr int mostRepeats = 1000; ///< a guard against a step of one day

QDate dateOf(std::int32_t day) { return QDate(1970, 1, 1).addDays(day); }

std::optional<QDate> complete(const QString& text) {
    const auto date = PartialDate::fromText(text);
    return date && date->isComplete() ? std::optional(dateOf(date->lo())) : std::nullopt;
}

/// The day as far as it is known: the first possible one.
QDate earliest(const QString& text) {
    const auto date = PartialDate::fromText(text);
    return date ? dateOf(date->lo()) : QDate();
}

/// n-th part (from 1) of "42x8;84": 42 eight times, then 84 for ever.
std::optional<int> partOfSteps(const QString& steps, int n) {
    for (const QString& part : steps.split(u';', Qt::SkipEmptyParts)) {
        const QStringList pieces = part.trimmed().split(u'x');
        const int days = pieces[0].toInt();
        if (days <= 0)
            return std::nullopt;
        if (pieces.size() == 1)
            return days;
        const int times = pieces[1].toInt();
        if (n <= times)
            return days;
        n -= times;
    }
    return std::nullopt;
}

class Planner {
public:
    Planner(const CompiledStudy& study, const SubjectRecord& record, const QDate& today,
            const std::optional<QDate>& withdrawn)
        : study_(study), record_(record), today_(today), withdrawn_(withdrawn) {}

    VisitPlan run() {
        plan_.arm = study_.expressions().arm ? run(*study_.expressions().arm, {}).toText() : QString();
        findAnchors();
        findEnd();
        for (const VisitDef& def : study_.definition().visits) {
            const bool mine = def.scheduled && (def.arms.isEmpty() || def.arms.contains(plan_.arm));
            const qsizetype before = plan_.visits.size();
            planKind(def, mine);
            // So that it can be begun before the plan has a date for it.
            const bool none = plan_.visits.size() == before;
            if (none && mine && plan_.end.why == ScheduleEnd::Why::Open && !isOverAt(def, 1))
                add(def, 1, {}, nullptr);
        }
        for (PlannedVisit& visit : plan_.visits)
            settle(visit);
        std::stable_sort(plan_.visits.begin(), plan_.visits.end(),
                         [](const PlannedVisit& a, const PlannedVisit& b) {
                             const QDate one = dayOf(a), other = dayOf(b);
                             return one.isValid() && (!other.isValid() || one < other);
                         });
        return std::move(plan_);
    }

private:
    [[nodiscard]] QString setting(const char* name) const {
        return study_.definition().settings.value(QString::fromLatin1(name));
    }

    [[nodiscard]] expr::Value run(const expr::Ast& ast, const FormPlace& place) const {
        return SubjectScope(study_, nullptr, record_, place, today_).run(ast).value;
    }

    static QDate dayOf(const PlannedVisit& visit) {
        const QDate actual = earliest(visit.date);
        return actual.isValid() ? actual : visit.target.value_or(QDate());
    }

    void findAnchors() {
        for (const auto& [name, ast] : study_.expressions().anchors.asKeyValueRange()) {
            const expr::Value value = run(ast, {});
            const PartialDate* date = value.date();
            if (date && date->isComplete())
                plan_.anchors[name] = dateOf(date->lo());
            else if (date)
                plan_.partialAnchors << name;
        }
    }

    /// All answers of an item in any form of the subject.
    template <class Use> void eachAnswer(const QString& item, Use use) const {
        const auto look = [&](const QList<FormData>& forms) {
            for (const FormData& form : forms)
                for (const auto& [path, value] : form.values.asKeyValueRange())
                    if (path.item == item && value.kind != ValueKind::Null && !form.held.contains(path))
                        use(form, value);
        };
        if (item.isEmpty())
            return;
        for (const VisitData& visit : record_.visits)
            look(visit.forms);
        look(record_.subjectForms);
        look(record_.looseForms);
    }

    void findEnd() {
        if (withdrawn_)
            plan_.end = {ScheduleEnd::Why::Withdrawal, *withdrawn_};
        const auto by = [&](ScheduleEnd::Why why, const QString& text) {
            const QDate day = earliest(text);
            if (plan_.end.why == ScheduleEnd::Why::Open || (day.isValid() && day < plan_.end.day))
                plan_.end = {why, day};
        };
        eachAnswer(setting("withdrawal_item"), [&](const FormData&, const ItemValue& value) {
            by(ScheduleEnd::Why::Withdrawal, value.text);
        });
        eachAnswer(setting("death_item"),
                   [&](const FormData&, const ItemValue& value) { by(ScheduleEnd::Why::Death, value.text); });
        for (const VisitData& visit : record_.visits)
            if (visit.visit == setting("end_visit") && visit.state == u"done")
                by(ScheduleEnd::Why::End, visit.date);
    }

    [[nodiscard]] const VisitData* stored(const QString& visit, int repeat) const {
        const qsizetype at = record_.indexOf(visit, repeat);
        return at < 0 ? nullptr : &record_.visits[at];
    }

    [[nodiscard]] int lastStored(const QString& visit) const {
        int last = 0;
        for (const VisitData& one : record_.visits)
            if (one.visit == visit)
                last = std::max(last, one.repeat);
        return last;
    }

    void planKind(const VisitDef& def, bool mine) {
        if (def.oid == setting("end_visit"))
            return planEnd(def);
        if (def.oid == setting("advice_visit"))
            return planByAdvice(def, mine);
        const auto anchor = mine && def.firstDay ? anchorOf(def) : std::nullopt;
        const int last = lastStored(def.oid);
        const QDate horizon = plan_.end.day.isValid() ? std::min(today_, plan_.end.day) : today_;
        std::optional<QDate> before;
        for (int repeat = 1; repeat <= mostRepeats; ++repeat) {
            const auto target = anchor ? targetOf(def, repeat, *anchor, before) : std::nullopt;
            const VisitData* there = stored(def.oid, repeat);
            const bool over = isOverAt(def, repeat);
            if (there || (target && !over))
                add(def, repeat, target, there);
            before = there && complete(there->date) ? complete(there->date) : target;
            // Of a series without end the first one after today is the last that is shown.
            const bool ended = !target || over || *target > horizon;
            if (!def.repeating || (ended && repeat >= last))
                break;
        }
    }

    [[nodiscard]] std::optional<QDate> anchorOf(const VisitDef& def) const {
        for (const QString& name : def.anchors)
            if (const auto at = plan_.anchors.constFind(name); at != plan_.anchors.cend())
                return *at;
        return std::nullopt;
    }

    [[nodiscard]] static std::optional<QDate> targetOf(const VisitDef& def, int repeat, const QDate& anchor,
                                                       const std::optional<QDate>& before) {
        if (def.fromPrevious && repeat > 1) {
            const auto step = stepTo(def, repeat);
            return step && before ? std::optional(before->addDays(*step)) : std::nullopt;
        }
        const auto day = dayOfRepeat(def, repeat);
        return day ? std::optional(anchor.addDays(*day)) : std::nullopt;
    }

    /// The kind came to its end ("until") at a visit before this repeat, or as such.
    [[nodiscard]] bool isOverAt(const VisitDef& def, int repeat) const {
        const auto ast = study_.expressions().until.constFind(def.oid);
        if (ast == study_.expressions().until.cend())
            return false;
        if (run(*ast, {}).isTrue())
            return true;
        return std::any_of(record_.visits.begin(), record_.visits.end(), [&](const VisitData& one) {
            return one.visit == def.oid && one.repeat < repeat &&
                   run(*ast, {one.visit, one.repeat, {}}).isTrue();
        });
    }

    void planEnd(const VisitDef& def) {
        const VisitData* there = stored(def.oid, 1);
        std::optional<QDate> target;
        if (plan_.end.why != ScheduleEnd::Why::Open && plan_.end.day.isValid())
            target = plan_.end.day;
        if (there || plan_.end.why != ScheduleEnd::Why::Open)
            add(def, 1, target, there);
    }

    /// The latest exam that was read decides; of several readers the shortest interval.
    void planByAdvice(const VisitDef& def, bool mine) {
        static const QRegularExpression form(QStringLiteral("^CT(\\d{1,2})$"));
        QMap<QDate, int> months;
        eachAnswer(setting("advice_item"), [&](const FormData& reading, const ItemValue& value) {
            const auto match = form.match(value.text);
            const auto day = examDay(reading.exam);
            if (!day)
                return;
            const int wanted = match.hasMatch() ? match.captured(1).toInt() : 0;
            const int known = months.value(*day);
            months[*day] = known > 0 && wanted > 0 ? std::min(known, wanted) : std::max(known, wanted);
        });
        const int last = lastStored(def.oid);
        for (int repeat = 1; repeat <= last; ++repeat)
            add(def, repeat, plannedDayBefore(months, repeat, def), stored(def.oid, repeat));
        if (!mine || months.isEmpty() || months.last() == 0)
            return;
        const QDate exam = months.lastKey();
        const VisitData* newest = stored(def.oid, last);
        const bool answered = newest && complete(newest->date) && *complete(newest->date) > exam;
        const bool waiting = newest && newest->date.isEmpty() && newest->state != u"missed" &&
                             newest->state != u"not-expected";
        if (!answered && !waiting)
            add(def, last + 1, exam.addMonths(months.last()), nullptr);
    }

    /// Day that the advice of the exam before a stored visit gave.
    [[nodiscard]] std::optional<QDate> plannedDayBefore(const QMap<QDate, int>& months, int repeat,
                                                        const VisitDef& def) const {
        const VisitData* there = stored(def.oid, repeat);
        const auto actual = there ? complete(there->date) : std::nullopt;
        std::optional<QDate> target;
        for (const auto& [exam, wait] : months.asKeyValueRange())
            if (wait > 0 && (!actual || exam < *actual))
                target = exam.addMonths(wait);
        return target;
    }

    [[nodiscard]] std::optional<QDate> examDay(const QByteArray& exam) const {
        std::optional<QDate> day;
        eachAnswer(setting("exam_date_item"), [&](const FormData& form, const ItemValue& value) {
            if (!exam.isEmpty() && form.exam == exam)
                day = complete(value.text);
        });
        for (const VisitData& visit : record_.visits)
            for (const FormData& form : visit.forms)
                if (!day && !exam.isEmpty() && form.exam == exam)
                    day = complete(visit.date);
        return day;
    }

    void add(const VisitDef& def, int repeat, const std::optional<QDate>& target, const VisitData* there) {
        PlannedVisit visit;
        visit.visit = def.oid;
        visit.repeat = repeat;
        visit.target = target;
        if (target && def.oid != setting("end_visit")) {
            visit.from = target->addDays(-def.windowBefore);
            visit.to = target->addDays(def.windowAfter);
        }
        visit.stored = there;
        if (there)
            visit.date = there->date;
        if (const auto actual = complete(visit.date); actual && visit.from)
            visit.daysOutside = static_cast<int>(*actual < *visit.from ? visit.from->daysTo(*actual)
                                                 : *actual > *visit.to ? visit.to->daysTo(*actual)
                                                                       : 0);
        plan_.visits << visit;
    }

    void settle(PlannedVisit& visit) const {
        const VisitData* there = stored(visit.visit, visit.repeat);
        const QString state = there ? there->state : QString();
        if (state == u"missed" || state == u"not-expected")
            visit.stage = state == u"missed" ? VisitStage::Missed : VisitStage::NotExpected;
        else if (state == u"done" || !visit.date.isEmpty() || (there && !there->forms.isEmpty()))
            visit.stage = VisitStage::Done;
        else if (plan_.end.why != ScheduleEnd::Why::Open && visit.visit != setting("end_visit"))
            visit.stage = VisitStage::NotExpected;
        else if (visit.to && today_ > *visit.to)
            visit.stage = VisitStage::Overdue;
        else if (visit.target && today_ >= visit.from.value_or(*visit.target))
            visit.stage = VisitStage::InWindow;
        visit.due = visit.stage == VisitStage::InWindow && today_ >= *visit.target;
    }

    const CompiledStudy& study_;
    const SubjectRecord& record_;
    QDate today_;
    std::optional<QDate> withdrawn_;
    VisitPlan plan_;
};

} // namespace

QByteArray visitStageCode(VisitStage stage) { return stageCodes[static_cast<std::size_t>(stage)]; }

std::optional<int> stepTo(const VisitDef& visit, int repeat) {
    if (repeat < 2)
        return std::nullopt;
    const bool firstUsed = visit.firstDay.value_or(0) > 0;
    return partOfSteps(visit.steps, firstUsed ? repeat : repeat - 1);
}

std::optional<int> dayOfRepeat(const VisitDef& visit, int repeat) {
    if (!visit.firstDay || repeat < 1)
        return std::nullopt;
    int day = *visit.firstDay;
    for (int n = 2; n <= repeat; ++n) {
        const auto step = stepTo(visit, n);
        if (!step)
            return std::nullopt;
        day += *step;
    }
    return day;
}

VisitPlan planVisits(const CompiledStudy& study, const SubjectRecord& record, const QDate& today,
                     const std::optional<QDate>& withdrawn) {
    return Planner(study, record, today, withdrawn).run();
}

QList<PlannedVisit> overdueVisits(const VisitPlan& plan) {
    QList<PlannedVisit> late;
    std::copy_if(plan.visits.begin(), plan.visits.end(), std::back_inserter(late),
                 [](const PlannedVisit& one) { return one.stage == VisitStage::Overdue; });
    std::stable_sort(late.begin(), late.end(),
                     [](const PlannedVisit& a, const PlannedVisit& b) { return *a.to < *b.to; });
    return late;
}

} // namespace casebook
