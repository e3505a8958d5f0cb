// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/Frame.h"

#include <array>

namespace casebook {

/// Where the voxels of a volume or segmentation lie. Source: DICOM PS3.3 C.7.6.2.1.1, with the slice
/// step taken from positions. The step need not be normal to the slice: a tilted gantry gives a
/// sheared grid, and the affine stays exact.
struct GridGeometry {
    WorldPoint origin{0, 0, 0};            ///< centre of voxel (0,0,0)
    WorldVector rowDirection{1, 0, 0};     ///< unit; direction of rising column index
    WorldVector columnDirection{0, 1, 0};  ///< unit; direction of rising row index
    WorldVector sliceStep{0, 0, 1};        ///< mm from slice k to k+1 (any direction; zero for one slice)
    double columnSpacing = 1;              ///< mm between columns (along rowDirection)
    double rowSpacing = 1;                 ///< mm between rows (along columnDirection)
    int columns = 0;
    int rows = 0;
    int slices = 0;

    [[nodiscard]] WorldVector normal() const; ///< unit, rowDirection x columnDirection
    [[nodiscard]] bool hasStep() const { return sliceStep.squaredNorm() > 1e-12; }
    [[nodiscard]] std::array<int, 3> size() const { return {columns, rows, slices}; }
    /// Step in mm from one voxel to the next along column (0), row (1) or slice (2) index.
    [[nodiscard]] WorldVector step(int axis) const;
    /// 4x4, (column, row, slice, 1) -> LPS mm. A zero slice step counts as 1 mm along the normal.
    [[nodiscard]] Eigen::Matrix4d voxelToWorld() const;
    [[nodiscard]] Eigen::Matrix4d worldToVoxel() const;
    [[nodiscard]] WorldPoint toWorld(const VoxelPoint& v) const;
    [[nodiscard]] VoxelPoint toVoxel(const WorldPoint& p) const;
    /// |det| of the affine, that is |sliceStep . normal| * rowSpacing * columnSpacing; 0 where sliceStep is zero.
    [[nodiscard]] double voxelVolume_mm3() const;
    /// Angle between slice step and normal, degrees 0..90; 0 where sliceStep is zero.
    [[nodiscard]] double shearAngle_deg() const;
    [[nodiscard]] bool contains(const VoxelIndex& v) const;
    /// Centres of the eight corner voxels.
    [[nodiscard]] std::array<WorldPoint, 8> corners() const;
    /// Point midway between the centres of the first and the last voxel.
    [[nodiscard]] WorldPoint centre() const;
};

/// The voxel whose centre is nearest in index space; nothing outside the outer faces (-0.5 .. n-0.5).
[[nodiscard]] std::optional<VoxelIndex> nearestVoxel(const GridGeometry& grid, const WorldPoint& p);

} // namespace casebook
