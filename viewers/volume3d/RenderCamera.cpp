// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/volume3d/RenderScene.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace casebook {

namespace {

constexpr double kMargin = 1.02;
constexpr int kRimPoints = 32;

/// mm a pixel at 1 mm from the eye.
double slopePerPixel(const RenderCamera& camera, const QSizeF& size) {
    return 2 * std::tan(camera.angle_deg / 2 * std::numbers::pi / 180) / std::max(1.0, size.height());
}

} // namespace

std::optional<QPointF> projected(const RenderCamera& camera, const QSizeF& size, const WorldPoint& point) {
    const WorldVector d = point - camera.focus;
    const double away = camera.distance_mm - d.dot(camera.toEye);
    if (away <= 1e-6)
        return std::nullopt;
    const double scale = away * slopePerPixel(camera, size);
    const WorldVector right = camera.up.cross(camera.toEye);
    return QPointF(size.width() / 2 + d.dot(right) / scale, size.height() / 2 - d.dot(camera.up) / scale);
}

WorldPoint unprojected(const RenderCamera& camera, const QSizeF& size, const QPointF& pixel,
                       const WorldPoint& through) {
    const double towards = (through - camera.focus).dot(camera.toEye);
    const double scale = (camera.distance_mm - towards) * slopePerPixel(camera, size);
    const WorldVector right = camera.up.cross(camera.toEye);
    return camera.focus + camera.toEye * towards + right * ((pixel.x() - size.width() / 2) * scale) -
           camera.up * ((pixel.y() - size.height() / 2) * scale);
}

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
