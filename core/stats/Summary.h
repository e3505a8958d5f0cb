// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

/// Summaries of one variable. A missing value is NaN. Pure; any thread.
namespace casebook::stats {

/// Values without NaN, ascending.
[[nodiscard]] std::vector<double> sortedValues(std::span<const double> values);

/// Type 7 of Hyndman and Fan 1996 (R's and NumPy's default). @param sorted ascending, no NaN;
/// NaN where it is empty. @param p in [0, 1].
[[nodiscard]] double quantileType7(std::span<const double> sorted, double p);
/// Type 1: inverse of the empirical distribution; always one of the values.
[[nodiscard]] double quantileType1(std::span<const double> sorted, double p);

/// n, missing, mean, SD (n - 1), least, quartiles (type 7), greatest; NaN where n is too small.
struct Summary {
    std::size_t n = 0, missing = 0;
    double mean = 0, sd = 0;
    double minimum = 0, q1 = 0, median = 0, q3 = 0, maximum = 0;
};
[[nodiscard]] Summary summarise(std::span<const double> values);

/// NaN for none; compensated, so that order and size do not matter.
[[nodiscard]] double mean(std::span<const double> values);
/// Sample variance (n - 1), two passes; NaN for fewer than two.
[[nodiscard]] double variance(std::span<const double> values);

} // namespace casebook::stats
