// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/FolderKind.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringList>

#include <algorithm>
#include <array>

#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace casebook {

namespace {

bool isNetwork(std::uint32_t type) {
    constexpr std::array<std::uint32_t, 8> types{
        0x6969,     0xFE534D42, 0xFF534D42, 0x517B,      // NFS, SMB2, CIFS, SMB
        0x01021997, 0x00C36400, 0x5346414F, 0x6B414653}; // 9p, Ceph, AFS of OpenAFS and of the kernel
    return std::find(types.begin(), types.end(), type) != types.end();
}

constexpr std::uint32_t fuse = 0x65735546;

bool hasSyncName(const QString& path) {
    const QStringList names{QStringLiteral("dropbox"),      QStringLiteral("onedrive"),
                            QStringLiteral("google drive"), QStringLiteral("nextcloud"),
                            QStringLiteral("nutstore"),     QString::fromUtf8("坚果云"),
                            QString::fromUtf8("百度网盘")};
    const QStringList parts = path.toLower().split(QLatin1Char('/'));
    return std::any_of(parts.begin(), parts.end(), [&](const QString& part) {
        return std::any_of(names.begin(), names.end(),
                           [&](const QString& name) { return part.startsWith(name); });
    });
}

} // namespace

FolderKind folderKindOf(std::uint32_t fileSystem, const QString& path) {
    if (isNetwork(fileSystem))
        return FolderKind::Network;
    if (fileSystem == fuse)
        return FolderKind::MaybeLocal;
    return hasSyncName(path) ? FolderKind::Synced : FolderKind::Local;
}

FolderKind folderKind(const QString& path) {
    struct statfs info{};
    const bool known = ::statfs(QFile::encodeName(path).constData(), &info) == 0;
    return folderKindOf(known ? static_cast<std::uint32_t>(info.f_type) : 0, path);
}

bool isWritableFolder(const QString& path) {
    return ::access(QFile::encodeName(path).constData(), W_OK) == 0;
}

bool isReadOnlyDisk(const QString& path) {
    struct statvfs info{};
    return ::statvfs(QFile::encodeName(path).constData(), &info) == 0 && (info.f_flag & ST_RDONLY) != 0;
}

bool isInside(const QString& path, const QString& folder) {
    struct stat wanted{}, found{};
    if (::stat(QFile::encodeName(folder).constData(), &wanted) != 0)
        return false; // nothing is inside what is not there
    QString there = path;
    while (!QFileInfo::exists(there) && there != QDir::rootPath())
        there = QFileInfo(there).path();
    for (QString at = QFileInfo(there).canonicalFilePath();; at = QFileInfo(at).path()) {
        // By what it is, not by its name: a folder that is mounted twice has two.
        if (::stat(QFile::encodeName(at).constData(), &found) == 0 && found.st_dev == wanted.st_dev &&
            found.st_ino == wanted.st_ino)
            return true;
        if (at.isEmpty() || at == QDir::rootPath())
            return false;
    }
}

} // namespace casebook
