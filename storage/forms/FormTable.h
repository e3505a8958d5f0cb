// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/WriteTransaction.h"
#include "storage/forms/FormService.h"

namespace casebook::formTable {

/// SQL of `visit`, `form` and `form_row`. Used by services inside their transactions.

/// `counts`: with the numbers of values, which takes time for long lists.
[[nodiscard]] Result<QList<FormInfo>> infos(Connection& connection, const FormFilter& filter, bool counts);
[[nodiscard]] Result<QList<FormInfo>> askedToUnlock(Connection& connection); ///< by time of asking
/// Error "no-such-form".
[[nodiscard]] Result<FormInfo> info(Connection& connection, FormId form);
[[nodiscard]] Result<std::optional<FormId>> idOf(Connection& connection, const Uuid& uuid);
/// All instances that `key` may mean: by visit it may be several (of exams).
[[nodiscard]] Result<QList<FormId>> idsOf(Connection& connection, const FormKey& key, FormAnchor anchor);

struct SubjectRef {
    SubjectId id;
    Uuid uuid;
    QString label;
};
/// By label or UUID. Error "no-such-subject".
[[nodiscard]] Result<SubjectRef> subject(Connection& connection, const QString& labelOrUuid);
[[nodiscard]] Result<SubjectRef> subject(Connection& connection, SubjectId id);

struct VisitRef {
    VisitId id;
    Uuid uuid;
    bool made = false;
};
[[nodiscard]] Result<std::optional<VisitRef>> findVisit(Connection& connection, SubjectId subject,
                                                        const QString& oid, int repeat);
/// The visit, inserted (with its audit row) when it isn't there.
[[nodiscard]] Result<VisitRef> ensureVisit(WriteTransaction& tx, const SubjectRef& subject,
                                           const QString& oid, int repeat);
/// Inserts the instance and its ungrouped row; audits it.
[[nodiscard]] Result<FormId> insert(WriteTransaction& tx, const SubjectRef& subject, const FormKey& key,
                                    FormAnchor anchor, std::int64_t anchorId, VisitId visit,
                                    std::int64_t definitionRow, const QByteArray& definition);
/// Exams of the subject that belong to the visit.
[[nodiscard]] Result<QList<ExamId>> examsOf(Connection& connection, VisitId visit);
/// The numeric key of an item, made when it is new.
[[nodiscard]] Result<std::int64_t> itemKey(WriteTransaction& tx, const ItemDef& item);

} // namespace casebook::formTable
