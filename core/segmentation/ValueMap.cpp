// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segmentation/ValueMap.h"

#include <algorithm>
#include <cmath>

namespace casebook {

std::optional<double> valueAt(const ValueMap& map, const GridGeometry& where, const WorldPoint& p) {
    const auto voxel = nearestVoxel(where, p);
    if (!voxel)
        return {};
    const std::size_t at = (std::size_t(voxel->k) * std::size_t(map.grid.rows) + std::size_t(voxel->j)) *
                               std::size_t(map.grid.columns) +
                           std::size_t(voxel->i);
    if (at >= map.values.size() || !std::isfinite(map.values[at]))
        return {};
    return double(map.values[at]);
}

Segmentation segmentationOf(std::shared_ptr<const ValueMap> map) {
    constexpr double kFormsApart_mm = 0.1;
    Segmentation out;
    out.uid = map->uid;
    out.frameOfReference = map->frameOfReference;
    out.referencedSeries = map->referencedSeries;
    out.grid = map->grid;
    if (map->formsApart_mm > kFormsApart_mm)
        out.notes.push_back({"forms-disagree", {QString::number(map->formsApart_mm, 'f', 2)}});
    out.map = std::move(map);
    return out;
}

void setRange(ValueMap& map) {
    constexpr std::size_t kMostLooked = 1'000'000;
    const std::size_t stride = std::max<std::size_t>(1, map.values.size() / kMostLooked);
    std::vector<float> seen;
    for (std::size_t n = 0; n < map.values.size(); n += stride)
        if (std::isfinite(map.values[n]) && map.values[n] != 0)
            seen.push_back(map.values[n]);
    if (seen.empty()) {
        map.low = 0;
        map.high = 1;
        return;
    }
    const auto quantile = [&](double q) {
        const auto nth = seen.begin() + std::ptrdiff_t(q * double(seen.size() - 1));
        std::nth_element(seen.begin(), nth, seen.end());
        return double(*nth);
    };
    map.low = quantile(0.02);
    map.high = quantile(0.98);
    if (!(map.high > map.low)) {
        const auto [low, high] = std::minmax_element(seen.begin(), seen.end());
        map.low = std::min(0.0, double(*low));
        map.high = std::max(double(*high), map.low + 1e-6);
    }
}

std::array<std::uint8_t, 3> mapColor(double share, bool grey) {
    // Nine places of cividis; straight lines between them stay within 3 of 255 of the published table.
    static constexpr std::array<std::array<int, 3>, 9> stops{{{0, 34, 78},
                                                              {26, 56, 111},
                                                              {65, 77, 107},
                                                              {97, 99, 112},
                                                              {125, 124, 120},
                                                              {155, 148, 118},
                                                              {190, 175, 108},
                                                              {225, 204, 85},
                                                              {254, 232, 56}}};
    const double t = std::clamp(std::isfinite(share) ? share : 0.0, 0.0, 1.0);
    if (grey) {
        const auto v = std::uint8_t(std::lround(t * 255));
        return {v, v, v};
    }
    const double place = t * double(stops.size() - 1);
    const std::size_t at = std::min(std::size_t(place), stops.size() - 2);
    std::array<std::uint8_t, 3> out{};
    for (std::size_t c = 0; c < 3; ++c)
        out[c] = std::uint8_t(
            std::lround(stops[at][c] + (place - double(at)) * (stops[at + 1][c] - stops[at][c])));
    return out;
}

} // namespace casebook
