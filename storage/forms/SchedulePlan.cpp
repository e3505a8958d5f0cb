// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/SchedulePlan.h"

#include "core/forms/Expressions.h"
#include "core/forms/SubjectScope.h"

#include <algorithm>

namespace casebook::schedulePlan {

namespace {

constexpr int mostRepeats = 400; ///< of one visit: 30 years of months

QString iso(const std::optional<QDate>& date) { return date ? date->toString(Qt::ISODate) : QString(); }

QDate dayOf(const QString& text) { return QDate::fromString(text.left(10), Qt::ISODate); }

/// "42x8;84": the distance of repeat n from the one before it (n from 2).
int stepBefore(const QString& steps, int n) {
    int covered = 1, days = 0;
    for (const QString& part : steps.split(u';', Qt::SkipEmptyParts)) {
        const QStringList pair = part.split(u'x');
        days = pair.value(0).toInt();
        const int count = pair.size() > 1 ? pair[1].toInt() : mostRepeats;
        if (n <= covered + count)
            return days;
        covered += count;
    }
    return days;
}

/// One subject against the definition.
class Plan {
public:
    Plan(const ScheduleSubject& subject, const KnownStudy& study, QDate today)
        : subject_(subject), study_(study), today_(today), record_(subject.data.record(study.visitOrder)) {}

    [[nodiscard]] QString arm() const {
        const auto& ast = study_.study->expressions().arm;
        return ast ? SubjectScope(*study_.study, nullptr, *record_, {}, today_).run(*ast).value.toText()
                   : QString();
    }

    [[nodiscard]] QList<VisitRow> visits() const {
        QList<VisitRow> out;
        const QString arm = this->arm();
        const bool open = subject_.status != u"withdrawn";
        for (const VisitDef& visit : study_.definition().visits) {
            const bool planned =
                open && visit.scheduled && (visit.arms.isEmpty() || visit.arms.contains(arm));
            for (int repeat = 1; repeat <= mostRepeats; ++repeat) {
                const auto target = planned ? targetOf(visit, repeat) : std::nullopt;
                const StoredSubject::Visit* stored = storedVisit(visit.oid, repeat);
                const bool later = repeat <= lastStored(visit.oid);
                // Of a series without end the next planned one is shown.
                const bool next = target && (repeat == 1 || *previousTarget(visit, repeat) <= today_);
                if (stored || next || (repeat == 1 && planned && !visit.repeating))
                    out.append(row(visit, repeat, target, stored));
                if (!visit.repeating || (!next && !later))
                    break;
            }
        }
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
    [[nodiscard]] std::optional<QDate> anchorOf(const VisitDef& visit) const {
        const SubjectScope scope(*study_.study, nullptr, *record_, {}, today_);
        for (const QString& anchor : visit.anchors) {
            const auto ast = study_.study->expressions().anchors.constFind(anchor);
            if (ast == study_.study->expressions().anchors.constEnd())
                continue;
            const auto value = scope.run(*ast).value;
            if (const PartialDate* date = value.date(); date && date->isComplete())
                return QDate(1970, 1, 1).addDays(date->lo());
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<QDate> targetOf(const VisitDef& visit, int repeat) const {
        auto known = anchors_.constFind(visit.oid);
        if (known == anchors_.constEnd())
            known = anchors_.insert(visit.oid, anchorOf(visit));
        if (!*known || !visit.firstDay)
            return std::nullopt;
        int days = *visit.firstDay;
        for (int n = 2; n <= repeat; ++n) {
            const int step = stepBefore(visit.steps, n);
            if (step <= 0)
                return std::nullopt;
            days += step;
        }
        return (*known)->addDays(days);
    }

    [[nodiscard]] std::optional<QDate> previousTarget(const VisitDef& visit, int repeat) const {
        return targetOf(visit, repeat - 1);
    }

    [[nodiscard]] const StoredSubject::Visit* storedVisit(const QString& oid, int repeat) const {
        for (const StoredSubject::Visit& visit : subject_.data.visits)
            if (visit.oid == oid && visit.repeat == repeat)
                return &visit;
        return nullptr;
    }

    [[nodiscard]] int lastStored(const QString& oid) const {
        int last = 0;
        for (const StoredSubject::Visit& visit : subject_.data.visits)
            if (visit.oid == oid)
                last = qMax(last, visit.repeat);
        return last;
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

    [[nodiscard]] VisitRow row(const VisitDef& visit, int repeat, const std::optional<QDate>& target,
                               const StoredSubject::Visit* stored) const {
        VisitRow out;
        out.visit = visit.oid;
        out.repeat = repeat;
        out.target = iso(target);
        if (target) {
            out.windowFrom = iso(target->addDays(-visit.windowBefore));
            out.windowTo = iso(target->addDays(visit.windowAfter));
        }
        QString state;
        if (stored) {
            out.id = stored->id;
            out.uuid = stored->uuid;
            out.rv = stored->rv;
            out.date = stored->date;
            state = stored->state;
        }
        countForms(out);
        out.state = stateOf(out, state);
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

    [[nodiscard]] QByteArray stateOf(const VisitRow& visit, const QString& stored) const {
        if (stored == u"missed" || stored == u"not-expected" || stored == u"done")
            return stored.toLatin1();
        if (!visit.date.isEmpty() || visit.formsComplete + visit.formsBegun > 0)
            return "done";
        if (visit.windowTo.isEmpty())
            return "planned";
        const QString now = today_.toString(Qt::ISODate);
        return now > visit.windowTo ? "overdue" : now >= visit.windowFrom ? "in-window" : "planned";
    }

    const ScheduleSubject& subject_;
    const KnownStudy& study_;
    QDate today_;
    std::shared_ptr<const SubjectRecord> record_;
    mutable QHash<QString, std::optional<QDate>> anchors_;
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
                        int repeat) {
    const Plan plan(subject, study, {});
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
