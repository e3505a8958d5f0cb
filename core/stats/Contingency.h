// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stats/GroupTests.h"

#include <cstdint>
#include <vector>

/// Tables of counts: rows are levels, columns are groups. Pure; any thread.
namespace casebook::stats {

/// Rectangular; `at(row, column)`.
struct CountTable {
    std::size_t rows = 0, columns = 0;
    std::vector<std::int64_t> counts; ///< row by row
    CountTable(std::size_t r, std::size_t c) : rows(r), columns(c), counts(r * c, 0) {}
    [[nodiscard]] std::int64_t& at(std::size_t r, std::size_t c) { return counts[r * columns + c]; }
    [[nodiscard]] std::int64_t at(std::size_t r, std::size_t c) const { return counts[r * columns + c]; }
    [[nodiscard]] std::vector<std::int64_t> rowTotals() const;
    [[nodiscard]] std::vector<std::int64_t> columnTotals() const;
    [[nodiscard]] std::int64_t total() const;
};

/// Rows and columns without any count left out: they say nothing about association.
[[nodiscard]] CountTable withoutEmpty(const CountTable& table);

/// Pearson's chi-square without continuity correction. NaN where a margin is 0.
[[nodiscard]] TestResult chiSquare(const CountTable& table);
/// The least expected count; NaN for an empty table.
[[nodiscard]] double leastExpected(const CountTable& table);

/// Fisher's exact test (Fisher-Freeman-Halton), two-sided: the share of tables with these margins that
/// are no more probable than this one (relative tolerance 1e-7 as in R).
struct FisherResult {
    double p = 0;
    bool monteCarlo = false; ///< too many tables: share of `draws` random tables instead
    int draws = 0;
    std::uint64_t seed = 0;
};
constexpr int fisherDraws = 100'000;
constexpr std::uint64_t fisherSeed = 20'261'125;
/// @param mostNodes work after which the exact way is given up for draws of std::mt19937_64.
[[nodiscard]] FisherResult fisherExact(const CountTable& table, std::size_t mostNodes = 1'000'000);

/// Standardised difference of a categorical variable between two groups (Yang and Dalton 2012, as the R
/// package tableone: first level left out, generalised inverse). NaN without two filled columns.
[[nodiscard]] double standardisedDifference(const CountTable& table);

} // namespace casebook::stats
