// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/export/ExportFolder.h"

#include "storage/vault/FileSystem.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <span>

#include <unistd.h>

namespace casebook {

namespace {

/// Every missing folder of a path below `root`.
Result<> makeFolders(FileSystem& files, const QString& root, const QString& below) {
    QString path = root;
    for (const QString& part : below.split(u'/', Qt::SkipEmptyParts)) {
        path += u'/' + part;
        if (auto made = files.makeFolder(path); !made)
            return made;
    }
    return {};
}

} // namespace

Result<ExportFolder> ExportFolder::create(const QString& path) {
    const QFileInfo info(path);
    if (info.exists() || info.isSymLink())
        return fail(ErrorKind::Refused, "folder-exists", path);
    RealFileSystem files;
    QString there = info.absolutePath();
    while (!QFileInfo::exists(there))
        there = QFileInfo(there).path();
    return makeFolders(files, there, info.absoluteFilePath().mid(there.size())).map([&] {
        return ExportFolder(info.absoluteFilePath());
    });
}

Result<> ExportFolder::write(const QString& path, const QByteArray& bytes) {
    RealFileSystem files;
    const QString whole = path_ + u'/' + path;
    auto made = makeFolders(files, path_, QFileInfo(path).path());
    if (!made)
        return made;
    const auto file = files.create(whole);
    if (!file)
        return tl::unexpected(file.error());
    if (auto written =
            files.write(*file, std::as_bytes(std::span(bytes.data(), std::size_t(bytes.size()))), whole);
        !written)
        return written;
    entries_.append({path, bytes.size(), QCryptographicHash::hash(bytes, QCryptographicHash::Sha256)});
    return {};
}

Result<> ExportFolder::release(const QString& to) const {
    RealFileSystem files;
    const auto folder = files.openReadOnly(path_);
    if (!folder)
        return tl::unexpected(folder.error());
    // One call for all files: a sync each would cost a large set minutes.
    if (::syncfs(folder->get()) != 0)
        return fail(ErrorKind::System, errno == ENOSPC ? "disk-full" : "io-error", path_,
                    {QStringLiteral("syncfs"), QString::fromLocal8Bit(strerror(errno))});
    if (auto renamed = files.rename(path_, to); !renamed)
        return renamed; // what stands at `to` is somebody else's
    auto durable = files.syncFolder(QFileInfo(to).absolutePath());
    if (!durable)
        QDir(to).removeRecursively();
    return durable;
}

QList<ExportFolder::Entry> ExportFolder::entries() const {
    QList<Entry> out = entries_;
    std::sort(out.begin(), out.end(), [](const Entry& a, const Entry& b) { return a.path < b.path; });
    return out;
}

QByteArray ExportFolder::checksums() const {
    QByteArray out;
    for (const Entry& entry : entries())
        out += entry.sha256.toHex() + "  " + entry.path.toUtf8() + '\n';
    return out;
}

} // namespace casebook
