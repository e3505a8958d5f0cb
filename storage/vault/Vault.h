// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Clock.h"
#include "core/values/Job.h"
#include "core/values/Result.h"
#include "storage/audit/AuditLog.h"
#include "storage/database/Database.h"
#include "storage/objects/ObjectStore.h"
#include "storage/vault/Backup.h"
#include "storage/vault/FileSystem.h"
#include "storage/vault/FolderKind.h"
#include "storage/vault/KeySlots.h"
#include "storage/vault/SecretBytes.h"
#include "storage/vault/Session.h"
#include "storage/vault/VerifyReport.h"

#include <memory>

namespace casebook {

/// Cost of turning a passphrase into a key: Argon2id passes and memory.
struct KdfCost {
    std::uint32_t ops = 3;
    std::uint32_t memKiB = 256 * 1024;
    /// 3 passes, 256 MiB; memory halved (not below 64 MiB) while one run takes over 2 s here, passes
    /// raised while under 0.5 s. Takes some seconds the first time; measured once a process.
    static KdfCost product();
    static KdfCost cheapForTests() { return {1, 8 * 1024}; }
};

struct NewStudy {
    QString name;
    QString site;        ///< empty: "1"
    QString login;       ///< user name of the creator, who gets all roles
    QString printedName; ///< empty: the login
    bool synthetic = false;
};

struct StudyInfo {
    Uuid study;
    QString name;
    QString site;
    std::int64_t createdMs = 0;
    bool synthetic = false;
    int formatVersion = 1;
    int schemaVersion = 0;
    int users = 0;
    QStringList
        warnings; ///< codes: "older-copy", "older-header", "header-copy-damaged", "network-folder", "fuse-folder",
    ///< "sync-folder"; messageText has their words, with the folder as object
};

/// See Vault::makeRecoveryWords. Who is done with the words wipes them.
struct FreshRecoveryWords {
    QString words;
    KeySlot slot;
};

enum class Access { ReadWrite, ReadOnly };
enum class UnlockWay { Passphrase, Recovery, Keyring };

/// What a vault is given from outside; both outlive it.
struct VaultDeps {
    const Clock& clock;
    FileSystem& files;
    bool allowNetworkFolder = false; ///< writes on NFS, SMB, 9p, where SQLite's log is not safe between hosts
    FolderKind (*kindOf)(const QString& path) = folderKind; ///< a test has no share at hand
    /// The machine's own clock and disk; network folders are allowed by CASEBOOK_ALLOW_NETWORK_FOLDER=1.
    static VaultDeps system();
};

/// Unlocks that failed since the study was last opened for writing, whoever tried.
struct FailedTries {
    int count = 0;
    std::int64_t lastMs = 0; ///< UTC, of the last one; 0: not known
};

/// What compact() gave back.
struct CompactReport {
    int packs = 0; ///< files removed
    int waiting = 0; ///< removed packs whose files lie at a place that is not connected
    std::optional<Error> unfinished; ///< files went, and why the database keeps its free pages
    std::int64_t bytesBefore = 0; ///< of packs and database
    std::int64_t bytesAfter = 0;
};

class ColdStore;
struct CreatedStudy;
struct RestoredStudy;
struct RotatedKeys;
struct OpenedKeys;

/// Passphrase of the sample study, known to all, and so refused for anything but synthetic studies.
inline constexpr const char* publicSamplePassphrase = "casebook-sample-study";
inline constexpr int minPassphraseLength = 12; ///< characters

/// An unlocked study: its keys, database, objects and audit, and the one session of this program.
/// At most one program has it open for writing. Calls from any thread, except that create, unlock,
/// changePassphrase and verify take long and are not for the window's thread.
/// The unlocking calls' errors:
///   NoRight "wrong-passphrase" (also for an unknown user), "user-disabled", "wrong-recovery-words";
///   Refused "user-needed", "no-such-study", "not-a-study", "newer-format", "weak-passphrase",
///   "guessable-passphrase", "public-passphrase", "study-exists", "network-folder";
///   InUse "study-in-use" (args = {host, program, person} of the holder);
///   Damaged "header-damaged", "database-damaged", "older-header", "older-copy" (both only for ReadWrite);
///   Refused "log-needs-writing" (only for ReadOnly): see sqlcipher::modeForReading;
///   Refused "study-moved" (object = new folder), "study-unfinished" (both only for ReadWrite): see StudyMove.h.
class Vault {
public:
    /// Makes the study folder, which must be absent or empty. On an error nothing is left behind.
    [[nodiscard]] static Result<CreatedStudy> create(const QString& folder, const NewStudy& study,
                                                     const SecretBytes& passphrase, KdfCost cost,
                                                     VaultDeps deps = VaultDeps::system());
    /// @param login empty: the only user.
    [[nodiscard]] static Result<std::unique_ptr<Vault>> unlock(const QString& folder, const QString& login,
                                                               const SecretBytes& passphrase, Access access,
                                                               VaultDeps deps = VaultDeps::system());
    /// The session is that of the user who made the words; he is asked for a new passphrase.
    [[nodiscard]] static Result<std::unique_ptr<Vault>>
    unlockByRecovery(const QString& folder, const QString& words, Access access,
                     VaultDeps deps = VaultDeps::system());
    /// With a secret that addKeyringSlot gave out; NoRight "wrong-keyring" where it opens nothing any more.
    [[nodiscard]] static Result<std::unique_ptr<Vault>> unlockByKeyring(const QString& folder,
                                                                        const SecretBytes& secret,
                                                                        Access access,
                                                                        VaultDeps deps = VaultDeps::system());
    /// Checks a folder that may be too damaged to unlock in the usual way; what it can't get past is in the
    /// report (both headers damaged: two entries, the passphrase is not even tried). Writes nothing.
    /// Errors are those of unlock except Damaged. Right Verify is not asked: a lost database knows no roles.
    [[nodiscard]] static Result<VerifyReport> verifyFolder(const QString& folder, const QString& login,
                                                           const SecretBytes& passphrase, bool objects,
                                                           const Job& job,
                                                           VaultDeps deps = VaultDeps::system());
    ~Vault(); ///< as lock()

    [[nodiscard]] StudyInfo info() const;
    [[nodiscard]] const Session& session() const;
    [[nodiscard]] QString folder() const;
    [[nodiscard]] Database& database();
    [[nodiscard]] ObjectStore& objects();
    [[nodiscard]] ColdStore& cold(); ///< packs on other disks; asks for no rights, ColdService does
    [[nodiscard]] const Clock& clock() const;
    /// Where programs may put encrypted temporaries: "t" of the folder; emptied at the next writer's open.
    [[nodiscard]] QString temporaryFolder() const;
    [[nodiscard]] const SweepReport& sweep() const; ///< what the opening cleared away
    /// What the person who has just unlocked is to be told: somebody tried to. None for a new study.
    [[nodiscard]] FailedTries failedBefore() const;
    /// Key for encrypted caches outside the database (subkey 9); 32 bytes.
    [[nodiscard]] SecretBytes cacheKey() const;

    /// Rewraps the session user's slot. Errors NoRight "wrong-passphrase", Refused "weak-passphrase",
    /// "guessable-passphrase"; "same-passphrase" where another person set the old one, who then still knows it.
    [[nodiscard]] Result<> changePassphrase(const SecretBytes& old, const SecretBytes& fresh, KdfCost cost);
    /// After unlockByRecovery only: sets the session user's passphrase without the old one.
    [[nodiscard]] Result<> resetPassphrase(const SecretBytes& fresh, KdfCost cost);
    /// Is this the session user's passphrase? Takes an Argon2 run. NoRight "wrong-passphrase".
    [[nodiscard]] Result<> checkPassphrase(const SecretBytes& passphrase) const;
    /// Work goes on behind a locked screen (an import, a backup): the audit says who sat there meanwhile. Nothing where
    /// the study is open for reading only.
    [[nodiscard]] Result<> noteScreen(bool locked);
    /// Right ManageUsers. The first passphrase must be changed at the first unlock.
    [[nodiscard]] Result<UserId> addUser(const QString& login, const QString& printedName,
                                         const QList<Role>& roles, const SecretBytes& firstPassphrase,
                                         KdfCost cost);
    /// For who forgot his own: as at addUser, it must be changed at the next unlock. His keyrings open nothing any
    /// more. Right ManageUsers. Refused "own-passphrase", "no-such-user", "reason-needed", and as changePassphrase.
    [[nodiscard]] Result<> giveFirstPassphrase(const QString& login, const SecretBytes& first, KdfCost cost,
                                               const QString& reason);
    /// Right ManageUsers. Overwrites the slot; the user's rows stay. Refused "own-account", "no-such-user",
    /// "last-administrator", "recovery-words-of-user", "reason-needed".
    [[nodiscard]] Result<> disableUser(const QString& login, const QString& reason);

    /// Audit chain against the anchors in header and outside. Right ReadAudit.
    [[nodiscard]] Result<ChainReport> verifyChain(const Job& job);
    /// Everything; `objects`: decrypt every pack too. Right Verify.
    [[nodiscard]] Result<VerifyReport> verify(bool objects, const Job& job);

    /// Adds a snapshot to the backup in `folder` (made when absent) while others go on working, reads it back,
    /// and keeps the newest `keep`. Only packs that are not there yet are copied. Packs of the study that are
    /// damaged are left out and named. Right ManageStudy. Errors: see backupFolder.
    [[nodiscard]] Result<BackupReport> backup(const QString& folder, int keep, const Job& job);
    /// Makes the study folder `to` (absent or empty) from a backup: the newest snapshot, or the one named.
    /// It is another study from then on than the one the backup was made of, which stays usable beside it; no backup
    /// starts by itself in it. Passphrases are those of the snapshot. What is damaged in the backup is named; without a sound database
    /// or header nothing is left behind. Errors: those of unlock and of backupFolder, Refused "study-exists".
    [[nodiscard]] static Result<RestoredStudy> restore(const QString& from, const QString& snapshot,
                                                       const QString& to, const QString& login,
                                                       const SecretBytes& passphrase, const Job& job,
                                                       VaultDeps deps = VaultDeps::system());
    /// Checks a snapshot of a backup (empty: the newest) as verify does a study, every pack read. Packs with wrong
    /// bytes are set aside in the backup, so that the next one copies them anew.
    [[nodiscard]] static Result<VerifyReport> verifyBackup(const QString& from, const QString& snapshot,
                                                           const QString& login,
                                                           const SecretBytes& passphrase, const Job& job,
                                                           VaultDeps deps = VaultDeps::system());

    /// Gives space back: files of removed packs, packs that a crash left without a row, free pages of the
    /// database. No value changes. Right ManageStudy. Errors: System "disk-full", with what is needed and free in MiB;
    /// InUse "backup-running", at once, while this session backs up or moves images.
    [[nodiscard]] Result<CompactReport> compact(const Job& job);

    /// Recovery words that open nothing yet, so that they can be handed over before the old ones end. Asks for the
    /// session user's passphrase, as the words are worth as much. Nothing is written. Right ManageUsers.
    [[nodiscard]] Result<FreshRecoveryWords> makeRecoveryWords(const SecretBytes& passphrase) const;
    /// Puts them in force; the old ones open nothing any more. After an error the old ones are in force, but for
    /// System "recovery-words-uncertain": the disk left it open which of the two. NoRight "wrong-recovery-words":
    /// those of another study. Right ManageUsers.
    [[nodiscard]] Result<> useRecoveryWords(const FreshRecoveryWords& fresh);
    /// Do these words open the study, for somebody who administers it? Errors "mistyped-recovery-words", NoRight
    /// "wrong-recovery-words", Refused "recovery-words-useless".
    [[nodiscard]] Result<> checkRecoveryWords(const QString& words) const;

    /// One more way in for the session's user beside his passphrase, which is asked: a random secret, for the keyring
    /// of a computer. Ends with removeKeyringSlots, when he is disabled, and when the keys change.
    /// Errors NoRight "wrong-passphrase", Refused "read-only".
    [[nodiscard]] Result<SecretBytes> addKeyringSlot(const SecretBytes& passphrase);
    /// Takes away the way in of this secret alone, for one that no keyring took. Refused "read-only".
    [[nodiscard]] Result<> removeKeyringSlot(const SecretBytes& secret);
    /// Takes away all that addKeyringSlot gave the session's user, on every computer. Refused "read-only".
    [[nodiscard]] Result<> removeKeyringSlots();

    /// A new master key for a closed study, so that old copies of the header with old passphrases open nothing
    /// of what is written from now on. The database is written anew; packs keep their keys, which the new key
    /// protects. The user keeps his passphrase; every other user gets a code for his next unlock; the recovery
    /// words are new. A kill at any point leaves a study that opens, with the old key or with the new one.
    /// Right ManageUsers. Errors: those of unlock, Refused "reason-needed".
    [[nodiscard]] static Result<RotatedKeys> rotateKeys(const QString& folder, const QString& login,
                                                        const SecretBytes& passphrase, KdfCost cost,
                                                        const QString& reason, const Job& job,
                                                        VaultDeps deps = VaultDeps::system());

    /// Finishes the writer's queue, seals the anchor into the header, wipes the keys, frees the study.
    /// Afterwards database and objects answer "locked". Errors of the last write are told; keys go anyway.
    Result<> lock();

private:
    class Implementation;
    explicit Vault(std::unique_ptr<Implementation> implementation);
    [[nodiscard]] static Result<std::unique_ptr<Vault>> open(const QString& folder, OpenedKeys opened,
                                                             Access access, UnlockWay way, VaultDeps deps);
    [[nodiscard]] Result<> fill(const NewStudy& study, const Session& session);
    [[nodiscard]] Result<> setPassphrase(const SecretBytes& fresh, KdfCost cost, const char* action);
    [[nodiscard]] Result<> removeKeyringSlots(const QByteArray& only);
    std::unique_ptr<Implementation> d_;
};

/// Does this refusal to open for writing leave readers a way? An older copy put back, a damaged log, a network drive, a
/// folder that can't be written to, a full disk, another program that holds the study.
[[nodiscard]] bool isReadableStill(const Error& refusal);

/// One-time passphrase of a user whose own one is not known when the keys change.
struct UserCode {
    QString login;
    QString code;
};

struct RotatedKeys {
    std::uint32_t epoch = 0;
    QString recoveryWords; ///< shown once, never stored
    QList<UserCode> codes; ///< must be changed at the next unlock
    std::optional<Error> unfinished; ///< what failed after the new keys were in force, such as the audit row
};

struct CreatedStudy {
    std::unique_ptr<Vault> vault; ///< unlocked for writing
    QString recoveryWords; ///< nine groups of four; shown once, never stored
};

struct RestoredStudy {
    std::unique_ptr<Vault> vault; ///< unlocked for writing
    RestoreReport report;
};

} // namespace casebook
