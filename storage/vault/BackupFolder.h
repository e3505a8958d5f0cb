// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/objects/ObjectStore.h"
#include "storage/vault/FileSystem.h"

#include <QString>

/// Names within a backup folder, for the parts of backupFolder alone.
namespace casebook::backupFolder {

inline const QString kDatabase = QStringLiteral("c");
inline const QString kAside = QStringLiteral("damaged/");

[[nodiscard]] inline QString below(const QString& folder, const QString& name) {
    return folder + QLatin1Char('/') + name;
}

[[nodiscard]] inline QString asidePath(const QString& folder, const PackId& pack) {
    return below(folder, kAside + QString::fromLatin1(pack.hex()));
}

[[nodiscard]] inline tl::unexpected<Error> damagedBackup(const QString& what) {
    return fail(ErrorKind::Damaged, "backup-damaged", {}, {what});
}

/// The pack's file goes out of the way, so that a backup copies it anew. The caller holds the lock of the backup.
[[nodiscard]] Result<> putAside(FileSystem& files, const QString& folder, const PackId& pack);

} // namespace casebook::backupFolder
