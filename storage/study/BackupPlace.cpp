// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/study/BackupPlace.h"

#include "storage/vault/Backup.h"
#include "storage/vault/FolderKind.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

namespace casebook::backupPlace {

namespace {

QString nearestFolder(const QString& folder) {
    QString path = QDir::cleanPath(folder);
    while (!path.isEmpty() && !QFileInfo(path).isDir()) {
        const QString above = QFileInfo(path).path();
        if (above == path)
            break;
        path = above;
    }
    return path;
}

bool isEmptyFolder(const QString& folder) {
    return QDir(folder).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
}

} // namespace

QString within(const QString& chosen, const Uuid& study) {
    const QString folder = QDir::cleanPath(QFileInfo(chosen).absoluteFilePath());
    if (!QFileInfo::exists(folder) || isEmptyFolder(folder) || backupFolder::snapshots(folder))
        return folder;
    return QDir(folder).filePath(QStringLiteral("casebook-backup-") + study.toString().right(8));
}

bool isReachable(const QString& folder, bool hasHeldBackup) {
    if (folder.isEmpty())
        return false;
    if (hasHeldBackup)
        return backupFolder::snapshots(folder).has_value();
    const QFileInfo parent(QFileInfo(folder).path());
    return QFileInfo(folder).isDir() ? isWritableFolder(folder)
                                     : parent.isDir() && isWritableFolder(parent.filePath());
}

std::int64_t freeBytes(const QString& folder) {
    const QStorageInfo disk(nearestFolder(folder));
    return disk.isValid() && disk.isReady() ? disk.bytesAvailable() : -1;
}

} // namespace casebook::backupPlace
