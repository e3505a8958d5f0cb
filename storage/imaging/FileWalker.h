// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace casebook {

/// A file that an import will look at.
struct WalkedFile {
    QString path;      ///< to open
    QString shownPath; ///< as the report names it: begins with what the caller gave
    bool archive = false; ///< zip, tar, compressed tar or ISO by its first bytes
};

/// All regular files under the given files and folders, sorted by path, each once; links to folders
/// are not followed. A DICOMDIR stands for its whole folder: what it forgets is there too. Extensions mean nothing: archives are known by their first bytes.
/// Error "unreadable" where a given path does not exist or can't be opened.
[[nodiscard]] Result<QList<WalkedFile>> walkFiles(const QStringList& paths);

/// First 33 KiB of a zip, tar, ISO image or of something compressed.
[[nodiscard]] bool looksLikeArchive(const QByteArray& head);
/// "DICOMDIR", as discs and their copies write it ("dicomdir", "DICOMDIR;1").
[[nodiscard]] bool isDicomDirName(const QString& path);
/// A path as files of a disc are compared: lower case, without ";1" and the dot of an empty extension.
[[nodiscard]] QString comparablePath(const QString& path);

} // namespace casebook
