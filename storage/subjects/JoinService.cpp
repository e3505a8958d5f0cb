// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/subjects/JoinService.h"

#include "storage/database/Database.h"
#include "storage/database/Rows.h"
#include "storage/forms/FormAccess.h"
#include "storage/subjects/ConsentTable.h"
#include "storage/subjects/JoinPieces.h"

namespace casebook {

namespace {

using imageMove::Sides;

/// Label of the record that a subject was joined to; empty: none.
Result<QString> joinedLabel(Connection& connection, SubjectId subject) {
    auto row = connection.prepare(
        "SELECT o.label FROM subject s JOIN subject o ON o.id = s.merged_into WHERE s.id = ?");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(subject);
    return row->step().map([&](bool found) { return found ? row->text(0) : QString(); });
}

Result<Sides> sidesOf(Connection& connection, const QString& subject, const QString& into,
                      const QString& reason) {
    const auto from = formTable::subject(connection, subject);
    const auto to = formTable::subject(connection, into);
    if (!from || !to)
        return tl::unexpected(from ? to.error() : from.error());
    if (from->id == to->id)
        return fail(ErrorKind::Refused, "same-subject", to->label);
    for (const auto& side : {*from, *to}) {
        const auto joined = joinedLabel(connection, side.id);
        if (!joined)
            return tl::unexpected(joined.error());
        if (!joined->isEmpty())
            return fail(ErrorKind::Refused, "subject-joined", side.label, {*joined});
        if (auto there = consentTable::requireNotErased(connection, side.id); !there)
            return tl::unexpected(there.error());
    }
    return Sides{*from, *to, reason.trimmed()};
}

/// What a look can say without doing it: conflicts by the same rule as the join.
Result<JoinOutcome> counted(Connection& connection, const Sides& sides) {
    JoinOutcome out;
    out.from = sides.from.label;
    out.into = sides.to.label;
    struct Question {
        int JoinOutcome::* where;
        const char* sql;
    };
    for (const Question& q :
         {Question{&JoinOutcome::identities, "SELECT count(*) FROM source_identity WHERE subject = ?"},
          Question{&JoinOutcome::exams,
                   "SELECT count(*) FROM dicom_study WHERE state <> 'empty' AND subject = ?"},
          Question{&JoinOutcome::visits, "SELECT count(*) FROM visit WHERE subject = ?"},
          Question{&JoinOutcome::forms,
                   "SELECT count(*) FROM form WHERE state <> 'not-started' AND subject = ?"},
          Question{&JoinOutcome::tasks, "SELECT count(*) FROM reading_task WHERE subject = ?"},
          Question{&JoinOutcome::lockedForms,
                   "SELECT count(*) FROM form WHERE locked_ms IS NOT NULL AND subject = ?"}}) {
        const auto n = connection.one(q.sql, sides.from.id);
        if (!n)
            return tl::unexpected(n.error());
        out.*q.where = int(n->value_or(0));
    }
    auto rows = connection.prepare(
        "SELECT coalesce(v.def_oid || CASE WHEN v.repeat > 1 THEN '#' || v.repeat ELSE '' END || '/', '') || "
        "f.def_oid"
        " FROM form f LEFT JOIN visit v ON v.id = f.anchor_id AND f.anchor_kind = 1 JOIN form g ON g.subject "
        "= ?2"
        " AND g.anchor_kind = f.anchor_kind AND g.def_oid = f.def_oid AND g.repeat = f.repeat AND g.reader = "
        "f.reader"
        " LEFT JOIN visit w ON w.id = g.anchor_id AND g.anchor_kind = 1"
        " WHERE f.subject = ?1 AND f.anchor_kind IN (0, 1) AND f.state <> 'not-started' AND g.state <> "
        "'not-started'"
        " AND (f.anchor_kind = 0 OR (v.def_oid = w.def_oid AND v.repeat = w.repeat)) ORDER BY f.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(sides.from.id, sides.to.id);
    const auto conflicts =
        allRows<QString>(*rows, [](const Statement& r) -> Result<QString> { return r.text(0); });
    if (!conflicts)
        return tl::unexpected(conflicts.error());
    out.conflicts = *conflicts;
    return out;
}

Result<relocationTable::Relocation> joinOf(Connection& connection, const formTable::SubjectRef& subject) {
    const auto found = relocationTable::joinOf(connection, subject.id);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return fail(ErrorKind::Refused, "not-joined", subject.label);
    return **found;
}

} // namespace

JoinService::JoinService(Database& database, const Session& session, const Clock& clock,
                         DefinitionService& definitions)
    : database_(database), session_(session), clock_(clock), definitions_(definitions) {}

Result<JoinOutcome> JoinService::preview(const QString& subject, const QString& into) const {
    if (auto may = session_.require(Right::JoinSubjects); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) {
        return sidesOf(c, subject, into, {}).and_then([&](const Sides& sides) { return counted(c, sides); });
    });
}

Result<JoinOutcome> JoinService::join(const QString& subject, const QString& into, const QString& reason,
                                      bool lockedToo) {
    if (auto may = session_.require(Right::JoinSubjects); !may)
        return tl::unexpected(may.error());
    if (reason.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<JoinOutcome> {
        const auto sides = sidesOf(tx.connection(), subject, into, reason);
        const auto marks = joinPieces::marks(tx.connection());
        if (!sides || !marks)
            return tl::unexpected(sides ? marks.error() : sides.error());
        JoinOutcome out;
        out.from = sides->from.label;
        out.into = sides->to.label;
        const auto relocation =
            relocationTable::begin(tx, session_, "join", sides->from.id, sides->to.id, *marks);
        if (!relocation)
            return tl::unexpected(relocation.error());
        if (auto done = joinPieces::join(tx, *sides, *relocation, out); !done)
            return tl::unexpected(done.error());
        if (out.lockedForms > 0) {
            if (!lockedToo)
                return fail(ErrorKind::Refused, "forms-locked", sides->from.label,
                            {QString::number(out.lockedForms)});
            if (auto may = session_.require(Right::MoveClosed); !may)
                return tl::unexpected(may.error());
        }
        return imageMove::settle(tx, session_, definitions_, formAccess::today(clock_), *sides, *relocation)
            .map([&](int) { return out; });
    });
}

Result<QString> JoinService::joinedTo(const QString& subject) const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) {
        return formTable::subject(c, subject).and_then([&](const formTable::SubjectRef& ref) {
            return joinedLabel(c, ref.id);
        });
    });
}

Result<QStringList> JoinService::joinedInto(const QString& subject) const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<QStringList> {
        auto rows =
            c.prepare("SELECT s.label FROM subject s JOIN subject o ON o.id = s.merged_into WHERE o.label = ?"
                      " ORDER BY s.label");
        if (!rows)
            return tl::unexpected(rows.error());
        rows->bindAll(subject);
        const auto labels =
            allRows<QString>(*rows, [](const Statement& r) -> Result<QString> { return r.text(0); });
        return labels ? Result<QStringList>(QStringList(*labels)) : tl::unexpected(labels.error());
    });
}

Result<QList<LaterPiece>> JoinService::later(const QString& subject) const {
    if (auto may = session_.require(Right::JoinSubjects); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) {
        return formTable::subject(c, subject)
            .and_then([&](const formTable::SubjectRef& ref) { return joinOf(c, ref); })
            .and_then([&](const relocationTable::Relocation& join) { return joinPieces::later(c, join); });
    });
}

Result<PartOutcome> JoinService::part(const PartRequest& request) {
    if (auto may = session_.require(Right::JoinSubjects); !may)
        return tl::unexpected(may.error());
    if (request.reason.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<PartOutcome> {
        const auto parted = formTable::subject(tx.connection(), request.subject);
        const auto join =
            parted.and_then([&](const formTable::SubjectRef& ref) { return joinOf(tx.connection(), ref); });
        if (!join)
            return tl::unexpected(join.error());
        const auto whole = formTable::subject(tx.connection(), join->target);
        const auto beyond = joinedLabel(tx.connection(), join->target);
        const auto later = joinPieces::later(tx.connection(), *join);
        if (!whole || !beyond || !later)
            return tl::unexpected(!whole ? whole.error() : !beyond ? beyond.error() : later.error());
        if (!beyond->isEmpty())
            return fail(ErrorKind::Refused, "part-first", whole->label, {*beyond});
        if (auto there = consentTable::requireNotErased(tx.connection(), parted->id); !there)
            return tl::unexpected(there.error());
        if (!later->isEmpty() && !request.decided)
            return fail(ErrorKind::Refused, "later-additions", whole->label,
                        {QString::number(later->size())});
        const Sides sides{*whole, *parted, request.reason.trimmed()};
        PartOutcome out;
        out.subject = parted->label;
        out.from = whole->label;
        return joinPieces::part(tx, sides, *join, request.along, out)
            .and_then([&] {
                return imageMove::settle(tx, session_, definitions_, formAccess::today(clock_), sides, *join);
            })
            .map([&](int) { return out; });
    });
}

} // namespace casebook
