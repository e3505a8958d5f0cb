// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Ids.h"

#include <QString>

#include <cstdint>

namespace casebook::backupPlace {

/// The folder of the backup where a person named `chosen`: the folder itself where it is absent, empty, or holds a
/// backup already; else one of its own inside, so that a disk with other things on it can be named. Reads the disk.
[[nodiscard]] QString within(const QString& chosen, const Uuid& study);

/// Can a backup be written there now? A folder that held a backup must still hold it: the mount point of a disk that
/// is not connected is a folder too, on the wrong disk. Reads the disk.
[[nodiscard]] bool isReachable(const QString& folder, bool hasHeldBackup);

/// Bytes free for this user on the disk of the folder, or of the nearest folder above that exists; below 0 unknown.
[[nodiscard]] std::int64_t freeBytes(const QString& folder);

} // namespace casebook::backupPlace
