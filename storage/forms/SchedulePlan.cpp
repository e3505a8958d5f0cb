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
        : subject_(subject), study_(study), today_(today),
          plan_(planVisits(*study.study, subject.record, today, subject.withdrawn)) {}

    [[nodiscard]] SubjectSchedule schedule() const {
        SubjectSchedule out{subject_.id, subject_.uuid, subject_.label, subject_.status, plan_.arm, {}};
        for (const PlannedVisit& planned : plan_.visits)
            out.visits.append(row(planned));
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

    [[nodiscard]] QList<const ScheduleForm*> begun(VisitId visit) const {
        QList<const ScheduleForm*> out;
        for (const ScheduleForm& form : subject_.forms)
            if (visit.isValid() && form.visit == visit && form.anchor != FormAnchor::Subject)
                out.append(&form);
        return out;
    }

    [[nodiscard]] bool isLog(const QString& form) const {
        const FormDef* def = study_.definition().form(form);
        return def && def->anchor == FormAnchor::Subject;
    }

private:
    [[nodiscard]] const StoredSubject::Visit* storedVisit(const QString& oid, int repeat) const {
        for (const StoredSubject::Visit& visit : subject_.visits)
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
               SubjectScope(*study_.study, nullptr, subject_.record, {visit, repeat, {}}, today_)
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
        for (const ScheduleForm* form : begun(out.id)) {
            out.formsComplete += form->state == "complete" || form->state == "not-done" ? 1 : 0;
            out.formsBegun += form->state == "incomplete" ? 1 : 0;
            out.openQueries += form->openQueries;
            out.formsSigned += form->signature == "signed" ? 1 : 0;
            out.signaturesBroken += form->signature == "broken" ? 1 : 0;
        }
    }

    const ScheduleSubject& subject_;
    const KnownStudy& study_;
    QDate today_;
    VisitPlan plan_;
};

void addOverdue(QList<OverdueRow>& out, const Plan& plan, const SubjectSchedule& schedule, QDate today) {
    const auto add = [&](const VisitRow& visit, const QString& form, const QString& due) {
        const int days = static_cast<int>(dayOf(due).daysTo(today));
        if (days > 0)
            out.append({schedule.subject, schedule.label, visit.visit, visit.repeat, form, due, days});
    };
    for (const VisitRow& visit : schedule.visits) {
        if (visit.state == "overdue")
            add(visit, {}, visit.windowTo);
        if (visit.state != "done")
            continue;
        // A visit that took place has its forms due at the end of its window, or at its own day without one.
        const QString due = visit.windowTo.isEmpty() ? visit.date : visit.windowTo;
        if (!dayOf(due).isValid())
            continue;
        const auto begun = plan.begun(visit.id);
        for (const VisitFormDef* form : plan.expected(visit.visit, visit.repeat)) {
            const bool ready = std::any_of(begun.begin(), begun.end(), [&](const ScheduleForm* info) {
                return info->form == form->form && (info->state == "complete" || info->state == "not-done");
            });
            if (form->required && !ready && !plan.isLog(form->form))
                add(visit, form->form, due);
        }
    }
}

} // namespace

SubjectSchedule scheduleOf(const ScheduleSubject& subject, const KnownStudy& study, QDate today) {
    return Plan(subject, study, today).schedule();
}

void addTo(StudySchedule& out, const ScheduleSubject& subject, const KnownStudy& study, QDate today) {
    const Plan plan(subject, study, today);
    out.subjects.append(plan.schedule());
    addOverdue(out.overdue, plan, out.subjects.last(), today);
}

QList<FormInfo> formsOf(const ScheduleSubject& subject, const QList<FormInfo>& stored,
                        const KnownStudy& study, const QString& visit, int repeat, QDate today) {
    const Plan plan(subject, study, today);
    QList<FormInfo> out;
    QList<FormInfo> begun;
    std::ranges::copy_if(stored, std::back_inserter(begun), [&](const FormInfo& info) {
        return info.anchor != FormAnchor::Subject && info.visitOid == visit && info.visitRepeat == repeat;
    });
    for (const VisitFormDef* expected : plan.expected(visit, repeat)) {
        bool there = false;
        const auto take = [&](const QList<FormInfo>& forms, auto fits) {
            for (const FormInfo& info : forms)
                if (info.form == expected->form && fits(info)) {
                    out.append(info);
                    there = true;
                }
        };
        take(begun, [](const FormInfo&) { return true; });
        take(stored, [](const FormInfo& info) { return info.anchor == FormAnchor::Subject; });
        begun.removeIf([&](const FormInfo& info) { return info.form == expected->form; });
        if (there)
            continue;
        FormInfo blank;
        blank.subject = subject.id;
        blank.subjectUuid = subject.uuid;
        blank.subjectLabel = subject.label;
        blank.form = expected->form;
        blank.anchor = study.definition().form(expected->form)->anchor;
        blank.visitOid = visit;
        blank.visitRepeat = repeat;
        blank.version = study.definition().version;
        blank.state = "not-started";
        out.append(blank);
    }
    return out + begun;
}

} // namespace casebook::schedulePlan
