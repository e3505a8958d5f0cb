// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/audit/AuditAppender.h"
#include "storage/database/SqlCipher.h"

#include <span>

namespace casebook {

/// One step of the schema. A released step never changes; a new one is added at the end of the list.
struct Migration {
    int number = 0;   ///< `PRAGMA user_version` after it
    const char* name = nullptr;
    Result<> (*run)(Connection& connection) = nullptr;
};

namespace migrations {

[[nodiscard]] std::span<const Migration> all();
[[nodiscard]] int newest();

[[nodiscard]] Result<int> versionOf(Connection& connection);

/// Runs what is missing, each step in one transaction with its audit row. Before the first step on a
/// database that has data, an encrypted copy is made at `copyPath`, and removed after the last; one that
/// an upgrade left which ended half-way is kept, as it is from before that.
/// Error Refused "newer-format" when the database is newer than this program.
[[nodiscard]] Result<> upgrade(WriteConnection& connection, AuditAppender& audit, const QString& copyPath,
                               std::span<const Migration> steps = all());

} // namespace migrations

} // namespace casebook
