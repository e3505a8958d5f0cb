// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/FileWalker.h"

#include "storage/dicom/ArchiveReader.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <span>

namespace casebook {

namespace {

/// The name of an ISO 9660 image stands behind its first 32 KiB.
constexpr qint64 headBytes = 0x8006;
constexpr qint64 shortHeadBytes = 512;

bool isArchive(const QString& path) {
    constexpr qsizetype preamble = 128;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    QByteArray head = file.read(shortHeadBytes);
    if (looksLikeArchive(head))
        return true;
    // Most files are images: the far look for an ISO image is for the others.
    if (head.mid(preamble, 4) == "DICM" || file.size() < headBytes)
        return false;
    head += file.read(headBytes - head.size());
    return looksLikeArchive(head);
}

QStringList filesUnder(const QString& folder) {
    QStringList found;
    QDirIterator walk(folder, QDir::Files | QDir::Hidden | QDir::NoDotAndDotDot,
                      QDirIterator::Subdirectories);
    while (walk.hasNext())
        found.append(walk.next());
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

bool looksLikeArchive(const QByteArray& head) {
    return dicom::looksLikeArchive(std::as_bytes(std::span(head.constData(), std::size_t(head.size()))));
}

QString comparablePath(const QString& path) {
    QString out = path.toLower();
    if (out.endsWith(QLatin1StringView(";1")))
        out.chop(2);
    if (out.endsWith(u'.'))
        out.chop(1);
    return out;
}

bool isDicomDirName(const QString& path) {
    return comparablePath(path.section(u'/', -1)) == QLatin1StringView("dicomdir");
}

Result<QList<WalkedFile>> walkFiles(const QStringList& paths) {
    QList<WalkedFile> files;
    QSet<QString> seen;
    for (const QString& given : paths) {
        const QFileInfo info(given);
        if (!info.exists() || !info.isReadable())
            return fail(ErrorKind::Refused, "unreadable", given);
        const bool disc = !info.isDir() && isDicomDirName(given);
        const QStringList found = info.isDir() ? filesUnder(given)
                                  : disc       ? filesUnder(info.path())
                                               : QStringList{given};
        for (const QString& path : found) {
            const QString once = QFileInfo(path).canonicalFilePath();
            if (seen.contains(once))
                continue;
            seen.insert(once);
            files.append({path, path, isArchive(path)});
        }
    }
    return files;
}

} // namespace casebook
