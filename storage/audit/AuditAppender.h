// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Clock.h"
#include "storage/audit/AuditCanon.h"
#include "storage/audit/AuditEntry.h"
#include "storage/audit/AuditLog.h"
#include "storage/vault/SecretBytes.h"

namespace casebook {

class Connection;

/// Who is at work, as each row of the audit says.
struct AuditActor {
    QByteArray user;    ///< uuid
    QByteArray roles;
    QByteArray session; ///< uuid
    QString osUser;
    QString host;
    QString program;
    /// Operating system's user, host, and program with version of this process.
    static AuditActor ofThisProcess();
};

/// Appends rows to the chain; knows its head. Lives in the writer thread (or in the one that opens the study).
class AuditAppender {
public:
    AuditAppender(const Clock& clock, const SecretBytes& chainKey, const QByteArray& studyId,
                  AuditActor actor);

    /// Takes the head, and the last row's times, from the database.
    [[nodiscard]] Result<> load(Connection& connection);

    void beginTransaction(); ///< one time and one tx number for all rows until the next call
    [[nodiscard]] Result<std::int64_t> append(Connection& connection, const AuditEntry& entry);

    [[nodiscard]] const ChainHead& head() const { return state_.head; }
    [[nodiscard]] std::int64_t nowMs() const { return nowMs_; }
    void setActor(AuditActor actor) { actor_ = std::move(actor); }

    /// What a rollback must put back.
    struct State {
        ChainHead head;
        std::int64_t lastUtc = 0;
        std::int64_t lastMonotonic = 0;
        QByteArray lastBoot;
    };
    [[nodiscard]] const State& state() const { return state_; }
    void restore(State state) { state_ = std::move(state); }

private:
    [[nodiscard]] Result<std::int64_t> appendRow(Connection& connection, const AuditEntry& entry);
    [[nodiscard]] Result<> noteClock(Connection& connection);
    [[nodiscard]] Result<QByteArray> putValue(Connection& connection, std::int64_t seq, int side,
                                              const std::optional<QString>& value);

    const Clock& clock_;
    SecretBytes chainKey_;
    QByteArray studyId_;
    AuditActor actor_;
    State state_;
    std::int64_t tx_ = 0;
    std::int64_t nowMs_ = 0;
    std::int64_t nowMonotonic_ = 0;
    int zone_ = 0;
    QByteArray boot_;
};

} // namespace casebook
