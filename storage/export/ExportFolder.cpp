// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/export/ExportFolder.h"

#include "storage/vault/FileSystem.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <span>

#include <sys/stat.h>
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

/// The folder of the set itself: made here and now, or somebody else's.
Result<> makeFresh(const QString& path) {
    if (::mkdir(QFile::encodeName(path).constData(), S_IRWXU) == 0)
        return {};
    if (errno == EEXIST)
        return fail(ErrorKind::Refused, "folder-exists", path);
    return fail(ErrorKind::System, errno == ENOSPC ? "disk-full" : "io-error", path,
                {QStringLiteral("mkdir"), QString::fromLocal8Bit(strerror(errno))});
}

/// First cells of a table that needs no quotes there.
QSet<QString> firstCells(const QString& path) {
    QFile file(path);
    QSet<QString> out;
    if (!file.open(QIODevice::ReadOnly))
        return out;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray& line : lines.mid(1))
        if (!line.isEmpty())
            out.insert(QString::fromUtf8(line.left(line.indexOf(','))));
    return out;
}

QString above(const QString& path) { return QFileInfo(path).path(); }

/// The file system that a path is on; nothing where the path can't be reached.
std::optional<std::uint64_t> deviceOf(const QString& path) {
    struct stat found{};
    if (::stat(QFile::encodeName(path).constData(), &found) != 0)
        return {};
    return found.st_dev;
}

constexpr qsizetype kHexDigits = 64; ///< of a SHA-256

QByteArray hashOfFile(const QString& path) {
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result() : QByteArray();
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
    const QString whole = info.absoluteFilePath();
    return makeFolders(files, there, info.absolutePath().mid(there.size()))
        .and_then([&] { return makeFresh(whole); })
        .map([&] { return ExportFolder(whole, deviceOf(above(whole))); });
}

bool ExportFolder::isGone(const QString& path) {
    struct stat found{};
    // A disk that went away takes the folder above along, or answers with other errors.
    return ::lstat(QFile::encodeName(path).constData(), &found) != 0 && errno == ENOENT &&
           QFileInfo(above(path)).isDir();
}

bool ExportFolder::remove(const QString& path) {
    if (QFileInfo(path).isSymLink())
        return true;
    if (!isGone(path) && (!QFileInfo::exists(path) || !QDir(path).removeRecursively()))
        return false;
    // Else a power cut could bring back what the study has forgotten.
    return RealFileSystem().syncFolder(above(path)).has_value();
}

bool ExportFolder::remove() const {
    // An empty mount point is no sign that what was on the disk is gone.
    return deviceOf(above(path_)) == device_ && remove(path_);
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
    if (durable)
        return durable;
    const auto back = takeBack(to);
    return back ? durable : back;
}

Result<> ExportFolder::takeBack(const QString& from) const {
    RealFileSystem files;
    auto back = files.rename(from, path_);
    if (!back && QDir(from).removeRecursively())
        back = Result<>(); // unreleased in the other way
    return back.and_then([&] { return files.syncFolder(above(path_)); });
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

std::optional<ExportFolder::Released> ExportFolder::readReleased(const QString& path) {
    QFile sums(path + QStringLiteral("/SHA256SUMS"));
    if (!sums.open(QIODevice::ReadOnly))
        return std::nullopt;
    Released out;
    for (const QByteArray& line : sums.readAll().split('\n')) {
        if (line.isEmpty())
            continue;
        const QByteArray listed = line.left(kHexDigits);
        const QString name = QString::fromUtf8(line.mid(kHexDigits + 2));
        if (name.isEmpty() || hashOfFile(path + u'/' + name).toHex() != listed)
            return std::nullopt;
        if (name == u"manifest.tsv")
            out.manifestHash = QByteArray::fromHex(listed);
        out.tables += name.startsWith(u"data/") && name.endsWith(u".csv") ? 1 : 0;
        ++out.files;
    }
    if (out.manifestHash.isEmpty())
        return std::nullopt;
    ++out.files; // SHA256SUMS itself
    QFile manifest(path + QStringLiteral("/manifest.tsv"));
    if (!manifest.open(QIODevice::ReadOnly))
        return std::nullopt;
    QSet<QByteArray> exams;
    for (const QByteArray& line : manifest.readAll().split('\n')) {
        const QList<QByteArray> cells = line.split('\t');
        if (cells.value(3) != "application/dicom")
            continue;
        ++out.objects;
        out.subjects.insert(QString::fromUtf8(cells.value(4)));
        exams.insert(cells.value(5));
    }
    out.exams = int(exams.size());
    out.subjects.unite(firstCells(path + QStringLiteral("/data/subjects.csv")));
    return out;
}

} // namespace casebook
