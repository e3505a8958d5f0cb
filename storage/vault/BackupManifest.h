// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/audit/AuditLog.h"
#include "storage/objects/ObjectStore.h"
#include "storage/vault/KeyRing.h"

#include <QList>
#include <QString>

#include <cstdint>

namespace casebook {

/// What one snapshot of a backup consists of. Sealed with the study's key for bundles, so that nobody can
/// put a file, or an older file, in its place. Layout in docs/formats/backup.md.
struct BackupManifest {
    struct PackFileEntry {
        PackId id;
        std::int64_t fileLength = 0;
        QByteArray fileHash; ///< SHA-256
    };
    QByteArray studyId;          ///< 16
    std::uint32_t epoch = 1;     ///< of the master key that opens it
    std::int64_t madeMs = 0;     ///< UTC
    ChainHead head;              ///< last row of the audit in the snapshot
    std::int64_t databaseLength = 0;
    QByteArray databaseHash;     ///< SHA-256
    QByteArray headerHash;       ///< SHA-256
    QList<PackFileEntry> packs;  ///< by name
    QList<PackId> damagedPacks;  ///< of the study when it was made: not in the backup
};

namespace backupManifest {

[[nodiscard]] QByteArray seal(const BackupManifest& manifest, const KeyRing& keys);
/// Error Damaged "backup-damaged" (args = {"manifest"}): cut, changed, or of another study.
[[nodiscard]] Result<BackupManifest> open(const QByteArray& file, const QByteArray& studyId,
                                          const KeyRing& keys);

} // namespace backupManifest

} // namespace casebook
