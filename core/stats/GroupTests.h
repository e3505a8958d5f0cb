// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

/// Tests of one number between groups. A group is its values; NaN values are left out. Pure; any thread.
/// A test that can't be made (a group empty or too small, no spread at all) has p = NaN.
namespace casebook::stats {

struct TestResult {
    double statistic = 0;
    double df = 0;   ///< 0 where the test has none
    double df2 = 0;  ///< of F tests
    double p = 0;    ///< two-sided
};

using Groups = std::vector<std::vector<double>>;

/// Welch's t test, Satterthwaite's degrees of freedom.
[[nodiscard]] TestResult welchT(std::span<const double> a, std::span<const double> b);
/// Wilcoxon rank-sum; `statistic` is R's W. Normal approximation with continuity and tie correction.
[[nodiscard]] TestResult wilcoxonNormal(std::span<const double> a, std::span<const double> b);
/// The same by the exact distribution of W. Precondition: no ties; O(n^4) time, n^2 memory: n < 50 each.
[[nodiscard]] TestResult wilcoxonExact(std::span<const double> a, std::span<const double> b);
/// True where the exact form is used: both groups below 50 and no ties.
[[nodiscard]] bool wilcoxonIsExact(std::span<const double> a, std::span<const double> b);
/// One-way analysis of variance, equal variances.
[[nodiscard]] TestResult anova(const Groups& groups);
/// Kruskal-Wallis with tie correction.
[[nodiscard]] TestResult kruskalWallis(const Groups& groups);

/// |m1 - m2| / sqrt((v1 + v2) / 2). 0 where both are constant and equal; infinite where constant and not.
[[nodiscard]] double standardisedDifference(std::span<const double> a, std::span<const double> b);

/// Mid-ranks of `values` (no NaN), and the sum of t^3 - t over ties.
struct Ranks {
    std::vector<double> rank;
    double ties = 0;
};
[[nodiscard]] Ranks midRanks(std::span<const double> values);

} // namespace casebook::stats
