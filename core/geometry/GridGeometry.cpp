// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/geometry/GridGeometry.h"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace casebook {

WorldVector GridGeometry::normal() const { return rowDirection.cross(columnDirection).normalized(); }

WorldVector GridGeometry::step(int axis) const {
    if (axis == 0)
        return rowDirection * columnSpacing;
    if (axis == 1)
        return columnDirection * rowSpacing;
    return hasStep() ? sliceStep : normal();
}

Eigen::Matrix4d GridGeometry::voxelToWorld() const {
    Eigen::Matrix4d m = Eigen::Matrix4d::Identity();
    for (int axis = 0; axis < 3; ++axis)
        m.block<3, 1>(0, axis) = step(axis);
    m.block<3, 1>(0, 3) = origin;
    return m;
}

Eigen::Matrix4d GridGeometry::worldToVoxel() const {
    // The linear part alone is inverted: a far origin then costs no digits.
    const Eigen::Matrix3d linear = voxelToWorld().topLeftCorner<3, 3>();
    const Eigen::Matrix3d inverse = linear.inverse();
    Eigen::Matrix4d m = Eigen::Matrix4d::Identity();
    m.topLeftCorner<3, 3>() = inverse;
    m.block<3, 1>(0, 3) = -inverse * origin;
    return m;
}

WorldPoint GridGeometry::toWorld(const VoxelPoint& v) const {
    return origin + step(0) * v.x() + step(1) * v.y() + step(2) * v.z();
}

VoxelPoint GridGeometry::toVoxel(const WorldPoint& p) const {
    const Eigen::Matrix3d linear = voxelToWorld().topLeftCorner<3, 3>();
    return linear.inverse() * (p - origin);
}

double GridGeometry::voxelVolume_mm3() const {
    if (!hasStep())
        return 0;
    return std::abs(step(0).cross(step(1)).dot(sliceStep));
}

double GridGeometry::shearAngle_deg() const {
    if (!hasStep())
        return 0;
    const double cosine = std::abs(sliceStep.normalized().dot(normal()));
    return std::acos(std::min(1.0, cosine)) * 180.0 / std::numbers::pi;
}

bool GridGeometry::contains(const VoxelIndex& v) const {
    return v.i >= 0 && v.i < columns && v.j >= 0 && v.j < rows && v.k >= 0 && v.k < slices;
}

std::array<WorldPoint, 8> GridGeometry::corners() const {
    std::array<WorldPoint, 8> out;
    for (unsigned c = 0; c < 8; ++c) {
        out[c] = toWorld(
            {(c & 1U) ? columns - 1.0 : 0.0, (c & 2U) ? rows - 1.0 : 0.0, (c & 4U) ? slices - 1.0 : 0.0});
    }
    return out;
}

WorldPoint GridGeometry::centre() const {
    return toWorld({(columns - 1) / 2.0, (rows - 1) / 2.0, (slices - 1) / 2.0});
}

std::optional<VoxelIndex> nearestVoxel(const GridGeometry& grid, const WorldPoint& p) {
    const VoxelPoint v = grid.toVoxel(p);
    // Half up, so that a point midway belongs to exactly one voxel. Far points must not overflow int.
    const auto nearest = [](double x) { return std::floor(x + 0.5); };
    const std::array<int, 3> size = grid.size();
    for (int axis = 0; axis < 3; ++axis) {
        const double at = nearest(v[axis]);
        if (!(at >= 0 && at < size[std::size_t(axis)]))
            return std::nullopt;
    }
    return VoxelIndex{int(nearest(v.x())), int(nearest(v.y())), int(nearest(v.z()))};
}

} // namespace casebook
