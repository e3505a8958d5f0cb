// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QByteArray>
#include <QStringList>

#include <cstddef>
#include <span>

namespace casebook::dicom {

/// Files that a DICOMDIR names (PS3.3 F.5, ReferencedFileID), as paths relative to its folder with "/". Only a hint
/// of what should be there: nothing is opened by these names. In casebook-worker only.
/// Errors: those of readHeader; "unsupported-object" when the file is no DICOMDIR.
[[nodiscard]] Result<QStringList> readDirectory(std::span<const std::byte> file);

/// The list on the wire: one path a line.
[[nodiscard]] QByteArray packPaths(const QStringList& paths);
/// Refuses ("wire") absolute paths, "..", more than 500,000 paths and paths above 1,024 characters.
[[nodiscard]] Result<QStringList> unpackPaths(std::span<const std::byte> bytes);

} // namespace casebook::dicom
