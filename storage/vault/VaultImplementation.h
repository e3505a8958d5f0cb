// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/audit/ChainVerifier.h"
#include "storage/database/DatabaseImplementation.h"
#include "storage/objects/FileObjectStore.h"
#include "storage/vault/ColdStore.h"
#include "storage/vault/OutsideAnchor.h"
#include "storage/vault/StudyLock.h"
#include "storage/vault/VaultKeys.h"

#include <functional>
#include <mutex>

namespace casebook {

/// The error of a note (a study was opened, its keys are going to change) that comes before what it tells of. Whether the
/// note is on the disk or not, that wasn't done: it is no "commit-unknown", which warns of typing something twice.
inline Error ofNote(Error error) {
    if (error.code == "commit-unknown")
        error.code = "database-error";
    return error;
}

/// Inside of Vault. Members stand in the order in which they may go: keys last.
class Vault::Implementation {
public:
    Implementation(QString folder, VaultDeps deps, OpenedKeys opened);
    ~Implementation();

    /// Migrates, starts the writer and the session. The lock is held.
    [[nodiscard]] Result<> startWriting(std::unique_ptr<WriteConnection> connection);
    [[nodiscard]] Result<> startReading();
    [[nodiscard]] Result<> openForWriting();
    [[nodiscard]] Result<> finish();

    /// Changes the header and makes it durable: serial + 1, both copies, then the serial into the database and
    /// the outside anchor. Any thread.
    [[nodiscard]] Result<> rewriteHeader(const std::function<void(Header&, HeaderSecrets&)>& change);
    /// The same with a row of the audit about `whose`; another one says "failed" where the header wasn't written.
    [[nodiscard]] Result<> rewriteNoted(const char* action, const Uuid& whose, const QString& reason,
                                        const std::function<void(Header&, HeaderSecrets&)>& change);
    [[nodiscard]] Header headerNow() const; ///< a copy: the writer's thread puts anchors into the header
    [[nodiscard]] QList<HeaderSecrets::User> usersNow() const;
    [[nodiscard]] Uuid userOfSlot(const QByteArray& slotId) const; ///< empty: nobody's
    struct UserSlot {
        QString login;
        Uuid user;
        KeySlot slot;
    };
    /// Refused "no-such-user"; `own` for the session's user.
    [[nodiscard]] Result<UserSlot> slotOfOther(const Header& now, const QString& login,
                                               const char* own) const;
    [[nodiscard]] DatabaseFile databaseFile() const;
    [[nodiscard]] ChainHead currentHead() const;
    [[nodiscard]] QList<ChainAnchor> anchors() const;

    QString folder;
    VaultDeps deps;
    KeyRing keys;
    QByteArray instance; ///< see studyInstance; known from the opening on
    Uuid user;
    Session session;
    StudyInfo info;
    SweepReport sweep;
    FailedTries failedBefore;
    std::int64_t openedAtMs = 0; ///< by the clock that files carry
    UnlockWay way = UnlockWay::Passphrase;
    bool locked = false;

    std::mutex maintenance; ///< one backup or compact at a time: a pack may not go while it is copied
    mutable std::mutex headerMutex; ///< guards the three below
    Header header;
    HeaderSecrets secrets;
    ChainHead head; ///< of the last commit

    std::unique_ptr<StudyLock> lock;
    std::unique_ptr<FileObjectStore> objects;
    std::unique_ptr<Database> database;
    std::unique_ptr<ColdStore> cold;
    Database::Implementation* inside = nullptr; ///< of `database`

private:
    void makeStores(sqlcipher::Mode mode, bool readOnly);
    [[nodiscard]] Result<> knowInstance(Connection& connection);
    [[nodiscard]] Result<> checkAnchors(Connection& connection, bool refuse);
    [[nodiscard]] Result<> loadSession(Connection& connection);
    [[nodiscard]] Result<> loadInfo(Connection& connection);
    [[nodiscard]] Result<> beginSession();
    [[nodiscard]] Result<> sweepLeftovers();
    [[nodiscard]] Result<> settleUsers();
    void onAudit(const ChainHead& newHead);
    std::int64_t anchoredAtMs_ = 0;
    std::int64_t anchoredSeq_ = 0;
};

} // namespace casebook
