// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/WriteTransaction.h"
#include "storage/forms/StoredSubject.h"
#include "storage/forms/StudyReads.h"
#include "storage/vault/Session.h"

namespace casebook::systemQueries {

/// One rule that does not hold now.
struct Wanted {
    QString check; ///< "X01", "<item>:range-soft", "<item>:stale-value"
    ItemPath path; ///< item empty: the form
    bool severe = false;
    QString text;
    QString value; ///< what the rule was about; an accepted value is not asked about again
};

/// The rules of a state that open queries: ranges and checks. Blank required items only make a form incomplete.
[[nodiscard]] QList<Wanted> wantedBy(const FormState& state, const KnownStudy& study);

struct Counts {
    int opened = 0, resolved = 0;
};
/// Opens what is wanted and not asked yet, resolves what is not wanted any more. Audited.
[[nodiscard]] Result<Counts> sync(WriteTransaction& tx, const StoredForm& form, const QList<Wanted>& wanted);

/// Queries of persons on items that were changed: open ones are answered by that.
[[nodiscard]] Result<> noteChanged(WriteTransaction& tx, const Session& session, const StoredForm& form,
                                   const QHash<ItemPath, QString>& changed);

/// Inserts a query with its first event and audit row.
struct NewQuery {
    FormId form;
    std::int64_t row = 0;
    QString item, check, text, value;
    QByteArray origin = "system", severity = "normal", state = "open";
    UserId author; ///< 0: the system
    UserId assignee;
    QByteArray roles;
    Uuid subject;
    QByteArray field; ///< of the audit
};
[[nodiscard]] Result<QueryId> insert(WriteTransaction& tx, const NewQuery& query);

/// A step of a query: new state, event, audit row.
struct Step {
    QueryId query;
    Uuid uuid, subject;
    QByteArray field, type, before, after;
    QString text, value;
    UserId user; ///< 0: the system
    QByteArray roles;
};
[[nodiscard]] Result<> step(WriteTransaction& tx, const Step& step);

} // namespace casebook::systemQueries
