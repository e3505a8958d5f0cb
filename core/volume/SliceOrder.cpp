// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/SliceOrder.h"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace casebook {

namespace {

constexpr double uniformWithin_mm = 0.01;
constexpr double nearlyWithin_mm = 0.2;
constexpr double samePlace_mm = 0.001;
constexpr double gapTolerance = 0.1;   // of the step
constexpr int slotsPerSlice = 4;       // more empty slots than this and the stack is no volume with gaps

std::vector<double> distances(const std::vector<WorldPoint>& p, const WorldVector& normal) {
    std::vector<double> out;
    for (std::size_t i = 1; i < p.size(); ++i)
        out.push_back((p[i] - p[i - 1]).dot(normal));
    return out;
}

/// Largest distance of a position from its slot on the line from first to last.
double residual_mm(const std::vector<WorldPoint>& p, const std::vector<int>& slots, const WorldVector& step) {
    double worst = 0;
    for (std::size_t i = 0; i < p.size(); ++i)
        worst = std::max(worst, (p[i] - p.front() - step * double(slots[i])).norm());
    return worst;
}

/// Largest distance of a position from the straight line through the first and the last.
double offLine_mm(const std::vector<WorldPoint>& p, const WorldVector& normal) {
    const WorldVector whole = p.back() - p.front();
    const double length = whole.dot(normal);
    double worst = 0;
    for (const WorldPoint& q : p)
        worst = std::max(worst, (q - p.front() - whole * ((q - p.front()).dot(normal) / length)).norm());
    return worst;
}

/// Slots when every distance is a whole multiple of `unit` within the tolerance; else empty.
std::vector<int> countedSlots(const std::vector<double>& gaps, double unit) {
    if (unit < samePlace_mm)
        return {};
    std::vector<int> slots{0};
    for (double gap : gaps) {
        const double multiple = std::round(gap / unit);
        if (multiple < 1 || std::abs(gap / unit - multiple) > gapTolerance)
            return {};
        slots.push_back(slots.back() + int(multiple));
    }
    if (slots.back() + 1 > slotsPerSlice * int(slots.size()))
        return {};
    return slots;
}

bool severalRuns(const std::vector<double>& gaps) {
    int runs = 0;
    std::size_t at = 0;
    while (at < gaps.size()) {
        std::size_t end = at + 1;
        while (end < gaps.size() && std::abs(gaps[end] - gaps[at]) <= uniformWithin_mm)
            ++end;
        runs += end - at >= 2 ? 1 : 0;
        at = end;
    }
    return runs >= 2;
}

double tilt_deg(const WorldVector& step, const WorldVector& normal) {
    return std::acos(std::min(1.0, std::abs(step.normalized().dot(normal)))) * 180.0 / std::numbers::pi;
}

void fitLine(const std::vector<WorldPoint>& p, const std::vector<double>& gaps, SliceFit& out) {
    const auto tryUnit = [&](double unit) {
        const std::vector<int> slots = countedSlots(gaps, unit);
        if (slots.empty() || slots.back() + 1 == int(p.size()))
            return false;
        const WorldVector step = (p.back() - p.front()) / slots.back();
        if (residual_mm(p, slots, step) > nearlyWithin_mm)
            return false;
        out.kind = SliceFit::Class::Gap;
        out.slots = slots;
        out.slotCount = slots.back() + 1;
        out.step = step;
        return true;
    };
    const double e = residual_mm(p, out.slots, out.step);
    if (e <= uniformWithin_mm)
        out.kind = SliceFit::Class::Uniform;
    else if (e <= nearlyWithin_mm)
        out.kind = SliceFit::Class::NearlyUniform;
    else if (!tryUnit(out.median_mm))
        out.kind = SliceFit::Class::Irregular;
}

} // namespace

SliceFit fitPositions(const std::vector<WorldPoint>& positions, const WorldVector& normal) {
    SliceFit out;
    const int n = int(positions.size());
    out.slotCount = n;
    for (int i = 0; i < n; ++i)
        out.slots.push_back(i);
    if (n < 2)
        return out;
    const std::vector<double> gaps = distances(positions, normal);
    std::vector<double> sorted = gaps;
    std::sort(sorted.begin(), sorted.end());
    out.smallest_mm = sorted.front();
    out.largest_mm = sorted.back();
    out.median_mm = sorted[(sorted.size() - 1) / 2];
    if ((positions.back() - positions.front()).dot(normal) < samePlace_mm) {
        out.kind = SliceFit::Class::Coincident;
        return out;
    }
    out.step = (positions.back() - positions.front()) / (n - 1);
    if (offLine_mm(positions, normal) > nearlyWithin_mm) {
        out.kind = SliceFit::Class::Scattered;
        return out;
    }
    fitLine(positions, gaps, out);
    out.tilt_deg = tilt_deg(out.step, normal);
    out.severalSteps = out.kind == SliceFit::Class::Irregular && severalRuns(gaps);
    return out;
}

} // namespace casebook
