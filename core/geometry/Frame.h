// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Geometry>
#include <Eigen/LU>

#include <QString>

#include <optional>

namespace casebook {

/// A place in the patient: DICOM patient coordinates LPS (x to the left, y to the back, z to the
/// head), mm, within one frame of reference.
using WorldPoint = Eigen::Vector3d;
/// A direction or displacement in the same coordinates.
using WorldVector = Eigen::Vector3d;
/// Column, row, slice, from 0; voxel centres are whole numbers.
using VoxelPoint = Eigen::Vector3d;

struct VoxelIndex {
    int i = 0; ///< column
    int j = 0; ///< row
    int k = 0; ///< slice
    bool operator==(const VoxelIndex&) const = default;
};

} // namespace casebook
