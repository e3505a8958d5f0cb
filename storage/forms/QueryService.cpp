// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/QueryService.h"

#include "core/forms/AuditText.h"
#include "storage/database/Database.h"
#include "storage/forms/FormAccess.h"
#include "storage/forms/FormTable.h"
#include "storage/forms/QueryTable.h"
#include "storage/forms/StoredSubject.h"
#include "storage/forms/SystemQueries.h"

namespace casebook {

namespace {

using States = QList<QByteArray>;

/// One line of the table of states: what, from where, to where, who, and whether words are needed.
struct Move {
    QByteArray type;
    States from;
    QByteArray to;
    Right right;
    bool textNeeded;
};

const Move& moveOf(const QByteArray& type) {
    static const QList<Move> moves{
        {"publish", {"candidate"}, "open", Right::RaiseQuery, false},
        {"answer", {"open"}, "answered", Right::AnswerQuery, true},
        {"accept", {"answered"}, "closed", Right::RaiseQuery, false},
        {"return", {"answered"}, "open", Right::RaiseQuery, true},
        {"reopen", {"closed", "resolved"}, "open", Right::LockForms, true},
        {"cancel", {"candidate", "open"}, "cancelled", Right::RaiseQuery, false},
    };
    return *std::find_if(moves.begin(), moves.end(), [&](const Move& move) { return move.type == type; });
}

/// A monitor moves what the monitor raised; a data manager stands in for the system and for authors who left.
bool isAuthor(const Session& session, const QueryRow& query) {
    return query.author == session.login || session.roles.contains(Role::DataManager);
}

/// Of another reader's form nothing is told; a candidate is its author's draft.
bool isVisible(const Session& session, const QueryRow& query) {
    FormInfo form;
    form.reader = query.reader;
    return formAccess::mayRead(session, form) &&
           (query.state != "candidate" || session.may(Right::RaiseQuery));
}

/// Error "no-such-query" also where this session may not see it.
Result<QueryRow> visibleQuery(Connection& connection, const Session& session, QueryId id,
                              std::int64_t nowMs) {
    auto query = queryTable::find(connection, id, nowMs);
    if (query && !isVisible(session, *query))
        return fail(ErrorKind::Refused, "no-such-query", QString::number(id.value));
    return query;
}

Result<StoredForm> storedForm(Connection& connection, FormId form) {
    return formTable::info(connection, form).and_then([&](const FormInfo& info) {
        return StoredSubject::load(connection, info.subject).map([&](const StoredSubject& subject) {
            return subject.forms[form];
        });
    });
}

QString valueOf(const StoredForm& form, const ItemPath& path) {
    const auto value = form.values.constFind(path);
    return value == form.values.constEnd() ? QString() : auditText(value->value);
}

Result<QueryRow> moved(WriteTransaction& tx, const Session& session, QueryId id, const Move& move,
                       const QString& text) {
    const auto query = visibleQuery(tx.connection(), session, id, tx.nowMs());
    if (!query)
        return query;
    if (!move.from.contains(query->state))
        return fail(ErrorKind::Refused, "bad-query-state", query->uuid.toString(),
                    {QString::fromLatin1(query->state)});
    const bool authors = move.type != "answer" && move.type != "reopen";
    if (authors && !isAuthor(session, *query))
        return fail(ErrorKind::NoRight, "not-author", query->uuid.toString());
    const auto form = storedForm(tx.connection(), query->form);
    if (!form)
        return tl::unexpected(form.error());
    const QString value = valueOf(*form, query->path);
    auto done = systemQueries::step(tx, {id, query->uuid, form->info.subjectUuid, form->field(query->path),
                                         move.type, query->state, move.to, text.trimmed(), value,
                                         session.user, session.roleCodes()});
    if (done && query->origin == "manual")
        done = tx.run("UPDATE query SET value = ? WHERE id = ?", value, id);
    if (!done)
        return tl::unexpected(done.error());
    return queryTable::find(tx.connection(), id, tx.nowMs());
}

Result<QueryRow> move(Database& database, const Session& session, QueryId query, const QByteArray& type,
                      const QString& text) {
    const Move& how = moveOf(type);
    if (auto may = session.require(how.right); !may)
        return tl::unexpected(may.error());
    if (how.textNeeded && text.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "text-needed");
    return database.writeAndWait([&](WriteTransaction& tx) { return moved(tx, session, query, how, text); });
}

Result<UserId> userOf(Connection& connection, const QString& login) {
    if (login.isEmpty())
        return UserId{};
    const auto id = connection.one("SELECT id FROM user WHERE login = ? AND state = 'active'", login);
    if (!id)
        return tl::unexpected(id.error());
    if (!*id)
        return fail(ErrorKind::Refused, "no-such-user", login);
    return UserId{**id};
}

} // namespace

QueryService::QueryService(Database& database, const Session& session, const Clock& clock)
    : database_(database), session_(session), clock_(clock) {}

Result<QList<QueryRow>> QueryService::list(const QueryFilter& filter) const {
    if (auto may = session_.require(Right::ReadForms); !may)
        return tl::unexpected(may.error());
    auto rows =
        database_.read([&](ReadConnection& c) { return queryTable::list(c, filter, clock_.utcMs()); });
    if (rows)
        rows->removeIf([&](const QueryRow& query) { return !isVisible(session_, query); });
    return rows;
}

Result<QueryRow> QueryService::find(const QString& uuid) const {
    const auto rows = list();
    if (!rows)
        return tl::unexpected(rows.error());
    for (const QueryRow& query : *rows)
        if (query.uuid.toString() == uuid)
            return query;
    return fail(ErrorKind::Refused, "no-such-query", uuid);
}

Result<QList<QueryEvent>> QueryService::thread(QueryId query) const {
    if (auto may = session_.require(Right::ReadForms); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) {
        return visibleQuery(c, session_, query, clock_.utcMs()).and_then([&](const QueryRow&) {
            return queryTable::events(c, query);
        });
    });
}

Result<QueryRow> QueryService::raise(FormId form, const ItemPath& path, const QString& text,
                                     const QString& assignee, bool candidate) {
    if (auto may = session_.require(Right::RaiseQuery); !may)
        return tl::unexpected(may.error());
    if (text.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "text-needed");
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<QueryRow> {
        const auto stored = storedForm(tx.connection(), form);
        if (!stored)
            return tl::unexpected(stored.error());
        if (stored->info.isLocked())
            return fail(ErrorKind::Refused, "form-locked", stored->info.path());
        const StoredRow* row = stored->row(path.row);
        if (!row)
            return fail(ErrorKind::Refused, "no-such-row", stored->info.path());
        const auto to = userOf(tx.connection(), assignee);
        if (!to)
            return tl::unexpected(to.error());
        systemQueries::NewQuery query;
        query.form = form;
        query.row = row->id;
        query.item = path.item;
        query.text = text.trimmed();
        query.value = valueOf(*stored, path);
        query.origin = "manual";
        query.state = candidate ? "candidate" : "open";
        query.author = session_.user;
        query.assignee = *to;
        query.roles = session_.roleCodes();
        query.subject = stored->info.subjectUuid;
        query.field = stored->field(path);
        return systemQueries::insert(tx, query).and_then(
            [&](QueryId id) { return queryTable::find(tx.connection(), id, tx.nowMs()); });
    });
}

Result<QueryRow> QueryService::publish(QueryId query) {
    return move(database_, session_, query, "publish", {});
}

Result<QueryRow> QueryService::answer(QueryId query, const QString& text) {
    return move(database_, session_, query, "answer", text);
}

Result<QueryRow> QueryService::close(QueryId query, const QString& text) {
    return move(database_, session_, query, "accept", text);
}

Result<QueryRow> QueryService::reopen(QueryId query, const QString& text) {
    // Which of the two it takes depends on the state, which is not told to others.
    if (!session_.may(Right::LockForms))
        if (auto may = session_.require(Right::RaiseQuery); !may)
            return tl::unexpected(may.error());
    const auto now =
        database_.read([&](ReadConnection& c) { return queryTable::find(c, query, clock_.utcMs()); });
    if (!now)
        return now;
    return move(database_, session_, query, now->state == "answered" ? "return" : "reopen", text);
}

Result<QueryRow> QueryService::cancel(QueryId query, const QString& text) {
    return move(database_, session_, query, "cancel", text);
}

} // namespace casebook
