// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segmentation/EqualSteps.h"

#include <algorithm>
#include <cmath>

namespace casebook {

namespace {

constexpr double kSamePlace_mm = 0.05;
constexpr int kMostSlices = 4096;

} // namespace

EqualSteps equalSteps(const std::vector<double>& places) {
    EqualSteps out;
    double gap = 1e300;
    for (std::size_t i = 1; i < places.size(); ++i)
        if (places[i] - places[i - 1] > kSamePlace_mm)
            gap = std::min(gap, places[i] - places[i - 1]);
    out.first_mm = places.front();
    const double length = places.back() - places.front();
    if (!(gap < 1e300) || !(length > 0)) {
        out.owner = {0};
        return out;
    }
    constexpr double kFine = 0.05;
    int steps = int(std::min(std::ceil(length / gap - 1e-6), double(kMostSlices - 1)));
    const auto fits = [&](int n) {
        const double step = length / n;
        return std::all_of(places.begin(), places.end(), [&](double p) {
            const double at = (p - places.front()) / step;
            return std::abs(at - std::round(at)) < kFine;
        });
    };
    // Nothing fits: a quarter of the smallest gap is fine enough to look at.
    const int coarse = steps;
    steps = std::min(4 * coarse, kMostSlices - 1);
    for (int finer = coarse; finer < kMostSlices && finer <= 8 * coarse; ++finer)
        if (fits(finer)) {
            steps = finer;
            break;
        }
    out.step_mm = length / steps;
    std::size_t owner = 0;
    for (int k = 0; k <= steps; ++k) {
        const double at = out.first_mm + out.step_mm * k;
        while (owner + 1 < places.size() && places[owner + 1] - at < at - places[owner])
            ++owner;
        out.owner.push_back(int(owner));
    }
    return out;
}

std::vector<double> slabHeights(const std::vector<double>& places, double most_mm) {
    std::vector<double> out;
    for (std::size_t n = 0; n < places.size(); ++n) {
        // At the ends of the stack the one gap there is counts on both sides.
        const double before = n > 0 ? places[n] - places[n - 1] : 1e300;
        const double after = n + 1 < places.size() ? places[n + 1] - places[n] : 1e300;
        const double low = std::min(before < 1e300 ? before : after, 2 * most_mm) / 2;
        const double high = std::min(after < 1e300 ? after : before, 2 * most_mm) / 2;
        out.push_back(low + high);
    }
    return out;
}

} // namespace casebook
