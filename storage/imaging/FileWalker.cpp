// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/FileWalker.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace casebook {

namespace {

constexpr qint64 headBytes = 512;

bool isArchive(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && looksLikeArchive(file.read(headBytes));
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
    return head.startsWith("PK\x03\x04") || head.startsWith("PK\x05\x06") || head.startsWith("\x1F\x8B") ||
           head.startsWith("\x28\xB5\x2F\xFD") || (head.size() > 262 && head.mid(257, 5) == "ustar");
}

Result<QList<WalkedFile>> walkFiles(const QStringList& paths) {
    QList<WalkedFile> files;
    QSet<QString> seen;
    for (const QString& given : paths) {
        const QFileInfo info(given);
        if (!info.exists() || !info.isReadable())
            return fail(ErrorKind::Refused, "unreadable", given);
        const QStringList found = info.isDir() ? filesUnder(given) : QStringList{given};
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
