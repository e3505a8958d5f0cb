// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Clock.h"
#include "storage/forms/FormRecords.h"
#include "storage/vault/Session.h"

namespace casebook {

class Database;

/// A question on a value, with its state: candidate, open, answered, resolved, closed, cancelled.
struct QueryRow {
    QueryId id;
    Uuid uuid;
    FormId form;
    Uuid formUuid;
    SubjectId subject;
    QString subjectLabel;
    UserId reader; ///< of the form; 0: shared
    QString formOid, visitOid;
    int visitRepeat = 1;
    ItemPath path;      ///< item empty: of the form as a whole
    int ordinal = 0;    ///< of the row; 0: ungrouped
    QString check;      ///< OID of the rule of a system query: "X01", "range", "check"
    QByteArray origin;  ///< "system", "manual"
    QByteArray severity; ///< "normal", "high"
    QByteArray state;
    QString text;
    QString author, assignee; ///< logins
    std::int64_t openedMs = 0;
    int ageDays = 0;      ///< since it was opened, until it was closed or now
    QByteArray ageClass;  ///< "0-7", "8-14", "15-30", "30+"
    std::int64_t rv = 0;
};

struct QueryEvent {
    QByteArray type; ///< "raise", "answer", "accept", "return", "reopen", "cancel", "resolve", "change"
    QString user;
    QByteArray roles;
    std::int64_t timeMs = 0;
    QString text, value; ///< value: the item's at that moment
};

struct QueryFilter {
    QList<QByteArray> states; ///< empty: all
    SubjectId subject;        ///< 0: all
    FormId form;              ///< 0: all
};

/// Queries by the table of states (docs/formats/forms.md): who may do what depends on state and author.
/// Any thread but the GUI's. Errors "no-such-query", "bad-query-state" (args: state), "text-needed",
/// "not-author", "form-locked".
class QueryService {
public:
    QueryService(Database& database, const Session& session, const Clock& clock);

    [[nodiscard]] Result<QList<QueryRow>> list(const QueryFilter& filter = {}) const; ///< oldest first
    [[nodiscard]] Result<QueryRow> find(const QString& uuid) const;
    [[nodiscard]] Result<QList<QueryEvent>> thread(QueryId query) const;
    /// Monitor or data manager. An empty item: on the form as a whole.
    [[nodiscard]] Result<QueryRow> raise(FormId form, const ItemPath& path, const QString& text,
                                         const QString& assignee = {}, bool candidate = false);
    /// A candidate becomes open.
    [[nodiscard]] Result<QueryRow> publish(QueryId query);
    [[nodiscard]] Result<QueryRow> answer(QueryId query, const QString& text);
    /// Answered to closed. Author, or a data manager for a system query.
    [[nodiscard]] Result<QueryRow> close(QueryId query, const QString& text);
    /// Answered, back to open; closed or resolved: a new round, by a data manager.
    [[nodiscard]] Result<QueryRow> reopen(QueryId query, const QString& text);
    /// Candidate or open, by its author.
    [[nodiscard]] Result<QueryRow> cancel(QueryId query, const QString& text);

private:
    Database& database_;
    const Session& session_;
    const Clock& clock_;
};

} // namespace casebook
