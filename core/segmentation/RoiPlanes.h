// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segmentation/EqualSteps.h"
#include "core/segmentation/RoiRaster.h"

namespace casebook {

/// The grid that contours of a set are filled on, and which of its slices every plane of contours fills.
struct RoiLayout {
    GridGeometry grid;
    std::vector<WorldPoint> origins; ///< centre of the first voxel, a grid slice
    WorldVector normal{0, 0, 1};     ///< of grid and contour planes
    std::vector<double> planes;      ///< places of contour planes along the normal, mm, rising
    std::vector<std::vector<int>> slices; ///< of `planes`: grid slices it fills; none: off the slices
    bool own = false;                ///< the set's own grid, not the image's

    /// Grid slices that a contour fills; none where it does not lie in the slices.
    [[nodiscard]] std::vector<int> slicesOf(const RoiContour& contour) const;
};

/// Rules: see rasterise. Adds the notes about the grid. Nothing where no contour can be filled.
[[nodiscard]] std::optional<RoiLayout> layoutOf(const RoiSet& set, const RoiImage* image,
                                                std::vector<SegmentationNote>& notes);

} // namespace casebook
