// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/PagedStack.h"

#include <algorithm>
#include <cmath>

namespace casebook {

namespace {

constexpr double samePlace_mm = 0.001;

bool atOnePlace(const Volume& v) {
    const WorldVector n = v.grid.normal();
    return std::all_of(v.positions.begin(), v.positions.end(), [&](const WorldPoint& p) {
        return std::abs((p - v.positions.front()).dot(n)) < samePlace_mm;
    });
}

} // namespace

VolumePtr paged(const VolumePtr& volume) {
    if (!volume || !volume->stackOnly || volume->grid.slices < 2 || (volume->placed && !atOnePlace(*volume)))
        return volume;
    auto out = std::make_shared<Volume>(*volume);
    out->regular = true;
    out->grid.sliceStep = out->grid.normal() * std::max(1.0, out->sliceThickness_mm);
    for (std::size_t k = 0; k < out->positions.size(); ++k)
        out->positions[k] = out->grid.origin + out->grid.sliceStep * double(k);
    return out;
}

} // namespace casebook
