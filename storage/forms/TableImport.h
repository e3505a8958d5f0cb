// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/WriteTransaction.h"
#include "storage/forms/SubjectImport.h"
#include "storage/vault/Session.h"

namespace casebook::tableImport {

/// What the imports of tables share: the row of `import`, its audit, the memory of files.

[[nodiscard]] QString hashOf(const QByteArray& bytes); ///< SHA-256, hex
/// Were these bytes imported already?
[[nodiscard]] Result<bool> seenBefore(Connection& connection, const QString& hash);
/// Inserts the finished import. `kind`: "csv-subjects", "csv-values".
[[nodiscard]] Result<Uuid> record(WriteTransaction& tx, const Session& session, const QByteArray& kind,
                                  const QString& hash, const TableImportReport& report,
                                  const QString& reason = {});

} // namespace casebook::tableImport
