// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/raycast/LungParts.h"

#include <algorithm>
#include <cmath>

namespace casebook::raycast {

namespace {

using Mask = std::vector<std::uint8_t>;

Mask copied(const std::uint8_t* from, std::size_t count) {
    Mask mask(count, 0);
    if (from != nullptr)
        std::transform(from, from + count, mask.begin(), [](std::uint8_t v) { return v != 0 ? 1 : 0; });
    return mask;
}

/// Along one line of `n` voxels `step` apart: `value` spreads `reach` voxels to both sides.
void spreadLine(std::uint8_t* line, int n, std::size_t step, int reach, std::uint8_t value, Mask& before) {
    for (int i = 0; i < n; ++i)
        before[std::size_t(i)] = line[std::size_t(i) * step];
    for (int i = 0; i < n; ++i) {
        if (before[std::size_t(i)] != value)
            continue;
        for (int j = std::max(0, i - reach); j <= std::min(n - 1, i + reach); ++j)
            line[std::size_t(j) * step] = value;
    }
}

void spread(Mask& mask, const std::array<int, 3>& size, std::size_t axis, int reach, std::uint8_t value) {
    const std::array<std::size_t, 3> step{1, std::size_t(size[0]),
                                          std::size_t(size[0]) * std::size_t(size[1])};
    const std::size_t b = axis == 0 ? 1 : 0, c = axis == 2 ? 1 : 2;
    Mask before(static_cast<std::size_t>(size[axis]));
    for (int v = 0; v < size[c]; ++v)
        for (int u = 0; u < size[b]; ++u)
            spreadLine(mask.data() + std::size_t(u) * step[b] + std::size_t(v) * step[c], size[axis],
                       step[axis], reach, value, before);
}

LungPart partOf(bool lung, bool inner, bool airway, bool nodule) {
    if (nodule)
        return LungPart::Nodule;
    if (airway)
        return lung ? LungPart::LungAirway : LungPart::Airway;
    if (!lung)
        return LungPart::Outside;
    return inner ? LungPart::Lung : LungPart::LungRim;
}

} // namespace

std::shared_ptr<const std::vector<std::uint8_t>> makeLungParts(const VolumeView& volume,
                                                               const LungMasks& masks) {
    const std::size_t count = volume.count();
    Mask inner = copied(masks.lungs, count), airways = copied(masks.airways, count);
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double spacing = volume.toWorld.col(Eigen::Index(axis)).head<3>().norm();
        spread(inner, volume.size, axis, std::max(1, int(std::lround(kLungRim_mm / spacing))), 0);
        spread(airways, volume.size, axis, 1, 1);
    }
    auto parts = std::make_shared<Mask>(count + 8, 0);
    for (std::size_t n = 0; n < count; ++n)
        (*parts)[n] =
            std::uint8_t(partOf(masks.lungs != nullptr && masks.lungs[n] != 0, inner[n] != 0, airways[n] != 0,
                                masks.nodules != nullptr && masks.nodules[n] != 0));
    return parts;
}

} // namespace casebook::raycast
