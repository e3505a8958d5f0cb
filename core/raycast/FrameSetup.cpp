// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/raycast/FrameSetup.h"

#include <algorithm>

namespace casebook::raycast {

namespace {

void put(double (&to)[3], const WorldVector& v) {
    for (int a = 0; a < 3; ++a)
        to[a] = v[a];
}

/// Larger HU are smaller stored values where the slope is negative.
int kernelMode(const Scene& scene) {
    switch (scene.mode) {
    case Mode::Composite: return 0;
    case Mode::Maximum: return scene.volume.slope < 0 ? 2 : 1;
    case Mode::Minimum: return scene.volume.slope < 0 ? 1 : 2;
    case Mode::Average: return 3;
    }
    return 0;
}

} // namespace

FrameSetup::FrameSetup(const Scene& scene, const ImagePlane& plane, const std::array<int, 2>& size,
                       const Prepared& prepared, const Kernel& kernel) {
    setView(scene, plane, size);
    frame.mode = kernelMode(scene);
    frame.shaded = scene.shaded;
    setCuts(scene);
    if (scene.volume.data == nullptr)
        return;
    setVolume(scene);
    setTables(scene, prepared, kernel);
    if (hasLabels(scene))
        setLabels(scene);
    setSkipping(prepared);
}

void FrameSetup::setView(const Scene& scene, const ImagePlane& plane, const std::array<int, 2>& size) {
    put(frame.position, plane.position);
    put(frame.right, plane.right);
    put(frame.up, plane.up);
    put(frame.forward, plane.forward);
    frame.parallel = plane.parallel;
    frame.width = size[0];
    frame.height = size[1];
    frame.offset[0] = frame.offset[1] = 0.5;
    frame.step = float(stepLength_mm(scene));
    // The first sample always; at fine steps all that interpolate with a voxel beyond the cut.
    frame.faceDepth = float(std::max(scene.volume.smallestSpacing_mm(), 0.75 * stepLength_mm(scene)));
}

void FrameSetup::setVolume(const Scene& scene) {
    const VolumeView& volume = scene.volume;
    const Eigen::Matrix4d inverse = volume.toWorld.inverse();
    const Eigen::Matrix3d normals = inverse.topLeftCorner<3, 3>().transpose();
    frame.voxels = volume.data;
    frame.slope = float(volume.slope);
    frame.intercept = float(volume.intercept);
    for (int a = 0; a < 3; ++a) {
        const auto n = std::size_t(a);
        frame.size[a] = volume.size[n];
        for (int b = 0; b < 4; ++b)
            frame.toVoxel[a][b] = inverse(a, b);
        for (int b = 0; b < 3; ++b)
            frame.toNormal[a][b] = float(normals(a, b) * volume.slope);
        put(frame.faceNormal[a], normals.col(a).normalized());
        frame.low[a] = std::max(0.0, scene.box ? scene.box->low[n] : 0.0);
        const double last = volume.size[n] - 1;
        frame.high[a] = std::min(last, scene.box ? scene.box->high[n] : last);
        // An empty box: the far face before the near one would be taken the other way round.
        if (frame.high[a] <= frame.low[a])
            frame.voxels = nullptr;
    }
}

void FrameSetup::setCuts(const Scene& scene) {
    frame.planes = int(std::min(scene.planes.size(), kMostPlanes));
    for (int n = 0; n < frame.planes; ++n) {
        const ClipPlane& plane = scene.planes[std::size_t(n)];
        const double norm = plane.normal.norm();
        for (int a = 0; a < 3; ++a)
            frame.plane[n][a] = plane.normal[a] / norm;
        frame.plane[n][3] = plane.offset / norm;
    }
}

void FrameSetup::setTables(const Scene& scene, const Prepared& prepared, const Kernel& kernel) {
    frame.greySlope = float(255 / scene.window.width);
    frame.greyOffset = float(127.5 - scene.window.center * 255 / scene.window.width);
    if (scene.mode != Mode::Composite)
        return;
    const TransferTable& table = *prepared.table;
    alpha_.resize(kTableSize);
    kernel.alphaTable(table.depth.data(), frame.step, alpha_.data(), kTableSize);
    frame.tissueDepth = table.depth.data();
    frame.tissueAlpha = alpha_.data();
    frame.tissueRgb = table.rgb.data();
}

void FrameSetup::setLabels(const Scene& scene) {
    for (std::size_t n = 0; n < 256; ++n) {
        const LabelStyle& style = (*scene.labelTable)[n];
        opacity_[n] = float(std::max(0.0, style.opacity));
        mix_[n] = float(std::clamp(style.mix, 0.0, 1.0));
        rgb_[n] = style.color[0] | std::uint32_t(style.color[1]) << 8 | std::uint32_t(style.color[2]) << 16;
    }
    frame.labels = scene.labels.data;
    frame.labelOpacity = opacity_.data();
    frame.labelMix = mix_.data();
    frame.labelRgb = rgb_.data();
    frame.smoothLabels = scene.level == Level::Full || scene.level == Level::Fine;
}

void FrameSetup::setSkipping(const Prepared& prepared) {
    if (prepared.occupancy)
        frame.distance = prepared.occupancy->distance.data();
    if (!prepared.bricks)
        return;
    const Bricks& bricks = *prepared.bricks;
    for (int a = 0; a < 3; ++a) {
        frame.shift[a] = bricks.grid.shift[std::size_t(a)];
        frame.bricks[a] = bricks.grid.count[std::size_t(a)];
        frame.groups[a] = bricks.groups[std::size_t(a)];
    }
    if (frame.mode == 1 || frame.mode == 2) {
        frame.brickExtreme = (frame.mode == 1 ? bricks.high : bricks.low).data();
        frame.groupExtreme = (frame.mode == 1 ? bricks.groupHigh : bricks.groupLow).data();
    }
}

} // namespace casebook::raycast
