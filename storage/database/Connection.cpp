// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Connection.h"

#include "storage/database/MemoryFailure.h"

#include <sqlite3.h>

namespace casebook {

namespace {

sqlite3* raw(void* db) { return static_cast<sqlite3*>(db); }

/// SQLite's words for a broken constraint are "UNIQUE constraint failed: table.column", without values.
QStringList constraintArgs(sqlite3* db) {
    return {QString::fromUtf8(sqlite3_errmsg(db)).section(QStringLiteral(": "), 1)};
}

} // namespace

Connection::Connection(void* db) : db_(db) {
    // sqlite3_interrupt alone is lost when it comes between two statements.
    constexpr int stepsBetween = 4000;
    sqlite3_progress_handler(raw(db), stepsBetween, onProgress, this);
}

int Connection::onProgress(void* self) { return static_cast<Connection*>(self)->interrupted_ ? 1 : 0; }

Connection::~Connection() {
    for (void* statement : std::as_const(idle_))
        sqlite3_finalize(static_cast<sqlite3_stmt*>(statement));
    sqlite3_close_v2(raw(db_));
}

Result<Statement> Connection::prepare(const QByteArray& sql) {
    if (void* idle = idle_.take(sql))
        return Statement(this, idle, sql);
    sqlite3_stmt* fresh = nullptr;
    const int code = sqlite3_prepare_v3(raw(db_), sql.constData(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &fresh, nullptr);
    if (code != SQLITE_OK)
        return tl::unexpected(error(code));
    return Statement(this, fresh, sql);
}

void Connection::giveBack(const QByteArray& sql, void* statement) {
    auto* handle = static_cast<sqlite3_stmt*>(statement);
    constexpr int most = 200;
    if (idle_.contains(sql) || idle_.size() >= most) {
        sqlite3_finalize(handle);
        return;
    }
    sqlite3_reset(handle);
    sqlite3_clear_bindings(handle);
    idle_.insert(sql, handle);
}

Result<> Connection::execute(const QByteArray& sql) {
    const int code = sqlite3_exec(raw(db_), sql.constData(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return tl::unexpected(error(code));
    return {};
}

std::int64_t Connection::lastInsertId() const { return sqlite3_last_insert_rowid(raw(db_)); }

std::int64_t Connection::changedRows() const { return sqlite3_changes64(raw(db_)); }

void Connection::interrupt() {
    interrupted_ = true;
    sqlite3_interrupt(raw(db_));
}

Error Connection::error(int code) const {
    sqlite3* db = raw(db_);
    switch (code & 0xFF) {
    case SQLITE_NOMEM: return {ErrorKind::System, "out-of-memory", {}, {}};
    case SQLITE_FULL: return {ErrorKind::System, "disk-full", QStringLiteral("d/c"), {}};
    case SQLITE_CONSTRAINT: return {ErrorKind::Refused, "constraint", {}, constraintArgs(db)};
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return {ErrorKind::InUse, "database-busy", QStringLiteral("d/c"), {}};
    case SQLITE_INTERRUPT: return {ErrorKind::Cancelled, "cancelled", {}, {}};
    default: break;
    }
    // The code stays with it: the writer stops as after the failure that SQLite told.
    if (memoryFailure::isBehind(db, code))
        return {ErrorKind::System, "out-of-memory", {}, {QString::number(code)}};
    switch (code & 0xFF) {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT: return {ErrorKind::Damaged, "database-damaged", QStringLiteral("d/c"), {}};
    default:
        return {ErrorKind::System,
                "database-error",
                QStringLiteral("d/c"),
                {QString::number(code), db ? QString::fromUtf8(sqlite3_errmsg(db)) : QString()}};
    }
}

} // namespace casebook
