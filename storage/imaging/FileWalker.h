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
    bool archive = false; ///< zip, tar, tar.gz by its first bytes
};

/// All regular files under the given files and folders, sorted by path, each once; links to folders
/// are not followed. Extensions mean nothing: archives are known by their first bytes.
/// Error "unreadable" where a given path does not exist or can't be opened.
[[nodiscard]] Result<QList<WalkedFile>> walkFiles(const QStringList& paths);

/// First bytes of a zip, gzip, zstd or tar file.
[[nodiscard]] bool looksLikeArchive(const QByteArray& head);

} // namespace casebook
