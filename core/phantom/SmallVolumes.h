// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segmentation/Segmentation.h"
#include "core/volume/Volume.h"

#include <vector>

namespace casebook::phantom {

/// Analytic volumes for tests: shapes whose volume and place are known by formula. LPS mm, HU as stored
/// (slope 1, intercept 0). Any grid: anisotropic, oblique, sheared. Any thread.
struct Ball {
    WorldPoint centre{0, 0, 0};
    double radius_mm = 5;
    double hu = 0;
};

/// Balls in an even background. A voxel on an edge gets the mean over 8x8x8 places within it.
[[nodiscard]] Volume ballVolume(const GridGeometry& grid, double backgroundHu,
                                const std::vector<Ball>& balls);

/// One segment a ball: the voxels whose centre lies inside.
[[nodiscard]] Segmentation ballSegmentation(const GridGeometry& grid, const std::vector<Ball>& balls);

/// Straight wires along all three axes of the grid through every point of a cubic lattice that starts at
/// the first voxel: what distances and directions are checked on. Edges as above.
[[nodiscard]] Volume wireVolume(const GridGeometry& grid, double pitch_mm, double radius_mm,
                                double backgroundHu, double hu);

} // namespace casebook::phantom
