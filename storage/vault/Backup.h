// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Job.h"
#include "storage/vault/BackupManifest.h"
#include "storage/vault/FileSystem.h"
#include "storage/vault/Header.h"
#include "storage/vault/VerifyReport.h"

#include <QSet>
#include <QStringList>

#include <functional>

namespace casebook {

/// One kept state of a study in a backup folder.
struct BackupSnapshot {
    QString name;            ///< "20260101T000000Z-1234-7": UTC time, last row of the audit, number
    std::int64_t madeMs = 0; ///< from the name, so that it is known before any key
    std::int64_t number = 0; ///< rises by 1 with each, whatever the clock says; 0: an older version made it
};

/// What a backup did.
struct BackupReport {
    QString folder;
    QString snapshot;
    int packs = 0;                  ///< in the snapshot
    int copied = 0;                 ///< of these new in the folder
    std::int64_t bytesCopied = 0;   ///< database included
    ChainHead head;
    QStringList removedSnapshots;   ///< older ones beyond the number kept
    /// Of the study itself: packs that could not be backed up, and rows that are in the backup as they are.
    QList<Damage> damage;
    QList<AwayPacks>
        away; ///< not backed up: their disk is not connected, and the backup did not hold them yet
    bool verified = false; ///< read back from the disk and checked
    double seconds = 0;
};

/// What a restore did.
struct RestoreReport {
    QString snapshot;
    int packs = 0;
    std::int64_t bytes = 0;
    QList<Damage> damage; ///< what is missing from the restored study
    QList<PackId> packsBack; ///< what came back into the folder of the study
    QList<AwayPacks> away; ///< not in the backup, but at a place of the study: they stay there
    bool backupsOff =
        false; ///< backups started by themselves; in what was restored a person turns that on again
};

/// The folder of a backup: packs in "o" shared by all snapshots, one folder a snapshot in "s" with a copy of
/// the header, of the database and the sealed manifest. Layout in docs/formats/backup.md. Nothing in it can be
/// read without a passphrase that opened the study when the snapshot was made. One program at a time writes.
/// Who reads keeps it from writing.
/// Errors: those of FileSystem; Refused "not-a-backup", "backup-other-study", "backup-inside-study",
/// "no-such-snapshot"; System "disk-full" (args = {MiB needed, MiB free}); InUse "backup-in-use";
/// Damaged "backup-damaged" (args = {what}); Cancelled "cancelled". Takes long; not for the window's thread.
namespace backupFolder {

inline constexpr int snapshotsKept = 8; ///< where nobody said another number

/// Nobody writes to the backup as long as the descriptor is open; see StudyLock::share.
[[nodiscard]] Result<Fd> share(const QString& folder, FileSystem& files);
/// Newest first. Needs no key.
[[nodiscard]] Result<QList<BackupSnapshot>> snapshots(const QString& folder);
[[nodiscard]] QString snapshotPath(const QString& folder, const QString& snapshot);

/// What a backup is made from. The database must stay readable meanwhile; packs that its rows name must not
/// be removed.
struct Source {
    QString folder;
    const KeyRing& keys;
    FileSystem& files;
    /// Header of now with this anchor, encoded and sealed.
    std::function<QByteArray(const ChainHead&)> header;
    QByteArray studyId;
    QByteArray databaseSalt;
};

/// Makes a snapshot, checks it by reading it back, and only then counts it among the others; then removes what is
/// beyond the newest `keep` snapshots.
[[nodiscard]] Result<BackupReport> add(const Source& source, const QString& folder, int keep,
                                       std::int64_t nowMs, const Job& job);

/// Copies a snapshot into a study folder that is empty but for its own folders. `keys` open the snapshot.
/// The header comes last: without it the folder is no study.
[[nodiscard]] Result<RestoreReport> extract(const QString& folder, const QString& snapshot,
                                            const BackupManifest& manifest, const QString& study,
                                            FileSystem& files, const Job& job);

/// The snapshot named: header, manifest, database page by page, packs by hash.
[[nodiscard]] Result<VerifyReport> verify(const QString& folder, const QString& snapshot,
                                          const Header& header, const KeyRing& keys, FileSystem& files,
                                          const QSet<QByteArray>* packsToHash, const Job& job);

/// Packs whose bytes are not those of the manifest go out of the way, so that the next backup copies them anew: to
/// the folder "damaged", where they stay until then. What can't be moved stays where it is.
/// @return paths within the folder
[[nodiscard]] QStringList setAside(const QString& folder, const VerifyReport& report,
                                   const BackupManifest& manifest, const KeyRing& keys, FileSystem& files,
                                   const Job& job);

} // namespace backupFolder

} // namespace casebook
