// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/slice/SliceCamera.h"

#include "core/volume/Volume.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace casebook {

namespace {

/// Leaves a narrow dark rim, so that the edge of the body is seen to be whole.
constexpr double kFitMargin = 0.98;
constexpr double kBodyThreshold_hu = -300;
constexpr int kCoarseSamples = 64;
/// A row of the coarse grid belongs to the body from this share of the fullest row on: the shell of a
/// table crosses most rows in two thin places only.
constexpr double kRowShare = 0.2;

SlicePlane unitPlane(const SliceCamera& camera) {
    SliceCamera upright = camera;
    upright.flipped = false; // slice numbers must not depend on how the picture is turned
    return upright.plane({1, 1}, 1);
}

WorldVector gridAxis(const GridGeometry& grid, int axis) {
    if (axis == 0)
        return grid.rowDirection;
    return axis == 1 ? grid.columnDirection : grid.sliceStep;
}

bool risesWithIndex(const GridGeometry& grid, const SliceCamera& camera, int axis) {
    return gridAxis(grid, axis).dot(camera.rising()) >= 0;
}

int mirrored(int index, int count, bool rises) { return rises ? index : count - 1 - index; }

using Profiles = std::array<std::vector<int>, 3>;

Profiles coarseProfiles(const Volume& volume, const std::array<int, 3>& size,
                        const std::array<int, 3>& stride) {
    Profiles profiles;
    for (std::size_t a = 0; a < 3; ++a)
        profiles[a].assign(std::size_t((size[a] + stride[a] - 1) / stride[a]), 0);
    for (int k = 0; k < size[2]; k += stride[2]) {
        const std::int16_t* slice = volume.slice(k);
        for (int j = 0; j < size[1]; j += stride[1])
            for (int i = 0; i < size[0]; i += stride[0]) {
                const int stored = slice[std::size_t(j) * std::size_t(size[0]) + std::size_t(i)];
                if (volume.slope * stored + volume.intercept < kBodyThreshold_hu)
                    continue;
                ++profiles[0][std::size_t(i / stride[0])];
                ++profiles[1][std::size_t(j / stride[1])];
                ++profiles[2][std::size_t(k / stride[2])];
            }
    }
    return profiles;
}

/// First and last voxel of the range whose profile is full enough; the whole axis when none is.
std::array<double, 2> bodyRange(const std::vector<int>& profile, int stride, int size) {
    const int fullest = profile.empty() ? 0 : *std::max_element(profile.begin(), profile.end());
    const auto isBody = [&](int n) { return n > 0 && n >= kRowShare * fullest; };
    const auto first = std::find_if(profile.begin(), profile.end(), isBody);
    const auto last = std::find_if(profile.rbegin(), profile.rend(), isBody);
    if (first == profile.end())
        return {-0.5, size - 0.5};
    const double from = double(first - profile.begin()) * stride - stride;
    const double to = double(profile.rend() - last - 1) * stride + stride;
    return {std::max(-0.5, from), std::min(size - 0.5, to)};
}

} // namespace

WorldVector SliceCamera::right() const {
    const WorldVector r = standardPlane(kind, axes, centre, 1, 1, 1).right;
    return flipped ? WorldVector(-r) : r;
}

WorldVector SliceCamera::down() const { return standardPlane(kind, axes, centre, 1, 1, 1).down; }

WorldVector SliceCamera::rising() const {
    switch (kind) {
    case PlaneKind::Axial: return axes.head;
    case PlaneKind::Coronal: return axes.posterior;
    case PlaneKind::Sagittal: break;
    }
    return axes.left;
}

QPointF SliceCamera::toScreen(const WorldPoint& p, QSizeF pane) const {
    const WorldVector d = (p - centre) * pixelsPerMm;
    return {pane.width() / 2 + d.dot(right()), pane.height() / 2 + d.dot(down())};
}

WorldPoint SliceCamera::toWorld(QPointF screen, QSizeF pane) const {
    return centre + right() * ((screen.x() - pane.width() / 2) / pixelsPerMm) +
           down() * ((screen.y() - pane.height() / 2) / pixelsPerMm);
}

double SliceCamera::distance_mm(const WorldPoint& p) const { return (p - centre).dot(rising()); }

SlicePlane SliceCamera::plane(QSizeF pane, double ratio) const {
    SlicePlane plane;
    plane.right = right();
    plane.down = down();
    plane.width = std::max(1, int(std::lround(pane.width() * ratio)));
    plane.height = std::max(1, int(std::lround(pane.height() * ratio)));
    plane.pixelSize_mm = 1 / (pixelsPerMm * ratio);
    plane.origin = centre - plane.right * ((plane.width - 1) / 2.0 * plane.pixelSize_mm) -
                   plane.down * ((plane.height - 1) / 2.0 * plane.pixelSize_mm);
    return plane;
}

SlicePlace slicePlace(const GridGeometry& grid, const SliceCamera& camera) {
    const PlaneAlignment a = alignment(grid, unitPlane(camera));
    return {mirrored(a.slice, a.count, risesWithIndex(grid, camera, a.axis)), a.count, a.step_mm, a.aligned};
}

SliceCamera atSlice(const GridGeometry& grid, const SliceCamera& camera, int number) {
    const SlicePlane plane = unitPlane(camera);
    const PlaneAlignment a = alignment(grid, plane);
    const int limited = std::clamp(number, 0, std::max(0, a.count - 1));
    SliceCamera moved = camera;
    moved.centre =
        movedToSlice(grid, plane, mirrored(limited, a.count, risesWithIndex(grid, camera, a.axis))).centre();
    return moved;
}

SliceCamera throughPoint(const GridGeometry& grid, const SliceCamera& camera, const WorldPoint& p) {
    SliceCamera moved = camera;
    moved.centre += camera.rising() * camera.distance_mm(p);
    return atSlice(grid, moved, slicePlace(grid, moved).number);
}

BodyBox bodyBox(const Volume& volume) {
    const GridGeometry& grid = volume.grid;
    const std::array<int, 3> size{grid.columns, grid.rows, grid.slices};
    std::array<int, 3> stride{};
    for (std::size_t a = 0; a < 3; ++a)
        stride[a] = std::max(1, size[a] / kCoarseSamples);
    std::array<std::array<double, 2>, 3> range;
    for (std::size_t a = 0; a < 3; ++a)
        range[a] = {-0.5, size[a] - 0.5};
    if (volume.unit == QLatin1StringView("HU")) {
        const Profiles profiles = coarseProfiles(volume, size, stride);
        for (std::size_t a = 0; a < 3; ++a)
            range[a] = bodyRange(profiles[a], stride[a], size[a]);
    }
    BodyBox box;
    box.centre = grid.toWorld(
        {(range[0][0] + range[0][1]) / 2, (range[1][0] + range[1][1]) / 2, (range[2][0] + range[2][1]) / 2});
    const ViewAxes axes = acquiredAxes(grid);
    for (int corner = 0; corner < 8; ++corner) {
        const WorldVector d =
            grid.toWorld({range[0][std::size_t(corner & 1)], range[1][std::size_t((corner >> 1) & 1)],
                          range[2][std::size_t(corner >> 2)]}) -
            box.centre;
        box.left_mm = std::max(box.left_mm, 2 * std::abs(d.dot(axes.left)));
        box.posterior_mm = std::max(box.posterior_mm, 2 * std::abs(d.dot(axes.posterior)));
        box.head_mm = std::max(box.head_mm, 2 * std::abs(d.dot(axes.head)));
    }
    return box;
}

SliceCamera fitted(const GridGeometry& grid, const BodyBox& body, PlaneKind kind, QSizeF pane) {
    SliceCamera camera;
    camera.kind = kind;
    camera.axes = acquiredAxes(grid);
    camera.centre = body.centre;
    const double width = kind == PlaneKind::Sagittal ? body.posterior_mm : body.left_mm;
    const double height = kind == PlaneKind::Axial ? body.posterior_mm : body.head_mm;
    camera.pixelsPerMm =
        kFitMargin * std::min(pane.width() / std::max(1.0, width), pane.height() / std::max(1.0, height));
    camera.pixelsPerMm = std::max(camera.pixelsPerMm, 1e-3);
    return atSlice(grid, camera, slicePlace(grid, camera).number);
}

} // namespace casebook
