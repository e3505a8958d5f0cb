// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/Summary.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace casebook::stats {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

} // namespace

std::vector<double> sortedValues(std::span<const double> values) {
    std::vector<double> out;
    out.reserve(values.size());
    std::copy_if(values.begin(), values.end(), std::back_inserter(out),
                 [](double x) { return !std::isnan(x); });
    std::sort(out.begin(), out.end());
    return out;
}

double quantileType7(std::span<const double> sorted, double p) {
    if (sorted.empty())
        return nan;
    const double position = double(sorted.size() - 1) * p;
    // As R does: a position that is whole but for rounding is that value itself.
    const double fuzz = 4 * std::numeric_limits<double>::epsilon();
    const double below = std::floor(position + fuzz);
    const auto low = std::min(std::size_t(below), sorted.size() - 1);
    const double part = position - below;
    if (std::fabs(part) < fuzz * std::max(1.0, position) || low + 1 == sorted.size())
        return sorted[low];
    return (1 - part) * sorted[low] + part * sorted[low + 1];
}

double quantileType1(std::span<const double> sorted, double p) {
    if (sorted.empty())
        return nan;
    const double position = double(sorted.size()) * p;
    const double fuzz = 4 * std::numeric_limits<double>::epsilon() * std::max(1.0, position);
    double rank = std::floor(position + fuzz);
    if (position - rank > fuzz)
        rank += 1;
    return sorted[std::size_t(std::clamp(rank, 1.0, double(sorted.size()))) - 1];
}

double mean(std::span<const double> values) {
    if (values.empty())
        return nan;
    double sum = 0, lost = 0; // Neumaier
    for (double x : values) {
        const double next = sum + x;
        lost += std::fabs(sum) >= std::fabs(x) ? (sum - next) + x : (x - next) + sum;
        sum = next;
    }
    return (sum + lost) / double(values.size());
}

double variance(std::span<const double> values) {
    if (values.size() < 2)
        return nan;
    const double centre = mean(values);
    double squares = 0, rest = 0;
    for (double x : values) {
        squares += (x - centre) * (x - centre);
        rest += x - centre;
    }
    const double n = double(values.size());
    return (squares - rest * rest / n) / (n - 1);
}

Summary summarise(std::span<const double> values) {
    const std::vector<double> sorted = sortedValues(values);
    Summary out;
    out.n = sorted.size();
    out.missing = values.size() - sorted.size();
    out.mean = mean(sorted);
    out.sd = std::sqrt(variance(sorted));
    out.minimum = quantileType7(sorted, 0);
    out.q1 = quantileType7(sorted, 0.25);
    out.median = quantileType7(sorted, 0.5);
    out.q3 = quantileType7(sorted, 0.75);
    out.maximum = quantileType7(sorted, 1);
    return out;
}

} // namespace casebook::stats
