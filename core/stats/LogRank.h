// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stats/Survival.h"

namespace casebook::stats {

/// Log-rank test of equal survival in k groups (Mantel 1966; hypergeometric variance).
struct LogRankResult {
    double chiSquare = 0; ///< NaN where no test can be made
    double df = 0;        ///< groups - 1
    double p = 0;
    std::vector<double> observed, expected; ///< per group, all strata together
    std::vector<std::size_t> n;
};

/// @param group of each row, 0..groups-1, or -1 for missing (left out).
/// @param stratum of each row (any number; -1 left out), or empty for the plain test.
[[nodiscard]] LogRankResult logRank(const SurvivalData& data, std::span<const int> group, int groups,
                                    std::span<const int> stratum = {});

/// Trend over ordered groups with scores 0, 1, 2 ...; one degree of freedom.
[[nodiscard]] LogRankResult logRankTrend(const SurvivalData& data, std::span<const int> group, int groups);

} // namespace casebook::stats
