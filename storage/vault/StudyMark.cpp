// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/StudyMark.h"

#include <QFileInfo>

namespace casebook::studyMark {

namespace {

constexpr std::int64_t kLargestMark = 16 * 1024;

QByteArray unfinishedText(const QByteArray& studyId) { return "CASEBOOK MOVING 1 " + studyId.toHex() + '\n'; }

QByteArray movedText(const QByteArray& studyId) { return "CASEBOOK MOVED 1 " + studyId.toHex() + '\n'; }

QString restoringPath(const QString& folder) { return folder + QStringLiteral("/casebook.restoring"); }

Result<> write(FileSystem& files, const QString& path, const QByteArray& text) {
    const QString temporary = path + QStringLiteral(".new");
    static_cast<void>(files.remove(temporary)); // of a kill
    return files.replace(path, temporary, text);
}

} // namespace

QString unfinishedPath(const QString& folder) { return folder + QStringLiteral("/casebook.moving"); }

QString movedPath(const QString& folder) { return folder + QStringLiteral("/casebook.moved"); }

Result<> markUnfinished(FileSystem& files, const QString& folder, const QByteArray& studyId) {
    return write(files, unfinishedPath(folder), unfinishedText(studyId));
}

Result<> markMoved(FileSystem& files, const QString& folder, const QByteArray& studyId, const QString& to) {
    return write(files, movedPath(folder), movedText(studyId) + to.toUtf8() + '\n');
}

Result<> markRestoring(FileSystem& files, const QString& folder) {
    return write(files, restoringPath(folder), "CASEBOOK RESTORING 1\n");
}

Result<> unmarkRestoring(FileSystem& files, const QString& folder) {
    return files.remove(restoringPath(folder)).and_then([&] { return files.syncFolder(folder); });
}

bool isUnfinished(FileSystem& files, const QString& folder, const QByteArray& studyId) {
    const auto text = files.readAll(unfinishedPath(folder), kLargestMark);
    return text && *text == unfinishedText(studyId);
}

std::optional<QString> movedTo(FileSystem& files, const QString& folder) {
    const auto text = files.readAll(movedPath(folder), kLargestMark);
    if (!text)
        return std::nullopt;
    return QString::fromUtf8(text->mid(text->indexOf('\n') + 1).trimmed());
}

bool isMoved(FileSystem& files, const QString& folder, const QByteArray& studyId) {
    const auto text = files.readAll(movedPath(folder), kLargestMark);
    return text && text->startsWith(movedText(studyId));
}

Result<> check(FileSystem& files, const QString& folder) {
    if (const auto to = movedTo(files, folder))
        return fail(ErrorKind::Refused, "study-moved", *to);
    if (QFileInfo::exists(unfinishedPath(folder)))
        return fail(ErrorKind::Refused, "study-unfinished", folder);
    if (QFileInfo::exists(restoringPath(folder)))
        return fail(ErrorKind::Refused, "restore-unfinished", folder);
    return {};
}

} // namespace casebook::studyMark
