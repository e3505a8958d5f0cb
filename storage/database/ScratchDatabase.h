// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Clock.h"
#include "storage/database/Database.h"
#include "storage/vault/SecretBytes.h"

#include <QTemporaryDir>

#include <memory>
#include <optional>
#include <variant>

namespace casebook {

/// An empty database with the schema of a study, in a folder of its own under a random key that nobody else
/// ever has; both go with it. For trying out what a change would do. Foreign keys are not enforced: rows are
/// copied into it without all that they point to. Any thread but the window's.
class ScratchDatabase {
public:
    /// Errors: System "cannot-write" (no temporary folder), those of Connection.
    [[nodiscard]] static Result<std::unique_ptr<ScratchDatabase>> create(const Clock& clock);
    ~ScratchDatabase();

    [[nodiscard]] Database& database() { return *database_; }

private:
    ScratchDatabase() = default;
    QTemporaryDir folder_;
    SecretBytes key_;
    QByteArray salt_;
    std::unique_ptr<Database> database_;
};

/// Rows of a table, to be copied from one database into another with the same schema.
using CopiedValue = std::variant<std::nullptr_t, std::int64_t, double, QString, QByteArray>;
using CopiedRows = QList<QList<CopiedValue>>;
/// @param where SQL after the table's name; ?1 is `value`.
[[nodiscard]] Result<CopiedRows> rowsToCopy(Connection& from, const QByteArray& table,
                                            const QByteArray& where = {},
                                            std::optional<std::int64_t> value = {});
/// Rows whose key is there already are left as they are.
[[nodiscard]] Result<> copyRows(WriteTransaction& to, const QByteArray& table, const CopiedRows& rows);

} // namespace casebook
