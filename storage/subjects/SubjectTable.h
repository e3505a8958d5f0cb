// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/WriteTransaction.h"
#include "storage/imaging/Identity.h"
#include "storage/subjects/SubjectService.h"

#include <optional>

namespace casebook::subjectTable {

/// SQL of `subject` and `source_identity`. Used by services inside their transactions.

struct Known {
    SubjectId subject;
    Uuid uuid;
    QString label;
    SourceIdentity identity;
};

[[nodiscard]] Result<QList<Subject>> list(Connection& connection);
[[nodiscard]] Result<std::optional<Subject>> findByLabel(Connection& connection, const QString& label);
[[nodiscard]] Result<std::optional<Subject>> findById(Connection& connection, SubjectId id);
/// Every source identity with that PatientID and issuer.
[[nodiscard]] Result<QList<Known>> knownIdentities(Connection& connection, const QString& patientId,
                                                   const QString& issuer);
/// The next free "S-0001".
[[nodiscard]] Result<QString> nextLabel(Connection& connection);
[[nodiscard]] Result<Subject> insert(WriteTransaction& tx, const Subject& subject);
/// What `sort_key` keeps of a name: the name and how it is searched. Transliterating ten thousand names at each start
/// takes longer than reading them; a key of another name than the row's is not used.
[[nodiscard]] QByteArray storedKeyOf(const QString& name);
[[nodiscard]] Result<SourceIdentity> identity(Connection& connection, std::int64_t row);
/// Links a source identity to the subject a person chose.
[[nodiscard]] Result<> linkIdentity(WriteTransaction& tx, std::int64_t row, SubjectId subject);
/// Who a file says it belongs to. A null subject: waits for a person. @return row id.
[[nodiscard]] Result<std::int64_t> insertIdentity(WriteTransaction& tx, std::optional<SubjectId> subject,
                                                  const SourceIdentity& identity);

} // namespace casebook::subjectTable
