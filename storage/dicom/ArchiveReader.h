// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <functional>
#include <span>

namespace casebook::dicom {

/// Limits of 1.2 of the import rules: what an archive may hold before the rest of it is refused.
struct ArchiveLimits {
    std::int64_t entries = 500'000;
    std::int64_t totalBytes = std::int64_t(200) << 30;
    std::int64_t entryBytes = std::int64_t(4) << 30;
    double ratio = 200;                              ///< unpacked : packed, looked at after `ratioAfter`
    std::int64_t ratioAfter = std::int64_t(1) << 30;
};

/// Takes what the reader of an archive finds. Returning false stops the reading.
struct ArchiveSink {
    /// A regular file begins; `path` is relative, with "/" and without "..".
    std::function<bool(const QString& path)> begin;
    std::function<bool(std::span<const char> data)> data;
    std::function<bool()> end;
    /// An entry that is not taken: "unsafe-path", "link", "device", "inside-archive-limit", "malformed".
    std::function<bool(const QString& path, const QByteArray& code)> refuse;
};

/// True for zip, tar, gzip, zstd, xz, bzip2 and ISO by their first bytes.
[[nodiscard]] bool looksLikeArchive(std::span<const std::byte> head);

/// Makes ready what reading of archives needs from the system's files; called by initialise(), before a sandbox closes.
void prepareArchives();

/// Streams a zip, tar (.gz, .zst, .xz, .bz2) or ISO from an open file; nothing is written to disk and
/// no path of the archive is opened. In casebook-worker only.
/// Errors: "not-archive", "malformed" (damaged; entries before it were given), "inside-archive-limit".
[[nodiscard]] Result<void> readArchive(int fd, const ArchiveLimits& limits, const ArchiveSink& sink);

} // namespace casebook::dicom
