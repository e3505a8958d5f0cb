// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/FormTable.h"

#include "storage/database/Rows.h"

namespace casebook::formTable {

namespace {

// An exam form stands at its exam's visit, which a person may confirm after the form was begun.
constexpr char columns[] =
    "SELECT f.id, f.uuid, f.subject, s.uuid, s.label, f.def_oid, f.anchor_kind, f.anchor_id, v.id, v.def_oid,"
    " v.repeat, f.repeat, f.reader, d.version, f.state, f.was_complete, f.locked_ms, u.login, f.created_ms,"
    " f.changed_ms, f.rv,"
    " (SELECT count(*) FROM query q WHERE q.form = f.id AND q.state IN ('candidate','open','answered')),"
    " (SELECT a.login FROM unlock_request k JOIN user a ON a.id = k.user WHERE k.form = f.id AND k.state = "
    "'open')";
constexpr char counted[] =
    ", (SELECT count(*) FROM item_value i JOIN form_row r ON r.id = i.row_id WHERE r.form = f.id AND r.state "
    "="
    " 'live'),"
    " (SELECT count(*) FROM item_value i JOIN form_row r ON r.id = i.row_id WHERE r.form = f.id AND r.state ="
    " 'live' AND i.verified_ms IS NOT NULL),"
    " (SELECT k.reason FROM unlock_request k WHERE k.form = f.id AND k.state = 'open')";
constexpr char tables[] =
    " FROM form f JOIN subject s ON s.id = f.subject JOIN definition d ON d.id = f.definition"
    " LEFT JOIN dicom_study e ON f.anchor_kind = 2 AND e.id = f.anchor_id"
    " LEFT JOIN visit v ON v.id = coalesce(e.visit, f.visit) LEFT JOIN user u ON u.id = f.locked_by";

Result<FormInfo> fromRow(const Statement& r, bool counts) {
    FormInfo info;
    info.id = r.id<FormId>(0);
    info.uuid = r.uuid(1);
    info.subject = r.id<SubjectId>(2);
    info.subjectUuid = r.uuid(3);
    info.subjectLabel = r.text(4);
    info.form = r.text(5);
    info.anchor = static_cast<FormAnchor>(r.integer(6));
    info.anchorId = r.integer(7);
    info.visit = r.id<VisitId>(8);
    info.visitOid = r.text(9);
    info.visitRepeat = std::max(1, static_cast<int>(r.integer(10)));
    info.repeat = static_cast<int>(r.integer(11));
    info.reader = r.id<UserId>(12);
    info.version = static_cast<int>(r.integer(13));
    info.state = r.text(14).toLatin1();
    info.wasComplete = r.integer(15) != 0;
    info.lockedMs = r.integer(16);
    info.lockedBy = r.text(17);
    info.createdMs = r.integer(18);
    info.changedMs = r.integer(19);
    info.rv = r.integer(20);
    info.openQueries = static_cast<int>(r.integer(21));
    info.unlockAskedBy = r.text(22);
    if (counts) {
        info.values = static_cast<int>(r.integer(23));
        info.verified = static_cast<int>(r.integer(24));
        info.unlockReason = r.text(25);
    }
    return info;
}

Result<QList<FormInfo>> select(Statement& statement, bool counts) {
    return allRows<FormInfo>(statement, [&](const Statement& r) { return fromRow(r, counts); });
}

Result<> audited(WriteTransaction& tx, const char* kind, const Uuid& object, const Uuid& subject,
                 const QString& place, const QByteArray& definition = {}) {
    AuditEntry entry;
    entry.action = "create";
    entry.objectKind = kind;
    entry.object = object;
    entry.subject = subject;
    entry.newValue = place;
    entry.definition = definition;
    return tx.audit(entry).map([](std::int64_t) {});
}

} // namespace

Result<QList<FormInfo>> infos(Connection& connection, const FormFilter& filter, bool counts) {
    QByteArray sql = QByteArray(columns) + (counts ? counted : "") + tables +
                     " WHERE (?1 = 0 OR f.subject = ?1) AND (?2 = '' OR f.def_oid = ?2)"
                     " ORDER BY s.label, v.date = '', v.date, v.id, f.def_oid, f.repeat, f.id";
    auto statement = connection.prepare(sql);
    if (!statement)
        return tl::unexpected(statement.error());
    statement->bindAll(filter.subject, filter.form);
    auto rows = select(*statement, counts);
    if (rows && !filter.states.isEmpty())
        rows->removeIf([&](const FormInfo& info) { return !filter.states.contains(info.state); });
    return rows;
}

Result<QList<FormInfo>> askedToUnlock(Connection& connection) {
    auto statement = connection.prepare(QByteArray(columns) + counted + tables +
                                        " JOIN unlock_request w ON w.form = f.id AND w.state = 'open'"
                                        " ORDER BY w.time_ms, f.id");
    return statement ? select(*statement, true) : tl::unexpected(statement.error());
}

Result<FormInfo> info(Connection& connection, FormId form) {
    auto statement = connection.prepare(QByteArray(columns) + counted + tables + " WHERE f.id = ?");
    if (!statement)
        return tl::unexpected(statement.error());
    statement->bindAll(form);
    auto rows = select(*statement, true);
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->isEmpty())
        return fail(ErrorKind::Refused, "no-such-form", QString::number(form.value));
    return rows->first();
}

Result<std::optional<FormId>> idOf(Connection& connection, const Uuid& uuid) {
    return connection.one("SELECT id FROM form WHERE uuid = ?", uuid).map([](std::optional<std::int64_t> id) {
        return id ? std::optional(FormId{*id}) : std::nullopt;
    });
}

Result<QList<FormId>> idsOf(Connection& connection, const FormKey& key, FormAnchor anchor) {
    QByteArray where;
    std::int64_t at = 0;
    if (anchor == FormAnchor::Subject) {
        where = "f.anchor_kind = 0 AND f.anchor_id = ?3";
        at = key.subject.value;
    } else if (key.task.isValid()) {
        where = "f.anchor_kind = 3 AND f.anchor_id = ?3";
        at = key.task.value;
    } else if (key.exam.isValid()) {
        where = "f.anchor_kind = 2 AND f.anchor_id = ?3";
        at = key.exam.value;
    } else {
        const auto visit = findVisit(connection, key.subject, key.visit, key.visitRepeat);
        if (!visit)
            return tl::unexpected(visit.error());
        if (!*visit)
            return QList<FormId>();
        where = "coalesce(e.visit, f.visit) = ?3";
        at = (*visit)->id.value;
    }
    auto statement = connection.prepare(
        "SELECT f.id FROM form f LEFT JOIN dicom_study e ON f.anchor_kind = 2 AND e.id = f.anchor_id"
        " WHERE f.subject = ?1 AND f.def_oid = ?2 AND " +
        where + " AND f.repeat = ?4 AND (?5 = 0 OR f.reader = ?5) ORDER BY f.id");
    if (!statement)
        return tl::unexpected(statement.error());
    statement->bindAll(key.subject, key.form, at, key.repeat, key.reader);
    return allRows<FormId>(*statement, [](const Statement& r) -> Result<FormId> { return r.id<FormId>(0); });
}

Result<SubjectRef> subject(Connection& connection, const QString& labelOrUuid) {
    auto statement = connection.prepare("SELECT id, uuid, label FROM subject WHERE label = ? OR uuid = ?");
    if (!statement)
        return tl::unexpected(statement.error());
    statement->bindAll(labelOrUuid, Uuid::fromString(labelOrUuid));
    return statement->step().and_then([&](bool found) -> Result<SubjectRef> {
        if (!found)
            return fail(ErrorKind::Refused, "no-such-subject", labelOrUuid);
        return SubjectRef{statement->id<SubjectId>(0), statement->uuid(1), statement->text(2)};
    });
}

Result<SubjectRef> subject(Connection& connection, SubjectId id) {
    auto statement = connection.prepare("SELECT id, uuid, label FROM subject WHERE id = ?");
    if (!statement)
        return tl::unexpected(statement.error());
    statement->bindAll(id);
    return statement->step().and_then([&](bool found) -> Result<SubjectRef> {
        if (!found)
            return fail(ErrorKind::Refused, "no-such-subject", QString::number(id.value));
        return SubjectRef{statement->id<SubjectId>(0), statement->uuid(1), statement->text(2)};
    });
}

Result<std::optional<VisitRef>> findVisit(Connection& connection, SubjectId subject, const QString& oid,
                                          int repeat) {
    auto statement =
        connection.prepare("SELECT id, uuid FROM visit WHERE subject = ? AND def_oid = ? AND repeat = ?");
    if (!statement)
        return tl::unexpected(statement.error());
    statement->bindAll(subject, oid, repeat);
    return statement->step().map([&](bool found) {
        return found ? std::optional(VisitRef{statement->id<VisitId>(0), statement->uuid(1), false})
                     : std::nullopt;
    });
}

Result<VisitRef> ensureVisit(WriteTransaction& tx, const SubjectRef& subject, const QString& oid,
                             int repeat) {
    const auto there = findVisit(tx.connection(), subject.id, oid, repeat);
    if (!there)
        return tl::unexpected(there.error());
    if (*there)
        return **there;
    VisitRef visit{{}, tx.newUuid(), true};
    if (auto run =
            tx.run("INSERT INTO visit(uuid, subject, def_oid, repeat, state) VALUES(?, ?, ?, ?, 'planned')",
                   visit.uuid, subject.id, oid, repeat);
        !run)
        return tl::unexpected(run.error());
    visit.id = VisitId{tx.lastInsertId()};
    const QString place = repeat > 1 ? oid + u'#' + QString::number(repeat) : oid;
    if (auto done = audited(tx, "visit", visit.uuid, subject.uuid, place); !done)
        return tl::unexpected(done.error());
    return visit;
}

Result<FormId> insert(WriteTransaction& tx, const SubjectRef& subject, const FormKey& key, FormAnchor anchor,
                      std::int64_t anchorId, VisitId visit, std::int64_t definitionRow,
                      const QByteArray& definition) {
    const Uuid uuid = tx.newUuid();
    const auto visitOrNull = visit.isValid() ? std::optional(visit) : std::nullopt;
    if (auto run =
            tx.run("INSERT INTO form(uuid, subject, anchor_kind, anchor_id, visit, definition, def_oid,"
                   " repeat, reader, state, created_ms, changed_ms)"
                   " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, 'not-started', ?, ?)",
                   uuid, subject.id, static_cast<int>(anchor), anchorId, visitOrNull, definitionRow, key.form,
                   key.repeat, key.reader, tx.nowMs(), tx.nowMs());
        !run)
        return tl::unexpected(run.error());
    const FormId id{tx.lastInsertId()};
    if (auto run = tx.run("INSERT INTO form_row(uuid, form, group_oid, ordinal) VALUES(?, ?, '', 1)",
                          tx.newUuid(), id);
        !run)
        return tl::unexpected(run.error());
    FormInfo place;
    place.anchor = anchor;
    place.form = key.form;
    place.repeat = key.repeat;
    place.visitOid = key.visit;
    place.visitRepeat = key.visitRepeat;
    if (auto done = audited(tx, "form", uuid, subject.uuid, place.place(), definition); !done)
        return tl::unexpected(done.error());
    return id;
}

Result<QList<ExamId>> examsOf(Connection& connection, VisitId visit) {
    auto statement = connection.prepare("SELECT id FROM dicom_study WHERE visit = ? ORDER BY id");
    if (!statement)
        return tl::unexpected(statement.error());
    statement->bindAll(visit);
    return allRows<ExamId>(*statement, [](const Statement& r) -> Result<ExamId> { return r.id<ExamId>(0); });
}

Result<std::int64_t> itemKey(WriteTransaction& tx, const ItemDef& item) {
    const auto there = tx.one("SELECT id FROM item_def WHERE oid = ?", item.oid);
    if (!there)
        return tl::unexpected(there.error());
    if (*there)
        return **there;
    return tx
        .run("INSERT INTO item_def(oid, kind) VALUES(?, ?)", item.oid,
             QString::fromLatin1(itemTypeCode(item.type)))
        .map([&] { return tx.lastInsertId(); });
}

} // namespace casebook::formTable
