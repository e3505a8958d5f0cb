// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/audit/AuditEntry.h"
#include "storage/database/Connection.h"

namespace casebook {

class AuditAppender;

/// What a write function gets: the writing connection inside a SAVEPOINT. Returning an error undoes
/// everything it did. Changing any table but audit, drafts, thumbnails and sessions without an audit
/// row ends in Refused "unaudited-change", undone. Writer thread only.
class WriteTransaction {
public:
    WriteTransaction(Connection& connection, AuditAppender& audit) : connection_(connection), audit_(audit) {}

    [[nodiscard]] Result<Statement> prepare(const QByteArray& sql) { return connection_.prepare(sql); }
    template <class... T> [[nodiscard]] Result<> run(const QByteArray& sql, const T&... values) {
        return connection_.run(sql, values...);
    }
    template <class... T> [[nodiscard]] Result<std::optional<std::int64_t>> one(const QByteArray& sql,
                                                                                const T&... values) {
        return connection_.one(sql, values...);
    }
    [[nodiscard]] Result<> execute(const QByteArray& sql) { return connection_.execute(sql); }
    [[nodiscard]] std::int64_t lastInsertId() const { return connection_.lastInsertId(); }
    [[nodiscard]] std::int64_t changedRows() const { return connection_.changedRows(); }
    [[nodiscard]] Connection& connection() { return connection_; }

    /// Appends to the chain. Listeners hear of the entry's object after the commit.
    /// @return the row's seq.
    [[nodiscard]] Result<std::int64_t> audit(const AuditEntry& entry);
    /// Tells listeners of an object that changed without an audit row of its own.
    void changed(const ObjectRef& object) { changed_.append(object); }

    [[nodiscard]] std::int64_t nowMs() const; ///< UTC, the same for the whole transaction
    [[nodiscard]] Uuid newUuid() const;       ///< UUIDv7 of now

private:
    friend class WriterThread;
    Connection& connection_;
    AuditAppender& audit_;
    QList<ObjectRef> changed_;
};

} // namespace casebook
