// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segmentation/Segmentation.h"
#include "core/values/Result.h"

#include <cstddef>
#include <span>

namespace casebook::dicom {

/// Reads a DICOM segmentation (binary, fractional) or label map segmentation (DICOM PS3.3 A.51,
/// C.8.20) from a file in memory. The grid is that of the object itself: directions and spacing from
/// the functional groups, slices from the positions of the frames, never from their order. Every
/// segment is cropped to its tight box. Frames packed bit by bit run on over rows and frames.
/// In casebook-worker only, one thread at a time.
/// Errors: those of readHeader, "unsupported-object" (no segmentation), "unsupported-transfer-syntax",
/// "bad-geometry" (no positions, several orientations), "truncated", "too-large".
[[nodiscard]] Result<Segmentation> readSegmentation(std::span<const std::byte> file);

} // namespace casebook::dicom
