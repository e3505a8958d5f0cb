// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segmentation/ValueMap.h"
#include "core/values/Result.h"

#include <cstddef>
#include <span>

namespace casebook::dicom {

/// Reads a DICOM Parametric Map (PS3.3 A.75): float, double or 16-bit pixels, brought to real values by
/// RealWorldValueMapping (slope and intercept, or the table) of the frame or of all. Frames are placed by
/// their positions; of several at one place the first is kept. Values outside the mapping's range are NaN.
/// Errors: those of readHeader, "unsupported-object", "bad-geometry" (no common grid), "truncated", "too-large".
[[nodiscard]] Result<ValueMap> readParametricMap(std::span<const std::byte> file);

/// Values of a NIfTI, NRRD or MetaImage file, any number type, scaled as the file says. Errors: those of
/// readLabelVolume, without "not-labels".
[[nodiscard]] Result<ValueMap> readValues(std::span<const std::byte> file);

/// The document of an Encapsulated PDF (PS3.3 A.45.1) as its bytes; padding taken off. Errors:
/// "unsupported-object" (another object, or no PDF inside), "no-pixel-data" (no document).
[[nodiscard]] Result<QByteArray> readPdf(std::span<const std::byte> file);

} // namespace casebook::dicom
