// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Seeds that libraries write for us: JPEG and JPEG-LS by DCMTK, ISO images by libarchive.

#include <QByteArray>
#include <QList>

#include <utility>

namespace casebook::fuzz {

/// A DICOM file of 6 x 4 pixels a syntax that DCMTK decodes by a codec of its own; by name.
[[nodiscard]] QList<std::pair<QByteArray, QByteArray>> jpegFiles();

/// An image with a folder, a file, a link and a name in Chinese; empty on failure.
[[nodiscard]] QByteArray isoImage();

} // namespace casebook::fuzz
