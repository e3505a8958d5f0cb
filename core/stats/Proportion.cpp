// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/Proportion.h"

#include "core/stats/Distributions.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace casebook::stats {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

} // namespace

Interval wilson(std::int64_t k, std::int64_t n, double level) {
    if (n <= 0 || k < 0 || k > n)
        return {nan, nan};
    const double z = normalQuantile((1 + level) / 2), size = double(n), p = double(k) / size;
    const double centre = p + z * z / (2 * size);
    const double half = z * std::sqrt(p * (1 - p) / size + z * z / (4 * size * size));
    const double scale = 1 + z * z / size;
    return {std::max(0.0, (centre - half) / scale), std::min(1.0, (centre + half) / scale)};
}

Interval clopperPearson(std::int64_t k, std::int64_t n, double level) {
    if (n <= 0 || k < 0 || k > n)
        return {nan, nan};
    const double tail = (1 - level) / 2;
    const double lower = k == 0 ? 0 : betaQuantile(tail, double(k), double(n - k) + 1);
    const double upper = k == n ? 1 : betaQuantile(1 - tail, double(k) + 1, double(n - k));
    return {lower, upper};
}

} // namespace casebook::stats
