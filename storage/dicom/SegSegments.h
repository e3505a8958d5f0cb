// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to storage/dicom: what a segmentation says of its segments.

#include "core/segmentation/Segmentation.h"
#include "storage/dicom/Dataset.h"

#include <vector>

namespace casebook::dicom {

struct SegmentDescriptions {
    std::vector<Segment> segments;   ///< no voxels yet; the background of a label map is left out
    std::vector<int> background;     ///< numbers that mean "nothing" in a label map
};

[[nodiscard]] SegmentDescriptions describeSegments(const ItemReader& dataset, bool labelMap);

/// CIELab as DICOM encodes it (PS3.3 C.10.7.1.1, white D50) to sRGB, clipped.
[[nodiscard]] std::array<std::uint8_t, 3> rgbOfLab(const std::array<double, 3>& encoded);

} // namespace casebook::dicom
