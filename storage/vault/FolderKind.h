// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace casebook {

enum class FolderKind {
    Local,
    Network,   ///< SQLite's log needs memory shared by all writers, which no two hosts have
    MaybeLocal, ///< FUSE: may be either
    Synced     ///< a program copies files away while they change
};

/// By the type of the file system and the names of known sync programs in the path.
[[nodiscard]] FolderKind folderKind(const QString& path);
/// The same where the type is known; `fileSystem` is the number that statfs gives.
[[nodiscard]] FolderKind folderKindOf(std::uint32_t fileSystem, const QString& path);

/// May this process make files there?
[[nodiscard]] bool isWritableFolder(const QString& path);
/// Is the disk one that nobody here may write to (a DVD, a stick or an image mounted read-only)? Not where a right is lacking.
[[nodiscard]] bool isReadOnlyDisk(const QString& path);

/// Is the absolute `path`, which need not be there, `folder` or inside it? Links and second mounts are seen through.
[[nodiscard]] bool isInside(const QString& path, const QString& folder);

} // namespace casebook
