// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/LogRank.h"

#include "core/stats/Distributions.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace casebook::stats {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct Sums {
    Eigen::VectorXd observed, expected, n;
    Eigen::MatrixXd variance;
    explicit Sums(Eigen::Index k)
        : observed(Eigen::VectorXd::Zero(k)), expected(Eigen::VectorXd::Zero(k)), n(Eigen::VectorXd::Zero(k)),
          variance(Eigen::MatrixXd::Zero(k, k)) {}
};

/// Adds one stratum: its rows, walked from the last time to the first.
void addStratum(Sums& sums, std::vector<std::size_t> rows, const std::vector<double>& time,
                const SurvivalData& data, std::span<const int> group) {
    std::sort(rows.begin(), rows.end(), [&](auto a, auto b) { return time[a] > time[b]; });
    Eigen::VectorXd risk = Eigen::VectorXd::Zero(sums.n.size());
    for (std::size_t from = 0, to = 0; from < rows.size(); from = to) {
        double events = 0;
        for (to = from; to < rows.size() && time[rows[to]] == time[rows[from]]; ++to) {
            const auto g = Eigen::Index(group[rows[to]]);
            risk(g) += 1;
            sums.n(g) += 1;
            sums.observed(g) += data.event[rows[to]];
            events += data.event[rows[to]];
        }
        const double all = risk.sum();
        if (events == 0)
            continue;
        sums.expected += risk * events / all;
        if (all > 1) {
            const double factor = events * (all - events) / (all - 1);
            const Eigen::VectorXd share = risk / all;
            sums.variance += factor * Eigen::MatrixXd(share.asDiagonal());
            sums.variance -= factor * share * share.transpose();
        }
    }
}

Sums sumsOf(const SurvivalData& data, std::span<const int> group, int groups, std::span<const int> stratum) {
    std::vector<double> known(data.time);
    std::map<int, std::vector<std::size_t>> strata;
    for (std::size_t i = 0; i < data.size(); ++i) {
        const bool used = !std::isnan(data.time[i]) && group[i] >= 0 && (stratum.empty() || stratum[i] >= 0);
        if (used)
            strata[stratum.empty() ? 0 : stratum[i]].push_back(i);
        else
            known[i] = nan;
    }
    const std::vector<double> time = tiedTimes(known);
    Sums sums(groups);
    for (auto& [number, rows] : strata)
        addStratum(sums, std::move(rows), time, data, group);
    return sums;
}

LogRankResult told(const Sums& sums) {
    LogRankResult out;
    out.observed.assign(sums.observed.begin(), sums.observed.end());
    out.expected.assign(sums.expected.begin(), sums.expected.end());
    for (double count : sums.n)
        out.n.push_back(std::size_t(count));
    return out;
}

} // namespace

LogRankResult logRank(const SurvivalData& data, std::span<const int> group, int groups,
                      std::span<const int> stratum) {
    const Sums sums = sumsOf(data, group, groups, stratum);
    LogRankResult out = told(sums);
    // Groups that nobody could have had an event in carry no information; one of the rest follows from
    // the others.
    std::vector<Eigen::Index> used;
    for (Eigen::Index g = 0; g < groups; ++g)
        if (sums.expected(g) > 0)
            used.push_back(g);
    out.df = double(std::count_if(out.n.begin(), out.n.end(), [](auto n) { return n > 0; })) - 1;
    out.chiSquare = out.p = nan;
    if (used.size() < 2 || out.df < 1)
        return out;
    used.erase(used.begin());
    const Eigen::VectorXd off = (sums.observed - sums.expected)(used);
    const Eigen::MatrixXd variance = sums.variance(used, used);
    const Eigen::FullPivLU<Eigen::MatrixXd> solver(variance);
    if (!solver.isInvertible())
        return out;
    out.chiSquare = off.dot(solver.solve(off));
    out.p = chiSquareUpper(out.chiSquare, out.df);
    return out;
}

LogRankResult logRankTrend(const SurvivalData& data, std::span<const int> group, int groups) {
    const Sums sums = sumsOf(data, group, groups, {});
    LogRankResult out = told(sums);
    const Eigen::VectorXd scores = Eigen::VectorXd::LinSpaced(groups, 0, groups - 1);
    const double off = scores.dot(sums.observed - sums.expected);
    const double variance = scores.dot(sums.variance * scores);
    out.df = 1;
    out.chiSquare = variance > 0 ? off * off / variance : nan;
    out.p = chiSquareUpper(out.chiSquare, 1);
    return out;
}

} // namespace casebook::stats
