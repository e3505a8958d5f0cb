// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Job.h"
#include "storage/vault/FileSystem.h"

#include <functional>

namespace casebook {

/// Called after each piece with the bytes done.
using CopyProgress = std::function<void(std::int64_t)>;

/// Copies `from` to the new file `temporary`, makes it durable, and renames it to `to`, whose folder is made
/// durable too. @return SHA-256 of what was read. With `expectedHash` nothing is renamed when it differs:
/// Damaged "wrong-hash" (object = from). Errors of FileSystem; Cancelled "cancelled".
[[nodiscard]] Result<QByteArray> copyFile(FileSystem& files, const QString& from, const QString& temporary,
                                          const QString& to, const QByteArray& expectedHash, const Job& job,
                                          const CopyProgress& progress = {});

/// What of a copy's error is the fault of the file it was made from: "hash", "missing", "unreadable"; empty where the
/// error is another (the target's disk, a stop).
[[nodiscard]] QByteArray faultOfSource(const Error& error, const QString& from);

/// SHA-256 and length of a file as the disk has it: what the system holds in memory of it is let go first.
struct FileDigest {
    QByteArray hash;
    std::int64_t length = 0;
};
[[nodiscard]] Result<FileDigest> digestOf(FileSystem& files, const QString& path, const Job& job,
                                          const CopyProgress& progress = {});

} // namespace casebook
