// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/Scene.h"

#include <optional>

namespace casebook::raycast {

/// Where a camera's picture lies in the patient: the ray of the place (u, v), both -1..1, u to the right
/// and v up, starts at `position` towards forward + u * right + v * up; parallel: starts at position +
/// u * right + v * up towards `forward`. Values; any thread.
struct ImagePlane {
    WorldPoint position{0, 0, 0};
    WorldVector forward{0, 1, 0}; ///< unit
    WorldVector right{1, 0, 0};   ///< perpendicular to forward and up, which are to each other
    WorldVector up{0, 0, 1};
    bool parallel = false;
};
[[nodiscard]] ImagePlane imagePlane(const Scene& scene);

struct Ray {
    WorldPoint from{0, 0, 0};
    WorldVector direction{0, 1, 0}; ///< unit
    [[nodiscard]] WorldPoint at(double depth_mm) const { return from + direction * depth_mm; }
};
/// @param x,y pixels of the full picture (Scene::width, height), from its upper left corner; the centre of
/// the first pixel is (0.5, 0.5).
[[nodiscard]] Ray rayThrough(const Scene& scene, double x, double y);

/// The place of a point in the full picture, and its depth along that ray; nothing behind the camera.
struct PicturePoint {
    double x = 0, y = 0, depth_mm = 0;
};
[[nodiscard]] std::optional<PicturePoint> projected(const Scene& scene, const WorldPoint& p);

} // namespace casebook::raycast
