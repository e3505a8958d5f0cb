// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/SchedulePlan.h"

#include "core/forms/Expressions.h"
#include "core/forms/Schedule.h"
#include "core/forms/SubjectScope.h"

#include <algorithm>

namespace casebook::schedulePlan {

namespace {

QString iso(const std::optional<QDate>& date) { return date ? date->toString(Qt::ISODate) : QString(); }

QDate dayOf(const QString& text) { return QDate::fromString(text.left(10), Qt::ISODate); }

/// One subject against the definition.
class Plan {
public:
    Plan(const ScheduleSubject& subject, const KnownStudy& study, QDate today)
        : subject_(subject), study_(study), today_(today), record_(subject.data.record(study.visitOrder)),
          plan_(planVisits(*study.study, *record_, today, subject.withdrawn)) {}

    [[nodiscard]] QString arm() const { return plan_.arm; }

    [[nodiscard]] QList<VisitRow> visits() const {
        QList<VisitRow> out;
        for (const PlannedVisit& planned : plan_.visits)
            out.append(row(planned));
        return out;
    }

    [[nodiscard]] QList<const VisitFormDef*> expected(const QString& visit, int repeat) const {
        QList<const VisitFormDef*> out;
        const auto& forms = study_.definition().visitForms;
        for (qsizetype i = 0; i < forms.size(); ++i)
            if (forms[i].visit == visit && applies(i, visit, repeat))
                out.append(&forms[i]);
        return out;
    }

    [[nodiscard]] QList<const FormInfo*> begun(const QString& visit, int repeat) const {
        QList<const FormInfo*> out;
        for (const StoredForm& form : subject_.data.forms)
            if (form.info.anchor != FormAnchor::Subject && form.info.visitOid == visit &&
                form.info.visitRepeat == repeat)
                out.append(&form.info);
        return out;
    }

    [[nodiscard]] bool isLog(const QString& form) const {
        const FormDef* def = study_.definition().form(form);
        return def && def->anchor == FormAnchor::Subject;
    }

private:
    [[nodiscard]] const StoredSubject::Visit* storedVisit(const QString& oid, int repeat) const {
        for (const StoredSubject::Visit& visit : subject_.data.visits)
            if (visit.oid == oid && visit.repeat == repeat)
                return &visit;
        return nullptr;
    }

    /// An unconditional form, or one whose condition is true: blank is "not expected".
    [[nodiscard]] bool applies(qsizetype index, const QString& visit, int repeat) const {
        if (study_.definition().visitForms[index].onlyIf.isEmpty())
            return true;
        const auto ast = study_.study->expressions().onlyIf.constFind(index);
        return ast != study_.study->expressions().onlyIf.constEnd() &&
               SubjectScope(*study_.study, nullptr, *record_, {visit, repeat, {}}, today_)
                   .run(*ast)
                   .value.isTrue();
    }

    [[nodiscard]] VisitRow row(const PlannedVisit& planned) const {
        VisitRow out;
        out.visit = planned.visit;
        out.repeat = planned.repeat;
        out.target = iso(planned.target);
        out.windowFrom = iso(planned.from);
        out.windowTo = iso(planned.to);
        out.date = planned.date;
        if (const StoredSubject::Visit* stored = storedVisit(planned.visit, planned.repeat)) {
            out.id = stored->id;
            out.uuid = stored->uuid;
            out.rv = stored->rv;
        }
        countForms(out);
        out.state = visitStageCode(planned.stage);
        // Forms are entered, so it took place: what is late are its forms.
        const bool open = planned.stage == VisitStage::Planned || planned.stage == VisitStage::InWindow ||
                          planned.stage == VisitStage::Overdue;
        if (open && out.formsComplete + out.formsBegun > 0)
            out.state = "done";
        return out;
    }

    void countForms(VisitRow& out) const {
        for (const VisitFormDef* form : expected(out.visit, out.repeat))
            out.formsRequired += form->required && !isLog(form->form) ? 1 : 0;
        for (const FormInfo* form : begun(out.visit, out.repeat)) {
            out.formsComplete += form->state == "complete" || form->state == "not-done" ? 1 : 0;
            out.formsBegun += form->state == "incomplete" ? 1 : 0;
            out.openQueries += form->openQueries;
        }
    }

    const ScheduleSubject& subject_;
    const KnownStudy& study_;
    QDate today_;
    std::shared_ptr<const SubjectRecord> record_;
    VisitPlan plan_;
};

} // namespace

SubjectSchedule scheduleOf(const ScheduleSubject& subject, const KnownStudy& study, QDate today) {
    const Plan plan(subject, study, today);
    return {subject.data.id, subject.data.uuid, subject.data.label,
            subject.status,  plan.arm(),        plan.visits()};
}

QList<OverdueRow> overdueOf(const ScheduleSubject& subject, const KnownStudy& study, QDate today) {
    const Plan plan(subject, study, today);
    QList<OverdueRow> out;
    const auto add = [&](const VisitRow& visit, const QString& form, const QString& due) {
        const int days = static_cast<int>(dayOf(due).daysTo(today));
        if (days > 0)
            out.append({subject.data.id, subject.data.label, visit.visit, visit.repeat, form, due, days});
    };
    for (const VisitRow& visit : plan.visits()) {
        if (visit.state == "overdue")
            add(visit, {}, visit.windowTo);
        if (visit.state != "done")
            continue;
        // A visit that took place has its forms due at the end of its window, or at its own day without one.
        const QString due = visit.windowTo.isEmpty() ? visit.date : visit.windowTo;
        if (!dayOf(due).isValid())
            continue;
        const auto begun = plan.begun(visit.visit, visit.repeat);
        for (const VisitFormDef* form : plan.expected(visit.visit, visit.repeat)) {
            const bool ready = std::any_of(begun.begin(), begun.end(), [&](const FormInfo* info) {
                return info->form == form->form && (info->state == "complete" || info->state == "not-done");
            });
            if (form->required && !ready && !plan.isLog(form->form))
                add(visit, form->form, due);
        }
    }
    return out;
}

QList<FormInfo> formsOf(const ScheduleSubject& subject, const KnownStudy& study, const QString& visit,
                        int repeat, QDate today) {
    const Plan plan(subject, study, today);
    QList<FormInfo> out;
    auto begun = plan.begun(visit, repeat);
    for (const VisitFormDef* expected : plan.expected(visit, repeat)) {
        bool there = false;
        for (const FormInfo* info : std::as_const(begun))
            if (info->form == expected->form) {
                out.append(*info);
                there = true;
            }
        for (const StoredForm& form : subject.data.forms)
            if (form.info.anchor == FormAnchor::Subject && form.info.form == expected->form) {
                out.append(form.info);
                there = true;
            }
        begun.removeIf([&](const FormInfo* info) { return info->form == expected->form; });
        if (there)
            continue;
        FormInfo blank;
        blank.subject = subject.data.id;
        blank.subjectUuid = subject.data.uuid;
        blank.subjectLabel = subject.data.label;
        blank.form = expected->form;
        blank.anchor = study.definition().form(expected->form)->anchor;
        blank.visitOid = visit;
        blank.visitRepeat = repeat;
        blank.version = study.definition().version;
        blank.state = "not-started";
        out.append(blank);
    }
    for (const FormInfo* info : std::as_const(begun))
        out.append(*info);
    return out;
}

} // namespace casebook::schedulePlan
