// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/PlainSqlite.h"

#include <sqlite3.h>

namespace casebook::bench {

namespace {

void bind(sqlite3_stmt* s, int at, std::nullptr_t) { sqlite3_bind_null(s, at); }
void bind(sqlite3_stmt* s, int at, std::int64_t v) { sqlite3_bind_int64(s, at, v); }
void bind(sqlite3_stmt* s, int at, double v) { sqlite3_bind_double(s, at, v); }
void bind(sqlite3_stmt* s, int at, const QString& v) {
    const QByteArray text = v.toUtf8();
    sqlite3_bind_text(s, at, text.constData(), int(text.size()), SQLITE_TRANSIENT);
}
void bind(sqlite3_stmt* s, int at, const QByteArray& v) {
    sqlite3_bind_blob(s, at, v.constData(), int(v.size()), SQLITE_TRANSIENT);
}

} // namespace

Result<std::unique_ptr<PlainSqlite>> PlainSqlite::create(const QString& file) {
    std::unique_ptr<PlainSqlite> out(new PlainSqlite);
    if (sqlite3_open(file.toUtf8().constData(), &out->db_) != SQLITE_OK)
        return fail(ErrorKind::System, "bench-failed", file);
    if (auto ready = out->run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"); !ready)
        return tl::unexpected(ready.error());
    return out;
}

PlainSqlite::~PlainSqlite() {
    for (sqlite3_stmt* statement : std::as_const(inserts_))
        sqlite3_finalize(statement);
    sqlite3_close(db_);
}

Result<> PlainSqlite::run(const QByteArray& sql) {
    return sqlite3_exec(db_, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK
               ? Result<>()
               : Result<>(fail(ErrorKind::System, "bench-failed", QString::fromUtf8(sqlite3_errmsg(db_))));
}

Result<sqlite3_stmt*> PlainSqlite::insertInto(const QByteArray& table, qsizetype columns) {
    sqlite3_stmt*& statement = inserts_[table];
    if (statement != nullptr)
        return statement;
    QByteArray names = "c1 PRIMARY KEY", marks = "?";
    for (qsizetype c = 2; c <= columns; ++c) {
        names += ",c" + QByteArray::number(c);
        marks += ",?";
    }
    auto made = run("CREATE TABLE " + table + '(' + names + ')');
    const QByteArray sql = "INSERT OR REPLACE INTO " + table + " VALUES(" + marks + ')';
    if (made && sqlite3_prepare_v2(db_, sql.constData(), -1, &statement, nullptr) != SQLITE_OK)
        made = fail(ErrorKind::System, "bench-failed", QString::fromUtf8(sqlite3_errmsg(db_)));
    return made ? Result<sqlite3_stmt*>(statement) : Result<sqlite3_stmt*>(tl::unexpected(made.error()));
}

Result<> PlainSqlite::insert(const QByteArray& table, const CopiedRows& rows) {
    for (const auto& row : rows) {
        const auto statement = insertInto(table, row.size());
        if (!statement)
            return tl::unexpected(statement.error());
        for (qsizetype c = 0; c < row.size(); ++c)
            std::visit([&](const auto& value) { bind(*statement, int(c) + 1, value); }, row[c]);
        const int code = sqlite3_step(*statement);
        sqlite3_reset(*statement);
        if (code != SQLITE_DONE)
            return fail(ErrorKind::System, "bench-failed", QString::fromUtf8(sqlite3_errmsg(db_)));
    }
    return {};
}

Result<> PlainSqlite::save(const QMap<QByteArray, CopiedRows>& rows) {
    auto done = run("BEGIN IMMEDIATE");
    for (auto it = rows.cbegin(); done && it != rows.cend(); ++it)
        done = insert(it.key(), it.value());
    return done ? run("COMMIT") : done;
}

} // namespace casebook::bench
