// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/raycast/ImagePlane.h"

#include <cmath>
#include <numbers>

namespace casebook::raycast {

ImagePlane imagePlane(const Scene& scene) {
    const Camera& camera = scene.camera;
    ImagePlane plane;
    plane.position = camera.position;
    plane.forward = (camera.focus - camera.position).normalized();
    plane.parallel = camera.parallel;
    const double half =
        camera.parallel ? camera.halfHeight_mm : std::tan(camera.angle_deg / 2 * std::numbers::pi / 180);
    const WorldVector right = plane.forward.cross(camera.up).normalized();
    plane.right = right * (half * scene.width / scene.height);
    plane.up = right.cross(plane.forward) * half;
    return plane;
}

Ray rayThrough(const Scene& scene, double x, double y) {
    const ImagePlane plane = imagePlane(scene);
    const double u = x * 2 / scene.width - 1, v = 1 - y * 2 / scene.height;
    const WorldVector across = plane.right * u + plane.up * v;
    if (plane.parallel)
        return {plane.position + across, plane.forward};
    return {plane.position, (plane.forward + across).normalized()};
}

std::optional<PicturePoint> projected(const Scene& scene, const WorldPoint& p) {
    const ImagePlane plane = imagePlane(scene);
    const WorldVector d = p - plane.position;
    const double depth = d.dot(plane.forward);
    if (depth <= 0)
        return std::nullopt;
    const double scale = plane.parallel ? 1 : depth;
    const double u = d.dot(plane.right) / plane.right.squaredNorm() / scale;
    const double v = d.dot(plane.up) / plane.up.squaredNorm() / scale;
    return PicturePoint{(u + 1) * scene.width / 2, (1 - v) * scene.height / 2,
                        plane.parallel ? depth : d.norm()};
}

} // namespace casebook::raycast
