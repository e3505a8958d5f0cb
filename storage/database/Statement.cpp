// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Statement.h"

#include "storage/database/Connection.h"

#include <sqlite3.h>

#include <new>

namespace casebook {

namespace {

sqlite3_stmt* raw(void* handle) { return static_cast<sqlite3_stmt*>(handle); }

/// Pages that came from the disk since the last call.
int pagesRead(sqlite3* db) {
    int count = 0, highest = 0;
    sqlite3_db_status(db, SQLITE_DBSTATUS_CACHE_MISS, &count, &highest, 1);
    return count;
}

/// A value that there was no room for comes as NULL, and would be taken for an empty one.
void checkThere(sqlite3_stmt* statement, const char* value) {
    if (!value && sqlite3_errcode(sqlite3_db_handle(statement)) == SQLITE_NOMEM)
        throw std::bad_alloc();
}

} // namespace

Statement::Statement(Connection* owner, void* handle, QByteArray sql)
    : owner_(owner), handle_(handle), sql_(std::move(sql)) {}

Statement::Statement(Statement&& other) noexcept
    : owner_(other.owner_), handle_(other.handle_), sql_(std::move(other.sql_)),
      bindError_(other.bindError_) {
    other.handle_ = nullptr;
}

Statement::~Statement() {
    if (handle_)
        owner_->giveBack(sql_, handle_);
}

void Statement::keep(int code) {
    if (bindError_ == SQLITE_OK)
        bindError_ = code;
}

Statement& Statement::bindInteger(int at, std::int64_t value) {
    keep(sqlite3_bind_int64(raw(handle_), at, value));
    return *this;
}

Statement& Statement::bindReal(int at, double value) {
    keep(sqlite3_bind_double(raw(handle_), at, value));
    return *this;
}

Statement& Statement::bindText(int at, const QString& value) {
    const QByteArray utf8 = value.toUtf8();
    // The static empty literal keeps an empty text from being bound as NULL.
    keep(sqlite3_bind_text64(raw(handle_), at, utf8.isEmpty() ? "" : utf8.constData(),
                             static_cast<sqlite3_uint64>(utf8.size()), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bindBlob(int at, const QByteArray& value) {
    keep(sqlite3_bind_blob64(raw(handle_), at, value.isEmpty() ? "" : value.constData(),
                             static_cast<sqlite3_uint64>(value.size()), SQLITE_TRANSIENT));
    return *this;
}

Statement& Statement::bindNull(int at) {
    keep(sqlite3_bind_null(raw(handle_), at));
    return *this;
}

Result<bool> Statement::step() {
    if (bindError_ != SQLITE_OK)
        return tl::unexpected(owner_->error(bindError_));
    const int code = sqlite3_step(raw(handle_));
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return tl::unexpected(owner_->error(code));
    // SQLCipher gives zeros for a page with a wrong sum and fails from the next page on. Of a table's page SQLite
    // notices the zeros; as the end of a long value they would be taken for the value. So one more page is asked for.
    sqlite3* db = sqlite3_db_handle(raw(handle_));
    if (pagesRead(db) == 0)
        return code == SQLITE_ROW;
    auto probe = owner_->prepare("SELECT 1 FROM sqlite_schema LIMIT 1");
    if (!probe)
        return tl::unexpected(probe.error());
    const int probed = sqlite3_step(raw(probe->handle_));
    if (probed == SQLITE_ROW || probed == SQLITE_DONE)
        return code == SQLITE_ROW;
    return tl::unexpected(owner_->error((probed & 0xFF) == SQLITE_ERROR ? SQLITE_CORRUPT : probed));
}

Result<> Statement::run() {
    const auto stepped = step();
    reset();
    if (!stepped)
        return tl::unexpected(stepped.error());
    return {};
}

void Statement::reset() {
    sqlite3_reset(raw(handle_));
    sqlite3_clear_bindings(raw(handle_));
    bindError_ = SQLITE_OK;
}

bool Statement::isNull(int column) const { return sqlite3_column_type(raw(handle_), column) == SQLITE_NULL; }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(raw(handle_), column); }

double Statement::real(int column) const { return sqlite3_column_double(raw(handle_), column); }

QString Statement::text(int column) const {
    const auto* utf8 = reinterpret_cast<const char*>(sqlite3_column_text(raw(handle_), column));
    checkThere(raw(handle_), utf8);
    return utf8 ? QString::fromUtf8(utf8, sqlite3_column_bytes(raw(handle_), column)) : QString();
}

QByteArray Statement::blob(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(raw(handle_), column));
    checkThere(raw(handle_), bytes);
    return bytes ? QByteArray(bytes, sqlite3_column_bytes(raw(handle_), column)) : QByteArray();
}

std::optional<QString> Statement::textOrNull(int column) const {
    return isNull(column) ? std::nullopt : std::optional(text(column));
}

std::optional<std::int64_t> Statement::integerOrNull(int column) const {
    return isNull(column) ? std::nullopt : std::optional(integer(column));
}

} // namespace casebook
