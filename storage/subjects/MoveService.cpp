// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/subjects/MoveService.h"

#include "storage/database/Database.h"
#include "storage/forms/FormAccess.h"
#include "storage/reading/ReadingVisibility.h"
#include "storage/subjects/ConsentTable.h"
#include "storage/subjects/ImageMove.h"

namespace casebook {

namespace {

struct Known {
    imageMove::Load load;
    imageMove::Sides sides;
    MoveOutcome outcome;
};

/// The subject, unless its record was joined to another one.
Result<formTable::SubjectRef> openSubject(Connection& connection, const QString& labelOrUuid) {
    auto subject = formTable::subject(connection, labelOrUuid);
    if (!subject)
        return subject;
    auto row = connection.prepare(
        "SELECT o.label FROM subject s JOIN subject o ON o.id = s.merged_into WHERE s.id = ?");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(subject->id);
    const auto joined = row->step();
    if (!joined)
        return tl::unexpected(joined.error());
    if (*joined)
        return fail(ErrorKind::Refused, "subject-joined", subject->label, {row->text(0)});
    if (auto there = consentTable::requireNotErased(connection, subject->id); !there)
        return tl::unexpected(there.error());
    return subject;
}

/// Counts of what this session may not see are left out.
Result<> hideCounts(Connection& connection, const Session& session, const imageMove::Sides& sides,
                    MoveOutcome& out) {
    const auto scope = ReadingVisibility::scope(connection, session);
    if (!scope)
        return tl::unexpected(scope.error());
    if (scope->hidesDerived(sides.from.id) || scope->hidesDerived(sides.to.id)) {
        out.overlays = out.findings = 0;
        out.series.removeIf([&](const QString& uid) { return scope->hidesSeries(uid); });
    }
    if (scope->hidesOthers(sides.from.id))
        out.measurements = out.findings = out.values = 0;
    return {};
}

Result<Known> known(Connection& connection, const Session& session, const MoveRequest& request) {
    const auto scope = ReadingVisibility::scope(connection, session);
    if (!scope)
        return tl::unexpected(scope.error());
    if (scope->hidesSeries(request.series))
        return fail(ErrorKind::Refused, "no-such-series", request.series);
    auto load = imageMove::loadOf(connection, request.series, request.wholeExam);
    if (!load)
        return tl::unexpected(load.error());
    if (!load->exam.subject)
        return fail(ErrorKind::Refused, "subject-needed", request.series);
    const auto from = formTable::subject(connection, *load->exam.subject);
    const auto to = openSubject(connection, request.subject);
    if (!from || !to)
        return tl::unexpected(from ? to.error() : from.error());
    if (from->id == to->id)
        return fail(ErrorKind::Refused, "same-subject", to->label);
    const auto hangs = imageMove::hangsOn(connection, *load, from->id);
    if (!hangs)
        return tl::unexpected(hangs.error());
    Known out{*load, {*from, *to, request.reason.trimmed()}, {}};
    out.outcome.from = from->label;
    out.outcome.to = to->label;
    out.outcome.exam = load->exam.studyUid;
    out.outcome.split = !load->whole;
    for (const imageMove::SeriesRef& one : load->series)
        out.outcome.series.append(one.uid);
    out.outcome.instances = hangs->instances;
    out.outcome.overlays = hangs->overlays;
    out.outcome.findings = hangs->findings;
    out.outcome.measurements = hangs->measurements;
    out.outcome.tasks = hangs->tasks;
    out.outcome.forms = hangs->forms;
    out.outcome.values = hangs->values;
    out.outcome.priors = hangs->priors;
    out.outcome.exports = hangs->exports;
    out.outcome.closedReadings = hangs->closedReadings;
    out.outcome.lockedForms = hangs->lockedForms;
    return out;
}

Result<> checkClosed(const Session& session, const MoveRequest& request, const MoveOutcome& outcome) {
    if (outcome.closedReadings == 0 && outcome.lockedForms == 0)
        return {};
    if (request.closedToo)
        return session.require(Right::MoveClosed);
    return outcome.closedReadings > 0 ? fail(ErrorKind::Refused, "reading-closed", request.series,
                                             {QString::number(outcome.closedReadings)})
                                      : fail(ErrorKind::Refused, "forms-locked", request.series,
                                             {QString::number(outcome.lockedForms)});
}

/// Released sets keep what they hold; that it is another subject's now is told where the set is looked up.
Result<> tellExports(WriteTransaction& tx, const imageMove::Sides& sides) {
    auto rows = tx.prepare("SELECT s.uuid FROM export_subject x JOIN export_set s ON s.id = x.export WHERE"
                           " s.state = 'released' AND x.subject = ? ORDER BY s.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(sides.from.id);
    QList<Uuid> sets;
    for (auto more = rows->step();; more = rows->step()) {
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            break;
        sets.append(rows->uuid(0));
    }
    for (const Uuid& set : sets)
        if (auto done = imageMove::tell(
                tx, sides, {"images-moved", "export", set, "subject", sides.from.label, sides.to.label});
            !done)
            return done;
    return {};
}

} // namespace

MoveService::MoveService(Database& database, const Session& session, const Clock& clock,
                         DefinitionService& definitions)
    : database_(database), session_(session), clock_(clock), definitions_(definitions) {}

Result<MoveOutcome> MoveService::preview(const MoveRequest& request) const {
    if (auto may = session_.require(Right::MoveImages); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<MoveOutcome> {
        auto found = known(c, session_, request);
        if (!found)
            return tl::unexpected(found.error());
        if (auto hidden = hideCounts(c, session_, found->sides, found->outcome); !hidden)
            return tl::unexpected(hidden.error());
        return found->outcome;
    });
}

Result<MoveOutcome> MoveService::move(const MoveRequest& request) {
    if (auto may = session_.require(Right::MoveImages); !may)
        return tl::unexpected(may.error());
    if (request.reason.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<MoveOutcome> {
        auto found = known(tx.connection(), session_, request);
        if (!found)
            return tl::unexpected(found.error());
        if (auto open = checkClosed(session_, request, found->outcome); !open)
            return tl::unexpected(open.error());
        if (auto hidden = hideCounts(tx.connection(), session_, found->sides, found->outcome); !hidden)
            return tl::unexpected(hidden.error());
        const auto relocation =
            relocationTable::begin(tx, session_, "move", found->sides.from.id, found->sides.to.id);
        if (!relocation)
            return tl::unexpected(relocation.error());
        return imageMove::carry(tx, found->load, found->sides, *relocation)
            .and_then([&] { return tellExports(tx, found->sides); })
            .and_then([&] {
                return imageMove::settle(tx, session_, definitions_, formAccess::today(clock_), found->sides,
                                         *relocation);
            })
            .map([&](int) { return found->outcome; });
    });
}

} // namespace casebook
