// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/volume3d/TransferCurve.h"

#include <algorithm>
#include <cmath>

namespace casebook::transferCurve {

using raycast::TransferFunction;
using raycast::TransferPoint;

namespace {

constexpr double kNarrowest_hu = 1; ///< from point to point

double rounded(double opacity) { return std::round(std::clamp(opacity, 0.0, 1.0) * 1000) / 1000; }

/// The first point above; the span that holds `hu` ends there.
auto above(const TransferFunction& curve, double hu) {
    return std::find_if(curve.begin(), curve.end(), [&](const TransferPoint& p) { return p.hu > hu; });
}

std::uint32_t channel(std::uint32_t a, std::uint32_t b, double part, int shift) {
    const double from = (a >> shift) & 255U, to = (b >> shift) & 255U;
    return std::uint32_t(std::lround(from + (to - from) * part)) << shift;
}

} // namespace

TransferFunction tidied(const TransferFunction& curve) {
    TransferFunction out;
    for (const TransferPoint& p : curve) {
        const double hu = std::round(std::clamp(p.hu, kLowest_hu, kHighest_hu));
        if (out.size() == kMost || (!out.empty() && hu < out.back().hu + kNarrowest_hu))
            continue;
        out.push_back({hu, rounded(p.opacity), p.color & 0xFFFFFFU});
    }
    return out;
}

double opacityAt(const TransferFunction& curve, double hu) {
    const auto high = above(curve, hu);
    if (high == curve.begin())
        return 0;
    const TransferPoint& low = *(high - 1);
    if (high == curve.end())
        return low.opacity;
    return low.opacity + (high->opacity - low.opacity) * (hu - low.hu) / (high->hu - low.hu);
}

std::uint32_t colorAt(const TransferFunction& curve, double hu) {
    if (curve.empty())
        return 0;
    const auto high = above(curve, hu);
    if (high == curve.begin())
        return curve.front().color;
    const TransferPoint& low = *(high - 1);
    if (high == curve.end())
        return low.color;
    const double part = (hu - low.hu) / (high->hu - low.hu);
    return channel(low.color, high->color, part, 16) | channel(low.color, high->color, part, 8) |
           channel(low.color, high->color, part, 0);
}

TransferPoint moved(const TransferFunction& curve, std::size_t index, double hu, double opacity) {
    const double low = index == 0 ? kLowest_hu : curve[index - 1].hu + kNarrowest_hu;
    const double high = index + 1 == curve.size() ? kHighest_hu : curve[index + 1].hu - kNarrowest_hu;
    return {std::clamp(std::round(hu), low, high), rounded(opacity), curve[index].color};
}

std::optional<Inserted> inserted(const TransferFunction& curve, double hu) {
    TransferPoint p{std::round(std::clamp(hu, kLowest_hu, kHighest_hu)), 0, 0};
    const auto high = above(curve, p.hu);
    const bool isTaken = std::any_of(curve.begin(), curve.end(), [&](const TransferPoint& q) {
        return std::abs(q.hu - p.hu) < kNarrowest_hu;
    });
    if (isTaken || curve.size() >= kMost)
        return std::nullopt;
    p.opacity = rounded(opacityAt(curve, p.hu));
    p.color = colorAt(curve, p.hu);
    Inserted out{curve, std::size_t(high - curve.begin())};
    out.curve.insert(out.curve.begin() + std::ptrdiff_t(out.index), p);
    return out;
}

std::optional<Inserted> insertedBeside(const TransferFunction& curve, std::size_t index) {
    if (curve.empty())
        return inserted(curve, 0);
    if (curve.size() == 1)
        return inserted(curve, (curve[0].hu + kHighest_hu) / 2);
    const std::size_t low = std::min(index, curve.size() - 2);
    return inserted(curve, (curve[low].hu + curve[low + 1].hu) / 2);
}

} // namespace casebook::transferCurve
