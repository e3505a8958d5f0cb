// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/Statement.h"

#include <QHash>

#include <atomic>
#include <memory>

namespace casebook {

/// One SQLCipher connection. Errors: System "database-error" (args = SQLite's code and message, which
/// hold no values), System "disk-full", Damaged "database-damaged", Refused "constraint" (args = the
/// constraint's table.column), InUse "database-busy", Cancelled "cancelled".
/// One thread at a time.
class Connection {
public:
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    virtual ~Connection();

    [[nodiscard]] Result<Statement> prepare(const QByteArray& sql);
    /// Prepares, binds in order and runs: `tx.run("UPDATE subject SET label=? WHERE id=?", label, id)`.
    template <class... T> [[nodiscard]] Result<> run(const QByteArray& sql, const T&... values) {
        auto statement = prepare(sql);
        if (!statement)
            return tl::unexpected(statement.error());
        statement->bindAll(values...);
        return statement->run();
    }
    /// First column of the first row as an integer; nullopt without a row or when it is NULL.
    template <class... T> [[nodiscard]] Result<std::optional<std::int64_t>> one(const QByteArray& sql,
                                                                                const T&... values) {
        auto statement = prepare(sql);
        if (!statement)
            return tl::unexpected(statement.error());
        statement->bindAll(values...);
        return statement->step().map(
            [&](bool row) { return row ? statement->integerOrNull(0) : std::nullopt; });
    }
    /// Several statements without values (schema).
    [[nodiscard]] Result<> execute(const QByteArray& sql);

    [[nodiscard]] std::int64_t lastInsertId() const;
    [[nodiscard]] std::int64_t changedRows() const; ///< by the last INSERT, UPDATE or DELETE
    /// Any thread: the statement that runs, and all later ones until resume(), end with "cancelled".
    void interrupt();
    void resume() { interrupted_ = false; }
    [[nodiscard]] void* handle() const { return db_; } ///< sqlite3*, for this layer only

protected:
    explicit Connection(void* db);
    [[nodiscard]] Error error(int code) const;
    void* db_ = nullptr;

private:
    friend class Statement;
    void giveBack(const QByteArray& sql, void* statement);
    static int onProgress(void* self);
    std::atomic<bool> interrupted_ = false;
    QHash<QByteArray, void*> idle_; ///< prepared and not in use now
};

/// A connection on which nothing can be changed; every read() sees one snapshot.
class ReadConnection : public Connection {
public:
    explicit ReadConnection(void* db) : Connection(db) {}
};

} // namespace casebook
