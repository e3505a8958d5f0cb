// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/vault/FileSystem.h"

#include <optional>

namespace casebook::studyMark {

/// Marks of a study folder that moves to another disk: "casebook.moving" in the copy until it is the study,
/// "casebook.moved" in the old folder from then on; and of one that is being restored: "casebook.restoring" until it is
/// a study of its own. A folder with one of them is not opened for writing. None holds a secret; the second names the
/// new folder.

[[nodiscard]] QString unfinishedPath(const QString& folder);
[[nodiscard]] QString movedPath(const QString& folder);
[[nodiscard]] Result<> markUnfinished(FileSystem& files, const QString& folder, const QByteArray& studyId);
[[nodiscard]] Result<> markMoved(FileSystem& files, const QString& folder, const QByteArray& studyId,
                                 const QString& to);

[[nodiscard]] bool isUnfinished(FileSystem& files, const QString& folder, const QByteArray& studyId);
/// The new folder, where the study moved. Needs no key.
[[nodiscard]] std::optional<QString> movedTo(FileSystem& files, const QString& folder);

/// Is it this study that moved from the folder?
[[nodiscard]] bool isMoved(FileSystem& files, const QString& folder, const QByteArray& studyId);

[[nodiscard]] Result<> markRestoring(FileSystem& files, const QString& folder);
/// Durable: the study in the folder is whole.
[[nodiscard]] Result<> unmarkRestoring(FileSystem& files, const QString& folder);

/// May the folder be written? Refused "study-moved" (object = new folder), "study-unfinished", "restore-unfinished".
[[nodiscard]] Result<> check(FileSystem& files, const QString& folder);

} // namespace casebook::studyMark
