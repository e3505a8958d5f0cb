// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/Caster.h"
#include "core/raycast/ImagePlane.h"
#include "core/raycast/Picking.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <functional>
#include <memory>

/// Scenes the raycast tests share.
namespace casebook::raycast::fixture {

inline GridGeometry gridOf(std::array<int, 3> size, std::array<double, 3> spacing) {
    GridGeometry g;
    g.columns = size[0];
    g.rows = size[1];
    g.slices = size[2];
    g.columnSpacing = spacing[0];
    g.rowSpacing = spacing[1];
    g.sliceStep = {0, 0, spacing[2]};
    g.origin = {-(size[0] - 1) * spacing[0] / 2, -(size[1] - 1) * spacing[1] / 2,
                -(size[2] - 1) * spacing[2] / 2};
    return g;
}

/// HU by voxel.
inline VolumePtr volumeOf(const GridGeometry& grid, const std::function<double(int, int, int)>& hu) {
    auto v = std::make_shared<Volume>();
    v->grid = grid;
    v->stored.assign(v->voxelCount() + 8, 0);
    std::size_t n = 0;
    for (int k = 0; k < grid.slices; ++k)
        for (int j = 0; j < grid.rows; ++j)
            for (int i = 0; i < grid.columns; ++i)
                v->stored[n++] = std::int16_t(std::lround(hu(i, j, k)));
    return v;
}

/// One colour and opacity from `hu` on.
inline TransferFunction allFrom(double hu, double opacity, std::uint32_t color = 0xFFFFFF) {
    return {{hu, opacity, color}};
}

inline Camera from(const WorldVector& toEye, const WorldVector& up, double distance_mm = 600,
                   const WorldPoint& focus = {0, 0, 0}) {
    Camera camera;
    camera.focus = focus;
    camera.position = focus + toEye.normalized() * distance_mm;
    camera.up = up;
    return camera;
}
inline Camera parallelFrom(const WorldVector& toEye, const WorldVector& up, double halfHeight_mm) {
    Camera camera = from(toEye, up);
    camera.parallel = true;
    camera.halfHeight_mm = halfHeight_mm;
    return camera;
}

inline Scene sceneOf(const VolumePtr& volume, const TransferFunction& transfer, int side = 64) {
    Scene scene;
    scene.volume = viewOf(volume);
    scene.transfer = transfer;
    scene.width = scene.height = side;
    scene.shaded = false;
    return scene;
}

inline Picture drawn(const Scene& scene, const CasterOptions& options = {2}) {
    Caster caster(options);
    Prepared prepared;
    auto picture = caster.draw(scene, prepared);
    if (!picture || !*picture)
        qFatal("not drawn");
    return std::move(**picture);
}

inline int channel(const Picture& p, int x, int y, int c) {
    return int((p.rgba[std::size_t(y) * std::size_t(p.width) + std::size_t(x)] >> (8 * c)) & 0xFF);
}
inline int alpha(const Picture& p, int x, int y) { return channel(p, x, y, 3); }
inline float depth(const Picture& p, int x, int y) {
    return p.depth[std::size_t(y) * std::size_t(p.width) + std::size_t(x)];
}
inline std::uint32_t id(const Picture& p, int x, int y) {
    return p.id[std::size_t(y) * std::size_t(p.width) + std::size_t(x)];
}

/// Pixels whose colour, depth or id differ by a bit.
inline int different(const Picture& a, const Picture& b) {
    if (a.width != b.width || a.height != b.height)
        return -1;
    int count = 0;
    for (std::size_t n = 0; n < a.rgba.size(); ++n)
        count += a.rgba[n] != b.rgba[n] || a.id[n] != b.id[n] ||
                         std::bit_cast<std::uint32_t>(a.depth[n]) != std::bit_cast<std::uint32_t>(b.depth[n])
                     ? 1
                     : 0;
    return count;
}

/// A ball of triangles, by latitude and longitude.
inline std::shared_ptr<const TriangleMesh> ballMesh(const WorldPoint& centre, double radius,
                                                    int around = 64) {
    auto mesh = std::make_shared<TriangleMesh>();
    const int rings = around / 2;
    for (int r = 0; r <= rings; ++r)
        for (int a = 0; a < around; ++a) {
            const double lat = M_PI * r / rings, lon = 2 * M_PI * a / around;
            const WorldVector n(std::sin(lat) * std::cos(lon), std::sin(lat) * std::sin(lon), std::cos(lat));
            for (int c = 0; c < 3; ++c) {
                mesh->points.push_back(float(centre[c] + radius * n[c]));
                mesh->normals.push_back(float(n[c]));
            }
        }
    for (int r = 0; r < rings; ++r)
        for (int a = 0; a < around; ++a) {
            const int p = r * around + a, q = r * around + (a + 1) % around;
            for (const int index : {p, q, p + around, q, q + around, p + around})
                mesh->triangles.push_back(index);
        }
    return mesh;
}

} // namespace casebook::raycast::fixture
