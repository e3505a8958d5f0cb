// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/export/ExportFolder.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

#include <sys/stat.h>

namespace casebook {

namespace {

tl::unexpected<Error> failed(const QString& path) { return fail(ErrorKind::System, "write-failed", path); }

bool makePrivate(const QString& path) {
    constexpr mode_t onlyOwner = 0700;
    const QByteArray local = QFile::encodeName(path);
    return ::mkdir(local.constData(), onlyOwner) == 0 || QFileInfo(path).isDir();
}

/// Every missing folder of a path below `root`.
bool makeFolders(const QString& root, const QString& below) {
    QString path = root;
    for (const QString& part : below.split(u'/', Qt::SkipEmptyParts)) {
        path += u'/' + part;
        if (!makePrivate(path))
            return false;
    }
    return true;
}

} // namespace

Result<ExportFolder> ExportFolder::create(const QString& path) {
    const QFileInfo info(path);
    if (info.exists() || info.isSymLink())
        return fail(ErrorKind::Refused, "folder-exists", path);
    if (!QDir().mkpath(info.absolutePath()) || !makePrivate(info.absoluteFilePath()))
        return failed(path);
    return ExportFolder(info.absoluteFilePath());
}

Result<> ExportFolder::write(const QString& path, const QByteArray& bytes) {
    if (!makeFolders(path_, QFileInfo(path).path()))
        return failed(path);
    QFile file(path_ + u'/' + path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(bytes) != bytes.size() || !file.flush())
        return failed(path);
    entries_.append({path, bytes.size(), QCryptographicHash::hash(bytes, QCryptographicHash::Sha256)});
    return {};
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
