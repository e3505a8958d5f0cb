// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/Roc.h"

#include "core/stats/Distributions.h"
#include "core/stats/GroupTests.h"
#include "core/stats/Summary.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace casebook::stats {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Structural components by mid-ranks (Sun and Xu 2014): how often each case beats a control.
std::vector<double> placements(const std::vector<double>& own, const std::vector<double>& other) {
    std::vector<double> pooled(own);
    pooled.insert(pooled.end(), other.begin(), other.end());
    const std::vector<double> among = midRanks(own).rank, all = midRanks(pooled).rank;
    std::vector<double> out(own.size());
    for (std::size_t i = 0; i < own.size(); ++i)
        out[i] = (all[i] - among[i]) / double(other.size());
    return out;
}

std::vector<RocPoint> curve(const std::vector<double>& cases, const std::vector<double>& controls,
                            bool flipped) {
    std::vector<std::pair<double, int>> all;
    for (double x : cases)
        all.emplace_back(x, 1);
    for (double x : controls)
        all.emplace_back(x, 0);
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<RocPoint> out{
        {flipped ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity(), 0, 1}};
    double hits = 0, alarms = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        (all[i].second ? hits : alarms) += 1;
        if (i + 1 == all.size() || all[i + 1].first != all[i].first)
            out.push_back({flipped ? -all[i].first : all[i].first, hits / double(cases.size()),
                           1 - alarms / double(controls.size())});
    }
    return out;
}

} // namespace

RocResult roc(std::span<const int> isCase, std::span<const double> score, RocDirection direction) {
    std::vector<double> cases, controls;
    RocResult out;
    for (std::size_t i = 0; i < score.size(); ++i) {
        if (std::isnan(score[i]) || isCase[i] < 0)
            ++out.leftOut;
        else
            (isCase[i] ? cases : controls).push_back(score[i]);
    }
    out.cases = cases.size();
    out.controls = controls.size();
    out.auc = out.lower = out.upper = nan;
    if (cases.empty() || controls.empty())
        return out;
    const auto median = [](const std::vector<double>& x) { return quantileType7(sortedValues(x), 0.5); };
    const bool flipped = direction == RocDirection::LowerIsCase ||
                         (direction == RocDirection::Automatic && median(controls) > median(cases));
    if (flipped) {
        for (double& x : cases)
            x = -x;
        for (double& x : controls)
            x = -x;
    }
    out.points = curve(cases, controls, flipped);
    const std::vector<double> ofCases = placements(cases, controls);
    out.auc = mean(ofCases);
    if (cases.size() < 2 || controls.size() < 2)
        return out;
    const std::vector<double> ofControls = placements(controls, cases);
    const double se =
        std::sqrt(variance(ofCases) / double(cases.size()) + variance(ofControls) / double(controls.size()));
    const double half = normalQuantile(0.975) * se;
    out.lower = std::max(0.0, out.auc - half);
    out.upper = std::min(1.0, out.auc + half);
    return out;
}

} // namespace casebook::stats
