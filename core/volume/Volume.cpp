// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/Volume.h"

#include "core/volume/Resample.h"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>

namespace casebook {

namespace {

constexpr std::size_t mostResampledVoxels = std::size_t(1) << 30;

/// Slot whose slice lies nearest along the normal.
int nearestSlot(const Volume& v, double along_mm) {
    const WorldVector n = v.grid.normal();
    int best = 0;
    for (int k = 1; k < v.grid.slices; ++k) {
        if (std::abs(v.positions[std::size_t(k)].dot(n) - along_mm) <
            std::abs(v.positions[std::size_t(best)].dot(n) - along_mm))
            best = k;
    }
    return best;
}

bool behind(const Volume& v, int slot, double along_mm) {
    const WorldVector n = v.grid.normal();
    const double at = v.positions[std::size_t(slot)].dot(n);
    // Half the distance to the neighbour on that side; at the ends half the distance to the only one.
    const int other = std::clamp(along_mm < at ? slot - 1 : slot + 1, 0, v.grid.slices - 1);
    const int neighbour =
        other == slot ? std::clamp(along_mm < at ? slot + 1 : slot - 1, 0, v.grid.slices - 1) : other;
    const double gap = std::abs(v.positions[std::size_t(neighbour)].dot(n) - at);
    return std::abs(along_mm - at) > std::max(gap, 1.0) / 2;
}

std::optional<VoxelIndex> nearestIrregular(const Volume& v, const WorldPoint& p) {
    const WorldVector n = v.grid.normal();
    const double along = p.dot(n);
    const int k = nearestSlot(v, along);
    if (behind(v, k, along))
        return std::nullopt;
    GridGeometry one = v.grid;
    one.origin = v.positions[std::size_t(k)];
    one.slices = 1;
    one.sliceStep = WorldVector(0, 0, 0);
    // Straight onto the slice: the distance from it has been judged above.
    const WorldPoint on = p + n * (one.origin.dot(n) - along);
    std::optional<VoxelIndex> found = nearestVoxel(one, on);
    if (found)
        found->k = k;
    return found;
}

} // namespace

std::optional<VoxelIndex> nearestVoxel(const Volume& volume, const WorldPoint& p) {
    return volume.regular ? nearestVoxel(volume.grid, p) : nearestIrregular(volume, p);
}

VolumePtr regularised(const VolumePtr& source) {
    if (!source || source->regular || source->grid.slices < 2)
        return source;
    const Volume& v = *source;
    const WorldVector n = v.grid.normal();
    const std::size_t sliceSize = std::size_t(v.grid.columns) * std::size_t(v.grid.rows);
    const WorldVector whole = v.positions.back() - v.positions.front();
    const double length = whole.dot(n);
    double smallest = length;
    for (std::size_t k = 1; k < v.positions.size(); ++k)
        smallest = std::min(smallest, (v.positions[k] - v.positions[k - 1]).dot(n));
    if (!(smallest > 1e-3))
        return source;
    const std::size_t most =
        std::max<std::size_t>(mostResampledVoxels / std::max<std::size_t>(sliceSize, 1), 2);
    const auto count = int(std::min(std::size_t(std::floor(length / smallest)) + 1, most));
    const double step = length / (count - 1);

    auto out = std::make_shared<Volume>(v);
    out->regular = true;
    out->grid.slices = count;
    out->grid.sliceStep = whole / (count - 1);
    out->warnings.push_back({"resampled", {QString::number(step, 'f', 2)}});
    out->stored.resize(sliceSize * std::size_t(count) + 8);
    std::fill(out->stored.end() - 8, out->stored.end(), std::int16_t(0));
    out->positions.clear();
    out->instances.clear();
    std::size_t below = 0;
    for (int k = 0; k < count; ++k) {
        const double along = step * k;
        const auto at = [&](std::size_t slot) { return (v.positions[slot] - v.positions.front()).dot(n); };
        while (below + 2 < v.positions.size() && at(below + 1) <= along)
            ++below;
        const double w = std::clamp((along - at(below)) / (at(below + 1) - at(below)), 0.0, 1.0);
        const std::int16_t* a = v.slice(int(below));
        const std::int16_t* b = v.slice(int(below) + 1);
        std::int16_t* to = out->stored.data() + std::size_t(k) * sliceSize;
        for (std::size_t i = 0; i < sliceSize; ++i)
            to[i] = std::int16_t(std::lrint(a[i] + (b[i] - a[i]) * w));
        out->instances.push_back(v.instances[w < 0.5 ? below : below + 1]);
        out->positions.push_back(out->grid.origin + out->grid.sliceStep * double(k));
    }
    return out;
}

} // namespace casebook
