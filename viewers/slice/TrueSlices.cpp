// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/slice/TrueSlices.h"

#include "core/volume/Resample.h"

#include <algorithm>
#include <cmath>

namespace casebook {

namespace {

SlicePlane upright(const SliceCamera& camera) {
    SliceCamera c = camera;
    c.flipped = false;
    return c.plane({1, 1}, 1);
}

bool rises(const Volume& volume, const SliceCamera& camera) {
    return volume.grid.normal().dot(camera.rising()) >= 0;
}

/// Half of it on either side belongs to the slice.
double smallerGap_mm(const Volume& v, int k) {
    const WorldVector n = v.grid.normal();
    const auto gap = [&](int other) {
        return std::abs((v.positions[std::size_t(other)] - v.positions[std::size_t(k)]).dot(n));
    };
    if (v.grid.slices < 2)
        return 1;
    if (k == 0 || k == v.grid.slices - 1)
        return gap(k == 0 ? 1 : k - 1);
    return std::min(gap(k - 1), gap(k + 1));
}

} // namespace

bool showsSlices(const Volume& volume, const SliceCamera& camera) {
    const PlaneAlignment a = alignment(volume.grid, upright(camera));
    return a.aligned && a.axis == 2;
}

SlicePlace slicePlace(const Volume& volume, const GridGeometry& even, const SliceCamera& camera) {
    if (volume.regular || !showsSlices(volume, camera))
        return slicePlace(even, camera);
    const PlaneAlignment a = alignment(volume, upright(camera));
    const int number = rises(volume, camera) ? a.slice : a.count - 1 - a.slice;
    return {number, a.count, smallerGap_mm(volume, std::clamp(a.slice, 0, a.count - 1)), true};
}

SliceCamera atSlice(const Volume& volume, const GridGeometry& even, const SliceCamera& camera, int number) {
    if (volume.regular || !showsSlices(volume, camera))
        return atSlice(even, camera, number);
    const int last = volume.grid.slices - 1;
    const int limited = std::clamp(number, 0, last);
    SliceCamera moved = camera;
    moved.centre =
        movedToSlice(volume, upright(camera), rises(volume, camera) ? limited : last - limited).centre();
    return moved;
}

SliceCamera throughPoint(const Volume& volume, const GridGeometry& even, const SliceCamera& camera,
                         const WorldPoint& p) {
    SliceCamera moved = camera;
    moved.centre += camera.rising() * camera.distance_mm(p);
    return atSlice(volume, even, moved, slicePlace(volume, even, moved).number);
}

} // namespace casebook
