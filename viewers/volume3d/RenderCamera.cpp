// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/volume3d/RenderScene.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace casebook {

namespace {

constexpr double kMargin = 1.02;
constexpr int kRimPoints = 32;

} // namespace

RenderCamera cameraFor(const GridGeometry& grid, const WorldVector& toEye, const WorldVector& up,
                       double aspect) {
    RenderCamera camera;
    camera.toEye = toEye.normalized();
    camera.up = (up - camera.toEye * up.dot(camera.toEye)).normalized();
    const VoxelPoint half((grid.columns - 1) / 2.0, (grid.rows - 1) / 2.0, (grid.slices - 1) / 2.0);
    camera.focus = grid.toWorld(half);
    const WorldVector right = camera.up.cross(camera.toEye);
    const double slopeY = std::tan(camera.angle_deg / 2 * std::numbers::pi / 180), slopeX = slopeY * aspect;
    camera.distance_mm = 1;
    // A field of view is round: its rims at both ends, not the empty corners of the grid, must be seen.
    for (int i = 0; i < 2 * kRimPoints; ++i) {
        const double angle = 2 * std::numbers::pi * (i / 2) / kRimPoints;
        const VoxelPoint rim(half[0] * (1 + std::cos(angle)), half[1] * (1 + std::sin(angle)),
                             i % 2 ? 2 * half[2] : 0);
        const WorldVector d = grid.toWorld(rim) - camera.focus;
        const double towards = d.dot(camera.toEye);
        camera.distance_mm =
            std::max({camera.distance_mm, towards + kMargin * std::abs(d.dot(right)) / slopeX,
                      towards + kMargin * std::abs(d.dot(camera.up)) / slopeY});
    }
    return camera;
}

} // namespace casebook
