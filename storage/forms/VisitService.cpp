// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/VisitService.h"

#include "core/values/PartialDate.h"
#include "storage/database/Database.h"
#include "storage/forms/FormAccess.h"
#include "storage/forms/FormWriter.h"
#include "storage/forms/SchedulePlan.h"
#include "storage/forms/StoredStudy.h"
#include "storage/forms/VisitTable.h"

#include <algorithm>

namespace casebook {

namespace {

/// Whoever changes a visit: right, and the visit's kind known.
Result<> checkVisit(const KnownStudy& study, const QString& visit, int repeat) {
    const VisitDef* def = study.definition().visit(visit);
    if (!def || repeat < 1 || (repeat > 1 && !def->repeating))
        return fail(ErrorKind::Refused, "no-such-visit", visit);
    return {};
}

/// After a visit changed: forms that read its date follow.
Result<> recalculate(WriteTransaction& tx, const Session& session, const DefinitionService& definitions,
                     QDate today, SubjectId subject) {
    FormWriter writer(tx, session, definitions, today);
    return writer.load(subject)
        .and_then([&] {
            writer.visitChanged();
            return writer.recalculate();
        })
        .and_then([&] { return writer.write({}); })
        .map([](const FormWriter::Written&) {});
}

} // namespace

VisitService::VisitService(Database& database, const Session& session, const Clock& clock,
                           DefinitionService& definitions)
    : database_(database), session_(session), clock_(clock), definitions_(definitions) {}

Result<QList<SubjectSchedule>> VisitService::schedules(SubjectId subject, QDate today) const {
    if (auto may = session_.require(Right::ReadForms); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<QList<SubjectSchedule>> {
        const auto study = definitions_.in(c, 0);
        if (!study)
            return tl::unexpected(study.error());
        const auto subjects = loadSchedules(c, **study, subject);
        if (!subjects)
            return tl::unexpected(subjects.error());
        QList<SubjectSchedule> out;
        out.reserve(subjects->size());
        for (const ScheduleSubject& one : *subjects)
            out.append(schedulePlan::scheduleOf(one, **study, today));
        return out;
    });
}

Result<SubjectSchedule> VisitService::visits(SubjectId subject, QDate today) const {
    const auto all = schedules(subject, today);
    if (!all)
        return tl::unexpected(all.error());
    if (!subject.isValid() || all->isEmpty())
        return fail(ErrorKind::Refused, "no-such-subject", QString::number(subject.value));
    return all->first();
}

Result<QList<SubjectSchedule>> VisitService::matrix(QDate today) const { return schedules({}, today); }

Result<QList<OverdueRow>> VisitService::overdue(QDate today, SubjectId subject) const {
    return whole(today, subject).map([](StudySchedule all) { return std::move(all.overdue); });
}

Result<StudySchedule> VisitService::whole(QDate today, SubjectId subject) const {
    if (auto may = session_.require(Right::ReadForms); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<StudySchedule> {
        const auto study = definitions_.in(c, 0);
        if (!study)
            return tl::unexpected(study.error());
        const auto subjects = loadSchedules(c, **study, subject);
        if (!subjects)
            return tl::unexpected(subjects.error());
        StudySchedule out;
        out.subjects.reserve(subjects->size());
        for (const ScheduleSubject& one : *subjects)
            schedulePlan::addTo(out, one, **study, today);
        std::stable_sort(out.overdue.begin(), out.overdue.end(),
                         [](const auto& a, const auto& b) { return a.days > b.days; });
        return out;
    });
}

Result<QList<FormInfo>> VisitService::forms(SubjectId subject, const QString& visit, int repeat) const {
    if (auto may = session_.require(Right::ReadForms); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<QList<FormInfo>> {
        const auto study = definitions_.in(c, 0);
        if (!study)
            return tl::unexpected(study.error());
        if (auto known = checkVisit(**study, visit, repeat); !known)
            return tl::unexpected(known.error());
        const auto subjects = loadSchedules(c, **study, subject);
        const auto stored = formTable::infos(c, {subject, {}, {}}, false);
        if (!subjects || !stored)
            return tl::unexpected(subjects ? stored.error() : subjects.error());
        if (subjects->isEmpty())
            return fail(ErrorKind::Refused, "no-such-subject", QString::number(subject.value));
        auto forms = schedulePlan::formsOf(subjects->first(), *stored, **study, visit, repeat,
                                           formAccess::today(clock_));
        forms.removeIf([&](const FormInfo& info) { return !formAccess::mayRead(session_, info); });
        return forms;
    });
}

/// The change in one transaction, then the visit as lists show it.
template <class Change>
Result<VisitRow> VisitService::changed(SubjectId subject, const QString& visit, int repeat, Change&& change) {
    if (auto may = session_.require(Right::EnterForms); !may)
        return tl::unexpected(may.error());
    const QDate today = formAccess::today(clock_);
    auto done = database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto study = definitions_.in(tx.connection(), 0);
        if (!study)
            return tl::unexpected(study.error());
        const auto ref = formTable::subject(tx.connection(), subject);
        if (!ref)
            return tl::unexpected(ref.error());
        return checkVisit(**study, visit, repeat).and_then([&] { return change(tx, *ref); }).and_then([&] {
            return recalculate(tx, session_, definitions_, today, subject);
        });
    });
    if (!done)
        return tl::unexpected(done.error());
    const auto schedule = visits(subject, today);
    if (!schedule)
        return tl::unexpected(schedule.error());
    for (const VisitRow& row : schedule->visits)
        if (row.visit == visit && row.repeat == repeat)
            return row;
    return fail(ErrorKind::Refused, "no-such-visit", visit);
}

Result<VisitRow> VisitService::setDate(SubjectId subject, const QString& visit, int repeat,
                                       const QString& date, const QString& reason) {
    if (!date.isEmpty() && !PartialDate::fromText(date))
        return fail(ErrorKind::Refused, "bad-date", date);
    return changed(subject, visit, repeat, [&](WriteTransaction& tx, const formTable::SubjectRef& ref) {
        return visitTable::setDate(tx, ref, visit, repeat, date, reason, true).map([](bool) {});
    });
}

Result<VisitRow> VisitService::setState(SubjectId subject, const QString& visit, int repeat,
                                        const QByteArray& state, const QString& reason) {
    static const QList<QByteArray> states{"planned", "done", "missed", "not-expected"};
    if (!states.contains(state))
        return fail(ErrorKind::Refused, "bad-visit-state", QString::fromLatin1(state));
    const bool reasonNeeded = state == "missed" || state == "not-expected";
    if (reasonNeeded && reason.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    return changed(subject, visit, repeat,
                   [&](WriteTransaction& tx, const formTable::SubjectRef& ref) -> Result<> {
                       const auto row = formTable::ensureVisit(tx, ref, visit, repeat);
                       if (!row)
                           return tl::unexpected(row.error());
                       const auto before = visitTable::stored(tx.connection(), row->id, "state");
                       if (!before)
                           return tl::unexpected(before.error());
                       const QString place = repeat > 1 ? visit + u'#' + QString::number(repeat) : visit;
                       return visitTable::write(
                           tx, {*row, ref, place, "state", *before, QString::fromLatin1(state), reason});
                   });
}

Result<VisitRow> VisitService::addUnscheduled(SubjectId subject, const QString& visit, const QString& date) {
    if (auto may = session_.require(Right::EnterForms); !may)
        return tl::unexpected(may.error());
    if (!PartialDate::fromText(date))
        return fail(ErrorKind::Refused, "bad-date", date);
    const auto next = database_.read([&](ReadConnection& c) {
        return c.one("SELECT coalesce(max(repeat), 0) + 1 FROM visit WHERE subject = ? AND def_oid = ?",
                     subject, visit);
    });
    if (!next)
        return tl::unexpected(next.error());
    const int repeat = static_cast<int>(next->value_or(1));
    return changed(subject, visit, repeat, [&](WriteTransaction& tx, const formTable::SubjectRef& ref) {
        return visitTable::setDate(tx, ref, visit, repeat, date, {}, false).map([](bool) {});
    });
}

FormCounts countForms(const SubjectSchedule& schedule) {
    static const QList<QByteArray> due{"in-window", "overdue", "done", "missed"};
    FormCounts counts;
    for (const VisitRow& visit : schedule.visits) {
        const int begun = visit.formsComplete + visit.formsBegun;
        counts.complete += visit.formsComplete;
        counts.expected += due.contains(visit.state) ? std::max(visit.formsRequired, begun) : begun;
    }
    return counts;
}

} // namespace casebook
