// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/ScratchDatabase.h"

#include <QMap>

#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace casebook::bench {

/// The machine's SQLite without a cipher, with the journal and the sync of a study: what saving rows costs at least.
class PlainSqlite {
public:
    [[nodiscard]] static Result<std::unique_ptr<PlainSqlite>> create(const QString& file);
    ~PlainSqlite();
    /// Rows by table, durable. The first column is the key: a row that is there is replaced.
    [[nodiscard]] Result<> save(const QMap<QByteArray, CopiedRows>& rows);

private:
    PlainSqlite() = default;
    [[nodiscard]] Result<> run(const QByteArray& sql);
    [[nodiscard]] Result<sqlite3_stmt*> insertInto(const QByteArray& table, qsizetype columns);
    [[nodiscard]] Result<> insert(const QByteArray& table, const CopiedRows& rows);
    sqlite3* db_ = nullptr;
    QMap<QByteArray, sqlite3_stmt*> inserts_;
};

} // namespace casebook::bench
