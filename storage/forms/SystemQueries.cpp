// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/SystemQueries.h"

#include "core/forms/AuditText.h"
#include "core/forms/QueryWords.h"
#include "storage/database/Rows.h"

namespace casebook::systemQueries {

namespace {

struct Key {
    QString check;
    std::int64_t row = 0;
    QString item;
    auto operator<=>(const Key&) const = default;
};

struct Active {
    QueryId id;
    Uuid uuid;
    Key key;
    QByteArray state;
    QString value;
};

bool asksQuery(ProblemKind kind) {
    return kind == ProblemKind::SoftRange || kind == ProblemKind::HardRange ||
           kind == ProblemKind::ItemCheck || kind == ProblemKind::FormCheck;
}

QString valueText(const FormState& state, const ItemPath& path) {
    const auto value = state.item(path).value;
    return value ? auditText(*value) : QString();
}

/// What a rule over several items is about: "ae_grade=5; ae_outcome=REC".
QString checkedValues(const FormState& state, const QStringList& items, const ItemPath& at) {
    QStringList parts;
    for (const ItemPath& path : state.paths())
        if (items.contains(path.item) && (path.row.isEmpty() || at.row.isEmpty() || path.row == at.row))
            parts.append(path.item + u'=' + valueText(state, path));
    return parts.join(u"; ").left(500);
}

std::int64_t rowIdOf(const StoredForm& form, const ItemPath& path) {
    const StoredRow* row = form.row(path.row);
    return row ? row->id : 0;
}

Result<QList<Active>> activeOf(Connection& connection, FormId form) {
    auto rows = connection.prepare("SELECT id, uuid, check_oid, row_id, item_oid, state, value FROM query"
                                   " WHERE form = ? AND origin = 'system' AND state IN"
                                   " ('candidate','open','answered')");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(form);
    return allRows<Active>(*rows, [](const Statement& r) -> Result<Active> {
        return Active{r.id<QueryId>(0),
                      r.uuid(1),
                      {r.text(2), r.integer(3), r.text(4)},
                      r.text(5).toLatin1(),
                      r.text(6)};
    });
}

/// A person closed the same question about the same value: it is not asked again.
Result<bool> accepted(WriteTransaction& tx, const Wanted& wanted, std::int64_t row) {
    return tx
        .one("SELECT 1 FROM query WHERE check_oid = ? AND row_id = ? AND item_oid = ? AND origin = 'system'"
             " AND state IN ('closed','cancelled') AND value = ? LIMIT 1",
             wanted.check, row, wanted.path.item, wanted.value)
        .map([](std::optional<std::int64_t> found) { return found.has_value(); });
}

Result<> addEvent(WriteTransaction& tx, const Step& s) {
    return tx.run(
        "INSERT INTO query_event(query, type, user, roles, time_ms, text, value) VALUES(?,?,?,?,?,?,?)",
        s.query, QString::fromLatin1(s.type), s.user.isValid() ? std::optional(s.user) : std::nullopt,
        QString::fromLatin1(s.roles), tx.nowMs(), s.text, s.value);
}

Result<> audited(WriteTransaction& tx, const Step& s) {
    AuditEntry entry;
    entry.action = "query-" + s.type;
    entry.objectKind = "query";
    entry.object = s.uuid;
    entry.subject = s.subject;
    entry.field = s.field;
    if (!s.before.isEmpty())
        entry.oldValue = QString::fromLatin1(s.before);
    entry.newValue =
        QString::fromLatin1(s.after) + (s.text.isEmpty() ? QString() : QStringLiteral(": ") + s.text);
    return tx.audit(entry).map([](std::int64_t) {});
}

/// Opens what nobody asked yet. @return whether it was opened.
Result<bool> openOne(WriteTransaction& tx, const StoredForm& form, const Wanted& wanted, std::int64_t row) {
    const auto known = accepted(tx, wanted, row);
    if (!known)
        return tl::unexpected(known.error());
    if (*known)
        return false;
    NewQuery query;
    query.form = form.info.id;
    query.row = row;
    query.item = wanted.path.item;
    query.check = wanted.check;
    query.text = wanted.text;
    query.value = wanted.value;
    query.severity = wanted.severe ? "high" : "normal";
    query.subject = form.info.subjectUuid;
    query.field = form.field(wanted.path);
    return insert(tx, query).map([](QueryId) { return true; });
}

} // namespace

QList<Wanted> wantedBy(const FormState& state, const KnownStudy& study) {
    QList<Wanted> out;
    for (const FormProblem& problem : state.problems()) {
        if (!asksQuery(problem.kind))
            continue;
        const QString value = problem.path.item.isEmpty() || problem.kind == ProblemKind::FormCheck
                                  ? checkedValues(state, study.checkItems.value(problem.check), problem.path)
                                  : valueText(state, problem.path);
        out.append({problem.check, problem.path, problem.severe, queryWords(problem), value});
    }
    return out;
}

Result<Counts> sync(WriteTransaction& tx, const StoredForm& form, const QList<Wanted>& wanted) {
    const auto active = activeOf(tx.connection(), form.info.id);
    if (!active)
        return tl::unexpected(active.error());
    QMap<Key, Active> open;
    for (const Active& query : *active)
        open.insert(query.key, query);
    Counts counts;
    for (const Wanted& one : wanted) {
        const std::int64_t row = rowIdOf(form, one.path);
        if (row == 0)
            continue;
        const auto there = open.constFind(Key{one.check, row, one.path.item});
        if (there == open.constEnd()) {
            const auto opened = openOne(tx, form, one, row);
            if (!opened)
                return tl::unexpected(opened.error());
            counts.opened += *opened ? 1 : 0;
            continue;
        }
        if (there->value != one.value)
            if (auto run =
                    tx.run("UPDATE query SET value = ?, rv = rv + 1 WHERE id = ?", one.value, there->id);
                !run)
                return tl::unexpected(run.error());
        open.erase(there);
    }
    for (const Active& query : std::as_const(open)) {
        auto done = step(tx, {query.id,
                              query.uuid,
                              form.info.subjectUuid,
                              form.info.place().toUtf8(),
                              "resolve",
                              query.state,
                              "resolved",
                              {},
                              {},
                              {},
                              {}});
        if (!done)
            return tl::unexpected(done.error());
        ++counts.resolved;
    }
    return counts;
}

Result<> noteChanged(WriteTransaction& tx, const Session& session, const StoredForm& form,
                     const QHash<ItemPath, QString>& changed) {
    auto rows = tx.prepare("SELECT id, uuid, row_id, item_oid FROM query WHERE form = ? AND origin = 'manual'"
                           " AND state = 'open' AND item_oid <> ''");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(form.info.id);
    const auto open = allRows<Active>(*rows, [](const Statement& r) -> Result<Active> {
        return Active{r.id<QueryId>(0), r.uuid(1), {{}, r.integer(2), r.text(3)}, "open", {}};
    });
    if (!open)
        return tl::unexpected(open.error());
    for (const Active& query : *open)
        for (auto it = changed.cbegin(); it != changed.cend(); ++it)
            if (it.key().item == query.key.item && rowIdOf(form, it.key()) == query.key.row)
                if (auto done = step(tx, {query.id,
                                          query.uuid,
                                          form.info.subjectUuid,
                                          form.field(it.key()),
                                          "change",
                                          "open",
                                          "answered",
                                          {},
                                          it.value(),
                                          session.user,
                                          session.roleCodes()});
                    !done)
                    return done;
    return {};
}

Result<QueryId> insert(WriteTransaction& tx, const NewQuery& q) {
    const Uuid uuid = tx.newUuid();
    const auto orNull = [](UserId id) { return id.isValid() ? std::optional(id) : std::nullopt; };
    if (auto run =
            tx.run("INSERT INTO query(uuid, form, row_id, item_oid, check_oid, origin, severity, state, text,"
                   " value, author, assignee, opened_ms) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)",
                   uuid, q.form, q.row, q.item, q.check, QString::fromLatin1(q.origin),
                   QString::fromLatin1(q.severity), QString::fromLatin1(q.state), q.text, q.value,
                   orNull(q.author), orNull(q.assignee), tx.nowMs());
        !run)
        return tl::unexpected(run.error());
    const QueryId id{tx.lastInsertId()};
    const Step first{id, uuid, q.subject, q.field, "raise", {}, q.state, q.text, q.value, q.author, q.roles};
    return addEvent(tx, first).and_then([&] { return audited(tx, first); }).map([&] { return id; });
}

Result<> step(WriteTransaction& tx, const Step& s) {
    const bool ended = s.after == "closed" || s.after == "resolved" || s.after == "cancelled";
    auto run =
        tx.run("UPDATE query SET state = ?, ended_ms = ?, rv = rv + 1 WHERE id = ?",
               QString::fromLatin1(s.after), ended ? std::optional(tx.nowMs()) : std::nullopt, s.query);
    return run.and_then([&] { return addEvent(tx, s); }).and_then([&] { return audited(tx, s); });
}

} // namespace casebook::systemQueries
