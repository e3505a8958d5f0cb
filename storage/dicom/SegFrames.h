// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to storage/dicom: where the frames of a segmentation lie.

#include "core/geometry/GridGeometry.h"
#include "storage/dicom/Dataset.h"
#include "storage/dicom/Instance.h"

#include <vector>

namespace casebook::dicom {

/// Place of one frame on the object's grid.
struct SegFrame {
    int slice = 0;
    int column = 0, row = 0; ///< of the frame's first pixel; other than 0 only for tiles of a slide
    std::optional<int> segment; ///< absent in label maps
};

struct SegLayout {
    GridGeometry grid;
    std::vector<SegFrame> frames;
};

/// Grid and places from the functional groups: per frame, else shared. Slices are put by position
/// along the normal; the step is SpacingBetweenSlices where the positions agree with it (left out
/// empty frames make larger gaps), else the smallest gap.
/// Errors: "bad-geometry".
[[nodiscard]] Result<SegLayout> layoutOf(const ItemReader& dataset, const ParsedInstance& header);

} // namespace casebook::dicom
