// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/SmallVolumes.h"

#include <algorithm>
#include <cmath>

namespace casebook::phantom {
namespace {

constexpr int parts = 8; // places an axis within a voxel

Volume emptyVolume(const GridGeometry& grid) {
    Volume v;
    v.grid = grid;
    v.modality = QStringLiteral("CT");
    v.unit = QStringLiteral("HU");
    v.sliceThickness_mm = grid.sliceStep.norm();
    for (int k = 0; k < grid.slices; ++k)
        v.positions.push_back(grid.toWorld({0, 0, double(k)}));
    v.instances.resize(std::size_t(grid.slices));
    v.stored.assign(v.voxelCount() + 8, 0);
    return v;
}

// Share of a voxel where `distance(world)` is negative. `reach`: half the voxel's diagonal.
template <class Distance>
double shareInside(const GridGeometry& grid, const VoxelPoint& v, double reach, const Distance& distance) {
    const double d = distance(grid.toWorld(v));
    if (d > reach || d < -reach)
        return d < 0 ? 1 : 0;
    int inside = 0;
    for (int n = 0; n < parts * parts * parts; ++n) {
        const VoxelPoint at(n % parts, n / parts % parts, n / (parts * parts));
        const VoxelPoint offset = (at.array() + 0.5) / parts - 0.5;
        inside += distance(grid.toWorld(v + offset)) < 0 ? 1 : 0;
    }
    return double(inside) / (parts * parts * parts);
}

double halfDiagonal(const GridGeometry& g) {
    return 0.5 * (g.columnSpacing + g.rowSpacing + g.sliceStep.norm());
}

template <class Fn>
void eachVoxel(const GridGeometry& grid, Fn&& fn) {
    std::size_t n = 0;
    for (int k = 0; k < grid.slices; ++k)
        for (int j = 0; j < grid.rows; ++j)
            for (int i = 0; i < grid.columns; ++i)
                fn(VoxelPoint(i, j, k), n++);
}

std::int16_t rounded(double hu) { return std::int16_t(std::lround(std::clamp(hu, -32768.0, 32767.0))); }

} // namespace

Volume ballVolume(const GridGeometry& grid, double backgroundHu, const std::vector<Ball>& balls) {
    Volume volume = emptyVolume(grid);
    const double reach = halfDiagonal(grid);
    eachVoxel(grid, [&](const VoxelPoint& v, std::size_t n) {
        double hu = backgroundHu;
        for (const Ball& ball : balls) {
            const auto distance = [&](const WorldPoint& p) {
                return (p - ball.centre).norm() - ball.radius_mm;
            };
            hu += (ball.hu - hu) * shareInside(grid, v, reach, distance);
        }
        volume.stored[n] = rounded(hu);
    });
    return volume;
}

Segmentation ballSegmentation(const GridGeometry& grid, const std::vector<Ball>& balls) {
    Segmentation result;
    result.grid = grid;
    for (const Ball& ball : balls) {
        Segment segment;
        segment.number = int(result.segments.size()) + 1;
        segment.label = QStringLiteral("Ball %1").arg(segment.number);
        segment.code = "27925004^SCT";
        segment.codeMeaning = QStringLiteral("Nodule");
        segment.box = {{0, 0, 0}, {grid.columns, grid.rows, grid.slices}};
        segment.frames = grid.slices;
        segment.values.resize(segment.box.count());
        eachVoxel(grid, [&](const VoxelPoint& v, std::size_t n) {
            segment.values[n] = (grid.toWorld(v) - ball.centre).norm() < ball.radius_mm ? 1 : 0;
        });
        result.segments.push_back(std::move(segment));
    }
    return result;
}

Volume wireVolume(const GridGeometry& grid, double pitch_mm, double radius_mm, double backgroundHu,
                  double hu) {
    Volume volume = emptyVolume(grid);
    const double reach = halfDiagonal(grid);
    const VoxelPoint size(grid.columnSpacing, grid.rowSpacing, grid.sliceStep.norm());
    const Eigen::Matrix4d toVoxel = grid.worldToVoxel();
    const auto distance = [&](const WorldPoint& p) {
        const VoxelPoint mm = (toVoxel * p.homogeneous()).head<3>().cwiseProduct(size);
        const VoxelPoint off = mm - pitch_mm * (mm / pitch_mm).array().round().matrix();
        const double nearest = std::min(
            {std::hypot(off.x(), off.y()), std::hypot(off.y(), off.z()), std::hypot(off.x(), off.z())});
        return nearest - radius_mm;
    };
    eachVoxel(grid, [&](const VoxelPoint& v, std::size_t n) {
        volume.stored[n] =
            rounded(backgroundHu + (hu - backgroundHu) * shareInside(grid, v, reach, distance));
    });
    return volume;
}

} // namespace casebook::phantom
