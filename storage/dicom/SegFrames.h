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
    int lastSlice = -1; ///< where a frame fills several slices of the grid; -1: only `slice`
    double height_mm = 0; ///< of what the frame stands for, where slices are not on equal steps
    double place_mm = 0;  ///< along the normal, likewise
    int column = 0, row = 0; ///< of the frame's first pixel; other than 0 only for tiles of a slide
    std::optional<int> segment; ///< absent in label maps
};

struct SegLayout {
    GridGeometry grid;
    std::vector<SegFrame> frames;
    /// Places of the frames along the normal, mm, rising, where they are not on equal steps; else empty.
    std::vector<double> places_mm;
};

/// Grid and places from the functional groups: per frame, else shared. Slices are put by position
/// along the normal; the step is SpacingBetweenSlices where the positions agree with it (left out
/// empty frames make larger gaps), else the smallest gap. Frames on no equal steps fill the slices of a finer grid up to half their
/// gaps, and no farther than the larger of slice thickness and spacing says: a frame may be left out.
/// Errors: "bad-geometry".
[[nodiscard]] Result<SegLayout> layoutOf(const ItemReader& dataset, const ParsedInstance& header);

} // namespace casebook::dicom
