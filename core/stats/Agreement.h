// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace casebook::stats {

enum class KappaWeights { None, Linear, Quadratic };

/// Cohen's kappa of two raters over the same cases; categories are ordered as their numbers. Pairs with
/// a missing value (NaN) are left out. NaN where both always say the same one thing.
[[nodiscard]] double cohenKappa(std::span<const double> a, std::span<const double> b,
                                KappaWeights weights = KappaWeights::None);

/// ICC(2,1): absolute agreement of single measurements, two-way random (Shrout and Fleiss 1979), with the
/// interval of McGraw and Wong 1996.
struct IccResult {
    double icc = 0, lower = 0, upper = 0;
};
[[nodiscard]] IccResult icc21(std::span<const double> a, std::span<const double> b);

/// Differences a - b (Bland and Altman 1986): bias, SD, limits of agreement (1.96 SD) and their 95 %
/// intervals' half widths (t; variance of a limit 3 SD^2 / n).
struct BlandAltman {
    std::size_t n = 0;
    double bias = 0, sd = 0, lower = 0, upper = 0;
    double biasHalfWidth = 0, limitHalfWidth = 0;
    double repeatability = 0; ///< 1.96 sqrt(2) within-subject SD
};
[[nodiscard]] BlandAltman blandAltman(std::span<const double> a, std::span<const double> b);

} // namespace casebook::stats
