// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/Cox.h"
#include "core/stats/CoxRows.h"
#include "core/stats/Distributions.h"
#include "core/stats/KaplanMeier.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace casebook::stats {

namespace {

/// 1 - S(t-) at every event time: all rows of the model together, strata or not.
std::map<double, double> leftContinuous(const SurvivalData& data) {
    std::map<double, double> out;
    double before = 1;
    const KaplanMeier curve = KaplanMeier::fit(data);
    for (const SurvivalStep& step : curve.steps()) {
        if (step.events > 0)
            out[step.time] = 1 - before;
        before = step.survival;
    }
    return out;
}

/// Counts of values below and equal to one, as values are added: a Fenwick tree over their ranks.
class RankCounter {
public:
    explicit RankCounter(std::size_t ranks) : tree_(ranks + 1, 0), at_(ranks, 0) {}
    void add(std::size_t rank) {
        ++at_[rank];
        for (std::size_t i = rank + 1; i < tree_.size(); i += i & (~i + 1))
            ++tree_[i];
    }
    [[nodiscard]] double below(std::size_t rank) const {
        std::size_t sum = 0;
        for (std::size_t i = rank; i > 0; i -= i & (~i + 1))
            sum += tree_[i];
        return double(sum);
    }
    [[nodiscard]] double equal(std::size_t rank) const { return double(at_[rank]); }

private:
    std::vector<std::size_t> tree_, at_;
};

struct Pairs {
    double concordant = 0, discordant = 0, tied = 0;
};

/// Pairs of one stratum: an event against everybody who was still at risk after it.
void addPairs(Pairs& pairs, std::vector<std::size_t> rows, const SurvivalData& data,
              std::span<const double> risk) {
    std::vector<double> levels;
    for (std::size_t i : rows)
        levels.push_back(risk[i]);
    std::sort(levels.begin(), levels.end());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    const auto rankOf = [&](std::size_t i) {
        return std::size_t(std::lower_bound(levels.begin(), levels.end(), risk[i]) - levels.begin());
    };
    std::sort(rows.begin(), rows.end(), [&](auto a, auto b) {
        // Late first; at one time the censored, who outlive the events of that time.
        return data.time[a] != data.time[b] ? data.time[a] > data.time[b] : data.event[a] < data.event[b];
    });
    RankCounter later(levels.size());
    double seen = 0;
    for (std::size_t from = 0, to = 0; from < rows.size(); from = to) {
        const auto same = [&](std::size_t k) {
            return data.time[rows[k]] == data.time[rows[from]] &&
                   data.event[rows[k]] == data.event[rows[from]];
        };
        for (to = from; to < rows.size() && same(to); ++to) {
            if (!data.event[rows[to]])
                continue;
            const std::size_t rank = rankOf(rows[to]);
            const double below = later.below(rank), equal = later.equal(rank);
            pairs.concordant += below;
            pairs.tied += equal;
            pairs.discordant += seen - below - equal;
        }
        for (std::size_t k = from; k < to; ++k, ++seen)
            later.add(rankOf(rows[k]));
    }
}

} // namespace

double concordance(const SurvivalData& data, std::span<const double> risk, std::span<const int> stratum) {
    std::map<int, std::vector<std::size_t>> strata;
    for (std::size_t i = 0; i < data.size(); ++i)
        if (!std::isnan(data.time[i]) && !std::isnan(risk[i]))
            strata[stratum.empty() ? 0 : stratum[i]].push_back(i);
    Pairs pairs;
    for (auto& [number, rows] : strata)
        addPairs(pairs, std::move(rows), data, risk);
    const double all = pairs.concordant + pairs.discordant + pairs.tied;
    return all > 0 ? (pairs.concordant + pairs.tied / 2) / all : std::numeric_limits<double>::quiet_NaN();
}

Result<ProportionalityTest> testProportionality(const CoxInput& input, const CoxModel& model, CoxTies ties,
                                                const std::vector<int>& term,
                                                const std::vector<QString>& termNames) {
    const CoxRows rows = coxRows(input);
    const Eigen::Index p = rows.x.cols();
    if (model.coefficients.size() != p)
        return fail(ErrorKind::Refused, "wrong-model");
    const std::map<double, double> transformed = leftContinuous(rows.data);
    double centre = 0; // mean over events
    for (std::size_t i = 0; i < rows.size(); ++i)
        centre += rows.data.event[i] ? transformed.at(rows.data.time[i]) / double(model.events) : 0;
    // Score and information of the model with x and x * g(t), at coefficients (beta, 0); the score of x
    // itself is 0 at the fit.
    Eigen::VectorXd score = Eigen::VectorXd::Zero(2 * p);
    Eigen::MatrixXd information = Eigen::MatrixXd::Zero(2 * p, 2 * p);
    walkRiskSets(
        rows, model.coefficients, ties,
        [&](double time, double, double, const Eigen::VectorXd& x) {
            score.tail(p) += x * (transformed.at(time) - centre);
        },
        [&](const RiskMoments& m) {
            const double g = transformed.at(m.time) - centre;
            score.tail(p) -= m.events * m.mean * g;
            information.topLeftCorner(p, p) += m.events * m.covariance;
            information.topRightCorner(p, p) += m.events * g * m.covariance;
            information.bottomRightCorner(p, p) += m.events * g * g * m.covariance;
        });
    information.bottomLeftCorner(p, p) = information.topRightCorner(p, p).transpose();
    const auto test = [&](const std::vector<Eigen::Index>& columns) {
        std::vector<Eigen::Index> used;
        for (Eigen::Index k = 0; k < p; ++k)
            used.push_back(k);
        for (Eigen::Index k : columns)
            used.push_back(p + k);
        const Eigen::VectorXd u = score(used);
        const Eigen::MatrixXd block = information(used, used);
        const double statistic = u.dot(block.ldlt().solve(u));
        const double df = double(columns.size());
        return GlobalTest{statistic, df, chiSquareUpper(statistic, df)};
    };
    ProportionalityTest out;
    std::vector<Eigen::Index> all;
    std::map<int, std::vector<Eigen::Index>> columnsOf;
    for (Eigen::Index k = 0; k < p; ++k) {
        all.push_back(k);
        columnsOf[term.empty() ? int(k) : term[std::size_t(k)]].push_back(k);
    }
    for (const auto& [number, columns] : columnsOf) {
        out.names.push_back(term.empty() ? input.names[std::size_t(number)] : termNames[std::size_t(number)]);
        out.tests.push_back(test(columns));
    }
    out.names.push_back(QStringLiteral("GLOBAL"));
    out.tests.push_back(test(all));
    return out;
}

} // namespace casebook::stats
