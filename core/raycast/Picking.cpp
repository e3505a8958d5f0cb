// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/raycast/Picking.h"

#include "core/raycast/FrameSetup.h"

#include <algorithm>
#include <cmath>

namespace casebook::raycast {

namespace {

std::optional<Pick> surfaceAt(const Scene& scene, double x, double y, const Picture& shown) {
    const int px = int(std::floor(x * shown.width / scene.width));
    const int py = int(std::floor(y * shown.height / scene.height));
    if (px < 0 || py < 0 || px >= shown.width || py >= shown.height)
        return std::nullopt;
    const std::size_t n = std::size_t(py) * std::size_t(shown.width) + std::size_t(px);
    if (shown.id[n] <= kVolumeId)
        return std::nullopt;
    // Of the pixel's own ray: in a coarse picture the one through (x, y) meets the surface elsewhere.
    const Ray ray =
        rayThrough(scene, (px + 0.5) * scene.width / shown.width, (py + 0.5) * scene.height / shown.height);
    const double depth = shown.depth[n];
    return Pick{ray.at(depth), depth, shown.id[n]};
}

/// A plane of one pixel whose ray is the one through (x, y).
ImagePlane planeOfRay(const Scene& scene, double x, double y) {
    ImagePlane plane = imagePlane(scene);
    const Ray ray = rayThrough(scene, x, y);
    plane.position = ray.from;
    plane.forward = ray.direction;
    plane.right = plane.up = WorldVector::Zero();
    return plane;
}

} // namespace

std::optional<Pick> pick(const Scene& scene, double x, double y, const Picture* shown) {
    if (!check(scene))
        return std::nullopt;
    if (shown != nullptr)
        if (auto surface = surfaceAt(scene, x, y, *shown))
            return surface;
    if (scene.volume.data == nullptr)
        return std::nullopt;
    Scene fine = scene;
    fine.level = Level::Fine;
    fine.shaded = false;
    Prepared prepared;
    if (scene.mode == Mode::Composite)
        prepared.table = std::make_shared<const TransferTable>(makeTransferTable(scene.transfer));
    FrameSetup setup(fine, planeOfRay(scene, x, y), {1, 1}, prepared, baseline::kernel);
    std::uint32_t rgba = 0, id = kNothingId;
    float depth = 0;
    setup.frame.rgba = &rgba;
    setup.frame.depth = &depth;
    setup.frame.id = &id;
    baseline::kernel.castTile(setup.frame, 0, 0, 1, 1);
    if (id == kNothingId || !std::isfinite(depth))
        return std::nullopt;
    return Pick{rayThrough(scene, x, y).at(depth), depth, id};
}

} // namespace casebook::raycast
