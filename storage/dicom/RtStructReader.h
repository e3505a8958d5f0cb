// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segmentation/RoiContours.h"
#include "core/values/Result.h"

#include <cstddef>
#include <span>

namespace casebook::dicom {

/// Reads a DICOM RT Structure Set (PS3.3 A.19.3, C.8.8.5, C.8.8.6) by hand from a file in memory: names,
/// colours, algorithms and all contours of every ROI, in the order of StructureSetROISequence. Numbers
/// are taken from the raw value, so ContourData longer than 64 KiB (stored as UN) is read whole;
/// NumberOfContourPoints is only compared. A contour of an unknown type counts as closed. References to
/// images are not needed and not believed: contours carry their own places.
/// In casebook-worker only, one thread at a time.
/// Errors: those of readHeader, "unsupported-object" (no structure set), "too-large".
[[nodiscard]] Result<RoiSet> readRtStruct(std::span<const std::byte> file);

} // namespace casebook::dicom
