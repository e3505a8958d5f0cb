// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/volume3d/RenderScene.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace casebook {

namespace {

constexpr double kMargin = 1.04;

} // namespace

RenderCamera cameraFor(const GridGeometry& grid, const WorldVector& toEye, const WorldVector& up, double aspect) {
    RenderCamera camera;
    camera.toEye = toEye.normalized();
    camera.up = (up - camera.toEye * up.dot(camera.toEye)).normalized();
    const auto corners = grid.corners();
    camera.focus = WorldPoint::Zero();
    for (const WorldPoint& corner : corners)
        camera.focus += corner / double(corners.size());
    const WorldVector right = camera.up.cross(camera.toEye);
    const double slopeY = std::tan(camera.angle_deg / 2 * std::numbers::pi / 180), slopeX = slopeY * aspect;
    camera.distance_mm = 1;
    for (const WorldPoint& corner : corners) { // every corner inside the cone of view
        const WorldVector d = corner - camera.focus;
        const double towards = d.dot(camera.toEye);
        camera.distance_mm = std::max({camera.distance_mm, towards + kMargin * std::abs(d.dot(right)) / slopeX,
                                       towards + kMargin * std::abs(d.dot(camera.up)) / slopeY});
    }
    return camera;
}

} // namespace casebook
