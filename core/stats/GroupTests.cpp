// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/GroupTests.h"

#include "core/stats/Distributions.h"
#include "core/stats/Summary.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace casebook::stats {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

TestResult impossible() { return {nan, nan, nan, nan}; }

/// Both groups' values one after the other, and their ranks.
struct Pooled {
    std::size_t na = 0, nb = 0;
    Ranks ranks;
    [[nodiscard]] double w() const {
        const double sum = std::accumulate(ranks.rank.begin(), ranks.rank.begin() + std::ptrdiff_t(na), 0.0);
        return sum - double(na) * (double(na) + 1) / 2;
    }
};

Pooled pool(std::span<const double> a, std::span<const double> b) {
    std::vector<double> x = sortedValues(a);
    const std::vector<double> y = sortedValues(b);
    Pooled out{x.size(), y.size(), {}};
    x.insert(x.end(), y.begin(), y.end());
    out.ranks = midRanks(x);
    return out;
}

/// Number of ways in which the rank sum of `m` among m + n gives each W, as shares of all ways.
std::vector<double> rankSumLaw(std::size_t m, std::size_t n) {
    // ways[i][w]: subsets of i of the ranks seen so far with W = w after removal of the least sum.
    const std::size_t top = m * n;
    std::vector<std::vector<double>> ways(m + 1, std::vector<double>(top + 1, 0));
    ways[0][0] = 1;
    for (std::size_t rank = 1; rank <= m + n; ++rank)
        for (std::size_t i = std::min(rank, m); i >= 1; --i) {
            // Taking rank r as the i-th of the chosen adds r - i to W.
            const std::size_t add = rank - i;
            if (add > n)
                continue;
            for (std::size_t w = add; w <= top; ++w)
                ways[i][w] += ways[i - 1][w - add];
        }
    const double all = std::accumulate(ways[m].begin(), ways[m].end(), 0.0);
    for (double& way : ways[m])
        way /= all;
    return ways[m];
}

} // namespace

Ranks midRanks(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::sort(order.begin(), order.end(), [&](auto i, auto j) { return values[i] < values[j]; });
    Ranks out;
    out.rank.resize(values.size());
    for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
        for (to = from; to < order.size() && values[order[to]] == values[order[from]]; ++to) {}
        for (std::size_t k = from; k < to; ++k)
            out.rank[order[k]] = double(from + to + 1) / 2;
        const double t = double(to - from);
        out.ties += t * t * t - t;
    }
    return out;
}

TestResult welchT(std::span<const double> a, std::span<const double> b) {
    const std::vector<double> x = sortedValues(a), y = sortedValues(b);
    if (x.size() < 2 || y.size() < 2)
        return impossible();
    const double ex = variance(x) / double(x.size()), ey = variance(y) / double(y.size());
    const double se = std::sqrt(ex + ey);
    if (!(se > 0))
        return impossible();
    const double t = (mean(x) - mean(y)) / se;
    const double df =
        (ex + ey) * (ex + ey) / (ex * ex / double(x.size() - 1) + ey * ey / double(y.size() - 1));
    return {t, df, 0, studentTwoSided(t, df)};
}

TestResult wilcoxonNormal(std::span<const double> a, std::span<const double> b) {
    const Pooled both = pool(a, b);
    if (both.na == 0 || both.nb == 0)
        return impossible();
    const double na = double(both.na), nb = double(both.nb), n = na + nb;
    const double w = both.w();
    const double sigma = std::sqrt(na * nb / 12 * (n + 1 - both.ranks.ties / (n * (n - 1))));
    if (!(sigma > 0))
        return impossible();
    const double off = w - na * nb / 2;
    const double continuity = off > 0 ? 0.5 : off < 0 ? -0.5 : 0;
    return {w, 0, 0, std::min(1.0, normalTwoSided((off - continuity) / sigma))};
}

bool wilcoxonIsExact(std::span<const double> a, std::span<const double> b) {
    const Pooled both = pool(a, b);
    return both.na > 0 && both.nb > 0 && both.na < 50 && both.nb < 50 && both.ranks.ties == 0;
}

TestResult wilcoxonExact(std::span<const double> a, std::span<const double> b) {
    const Pooled both = pool(a, b);
    if (both.na == 0 || both.nb == 0 || both.ranks.ties > 0)
        return impossible();
    const std::vector<double> law = rankSumLaw(both.na, both.nb);
    const auto w = std::ptrdiff_t(std::llround(both.w()));
    const double lower = std::accumulate(law.begin(), law.begin() + w + 1, 0.0);
    const double upper = std::accumulate(law.begin() + w, law.end(), 0.0);
    return {double(w), 0, 0, std::min(1.0, 2 * std::min(lower, upper))};
}

TestResult anova(const Groups& groups) {
    std::vector<double> all;
    double within = 0, between = 0;
    std::size_t filled = 0;
    std::vector<std::pair<double, double>> means; // mean, n
    for (const auto& group : groups) {
        const std::vector<double> x = sortedValues(group);
        if (x.empty())
            continue;
        ++filled;
        all.insert(all.end(), x.begin(), x.end());
        means.emplace_back(mean(x), double(x.size()));
        within += x.size() > 1 ? variance(x) * double(x.size() - 1) : 0;
    }
    if (filled < 2 || all.size() <= filled)
        return impossible();
    const double centre = mean(all);
    for (const auto& [m, n] : means)
        between += n * (m - centre) * (m - centre);
    const double df1 = double(filled - 1), df2 = double(all.size() - filled);
    if (!(within > 0))
        return impossible();
    const double f = between / df1 / (within / df2);
    return {f, df1, df2, fisherFUpper(f, df1, df2)};
}

TestResult kruskalWallis(const Groups& groups) {
    std::vector<double> all;
    std::vector<std::size_t> sizes;
    for (const auto& group : groups) {
        const std::vector<double> x = sortedValues(group);
        if (x.empty())
            continue;
        all.insert(all.end(), x.begin(), x.end());
        sizes.push_back(x.size());
    }
    if (sizes.size() < 2)
        return impossible();
    const Ranks ranks = midRanks(all);
    const double n = double(all.size());
    double sum = 0;
    std::size_t from = 0;
    for (std::size_t size : sizes) {
        const auto first = ranks.rank.begin() + std::ptrdiff_t(from);
        const double rankSum = std::accumulate(first, first + std::ptrdiff_t(size), 0.0);
        sum += rankSum * rankSum / double(size);
        from += size;
    }
    const double correction = 1 - ranks.ties / (n * n * n - n);
    if (!(correction > 0))
        return impossible();
    const double h = (12 * sum / (n * (n + 1)) - 3 * (n + 1)) / correction;
    const double df = double(sizes.size() - 1);
    return {h, df, 0, chiSquareUpper(h, df)};
}

double standardisedDifference(std::span<const double> a, std::span<const double> b) {
    const std::vector<double> x = sortedValues(a), y = sortedValues(b);
    if (x.size() < 2 || y.size() < 2)
        return nan;
    const double gap = std::fabs(mean(x) - mean(y));
    const double spread = std::sqrt((variance(x) + variance(y)) / 2);
    return gap == 0 ? 0 : gap / spread;
}

} // namespace casebook::stats
