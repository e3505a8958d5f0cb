// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/Contingency.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <random>

namespace casebook::stats {

namespace {

using Margin = std::vector<std::int64_t>;

/// log(n!) for 0..n.
std::vector<double> logFactorials(std::int64_t n) {
    std::vector<double> out(std::size_t(n) + 1, 0);
    for (std::size_t i = 2; i < out.size(); ++i)
        out[i] = out[i - 1] + std::log(double(i));
    return out;
}

/// Sum of log(cell!) of a table: the probability of a table is constant / product of cell!.
double logCells(const std::vector<std::int64_t>& cells, const std::vector<double>& lf) {
    return std::accumulate(cells.begin(), cells.end(), 0.0,
                           [&](double sum, std::int64_t c) { return sum + lf[std::size_t(c)]; });
}

/// What is left of the row margins after some columns (sorted: order does not matter for what follows),
/// and, for each log weight of the ways there, how many such ways.
using Ways = std::map<std::int64_t, double>;  // log weight in units of 1e-9 -> number of ways
using Stage = std::map<Margin, Ways>;
constexpr double grain = 1e-9;

/// Columns are filled one after the other; equal remainders are merged (the network of Mehta and Patel
/// 1983, without its bounds). Nothing when more than `mostNodes` steps would be needed.
class Network {
public:
    Network(const std::vector<double>& lf, std::size_t mostNodes) : lf_(lf), left_(mostNodes) {}

    /// Fills one column of `total` from every remainder of `from`.
    std::optional<Stage> fill(const Stage& from, std::int64_t total) {
        Stage out;
        for (const auto& [margin, ways] : from) {
            fills_.clear();
            Margin rest = margin;
            if (!spread(rest, 0, total, 0))
                return std::nullopt;
            for (const auto& [next, weight] : fills_) {
                if (left_ < ways.size())
                    return std::nullopt;
                left_ -= ways.size();
                Ways& target = out[next];
                for (const auto& [past, count] : ways)
                    target[past + std::llround(weight / grain)] += count;
            }
        }
        return out;
    }

private:
    /// Every way to take `total` from rest[row...]; the weight is the sum of log(cell!).
    bool spread(Margin& rest, std::size_t row, std::int64_t total, double weight) {
        if (left_ == 0)
            return false;
        --left_;
        if (row + 1 == rest.size()) {
            if (rest[row] < total)
                return true;
            rest[row] -= total;
            Margin sorted = rest;
            std::sort(sorted.begin(), sorted.end());
            fills_.emplace_back(std::move(sorted), weight + lf_[std::size_t(total)]);
            rest[row] += total;
            return true;
        }
        const std::int64_t behind =
            std::accumulate(rest.begin() + std::ptrdiff_t(row) + 1, rest.end(), std::int64_t(0));
        const std::int64_t most = std::min(rest[row], total);
        for (std::int64_t take = std::max<std::int64_t>(0, total - behind); take <= most; ++take) {
            rest[row] -= take;
            const bool going = spread(rest, row + 1, total - take, weight + lf_[std::size_t(take)]);
            rest[row] += take;
            if (!going)
                return false;
        }
        return true;
    }

    const std::vector<double>& lf_;
    std::size_t left_;
    std::vector<std::pair<Margin, double>> fills_;
};

/// Share of the tables at least as improbable, or nothing when there are too many.
std::optional<double> exactP(const Margin& rows, const Margin& columns, double observed,
                             const std::vector<double>& lf, std::size_t mostNodes) {
    Network network(lf, mostNodes);
    Margin start = rows;
    std::sort(start.begin(), start.end());
    Stage stage{{start, Ways{{0, 1.0}}}};
    for (std::int64_t total : columns) {
        auto next = network.fill(stage, total);
        if (!next)
            return std::nullopt;
        stage = std::move(*next);
    }
    // All remainders are zero now. Probability is proportional to exp(-weight); rarer = heavier.
    const double limit = observed - 1e-7;
    double all = 0, rare = 0;
    for (const auto& [margin, ways] : stage)
        for (const auto& [units, count] : ways) {
            const double weight = double(units) * grain;
            const double p = count * std::exp(observed - weight);
            all += p;
            if (weight >= limit)
                rare += p;
        }
    return std::min(1.0, rare / all);
}

/// A whole number below `n`, the same on every machine (std's distributions are not).
std::size_t below(std::mt19937_64& random, std::size_t n) {
    const std::uint64_t bound = std::uint64_t(n);
    const std::uint64_t limit = std::numeric_limits<std::uint64_t>::max() / bound * bound;
    std::uint64_t value = random();
    while (value >= limit)
        value = random();
    return std::size_t(value % bound);
}

double drawnP(const CountTable& table, double observed, const std::vector<double>& lf) {
    std::vector<std::size_t> row, column;
    for (std::size_t r = 0; r < table.rows; ++r)
        for (std::size_t c = 0; c < table.columns; ++c)
            for (std::int64_t k = 0; k < table.at(r, c); ++k) {
                row.push_back(r);
                column.push_back(c);
            }
    std::mt19937_64 random(fisherSeed);
    int rare = 0;
    for (int draw = 0; draw < fisherDraws; ++draw) {
        for (std::size_t i = column.size(); i > 1; --i)
            std::swap(column[i - 1], column[below(random, i)]);
        CountTable drawn(table.rows, table.columns);
        for (std::size_t i = 0; i < row.size(); ++i)
            ++drawn.at(row[i], column[i]);
        rare += logCells(drawn.counts, lf) >= observed - 1e-7 ? 1 : 0;
    }
    return double(rare + 1) / double(fisherDraws + 1);
}

} // namespace

FisherResult fisherExact(const CountTable& full, std::size_t mostNodes) {
    const CountTable table = withoutEmpty(full);
    if (table.rows < 2 || table.columns < 2)
        return {std::numeric_limits<double>::quiet_NaN(), false, 0, 0};
    const std::vector<double> lf = logFactorials(table.total());
    const double observed = logCells(table.counts, lf);
    // The longer side is walked, the shorter is the remainder: fewer different remainders.
    const bool turned = table.rows > table.columns;
    Margin rows = turned ? table.columnTotals() : table.rowTotals();
    Margin columns = turned ? table.rowTotals() : table.columnTotals();
    std::sort(columns.begin(), columns.end(), std::greater<>());
    if (auto p = exactP(rows, columns, observed, lf, mostNodes))
        return {*p, false, 0, 0};
    return {drawnP(table, observed, lf), true, fisherDraws, fisherSeed};
}

} // namespace casebook::stats
