// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/Cox.h"

#include "core/stats/CoxRows.h"
#include "core/stats/Distributions.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace casebook::stats {

namespace {

constexpr int mostSteps = 20;
constexpr double stopAt = 1e-9;

/// The column whose pivot vanishes in the information (relative 1.8e-12, R's toler.chol), or -1.
Eigen::Index dependentColumn(const Eigen::MatrixXd& information) {
    Eigen::MatrixXd left = information;
    const double scale = information.diagonal().maxCoeff();
    const double tolerance = std::pow(std::numeric_limits<double>::epsilon(), 0.75);
    for (Eigen::Index k = 0; k < left.rows(); ++k) {
        if (!(left(k, k) > tolerance * std::max(scale, std::numeric_limits<double>::min())))
            return k;
        for (Eigen::Index i = k + 1; i < left.rows(); ++i)
            left.row(i) -= left.row(k) * (left(i, k) / left(k, k));
    }
    return -1;
}

CoxTerm termOf(const QString& name, double coefficient, double variance, double scale) {
    CoxTerm term;
    term.name = name;
    term.coefficient = coefficient / scale;
    term.se = std::sqrt(variance) / scale;
    const double z = term.coefficient / term.se;
    term.p = normalTwoSided(z);
    term.hazardRatio = std::exp(term.coefficient);
    const double half = normalQuantile(0.975) * term.se;
    term.lower = std::exp(term.coefficient - half);
    term.upper = std::exp(term.coefficient + half);
    return term;
}

/// One Newton step after another until the likelihood stands; `beta` and `now` are the result.
struct Search {
    Eigen::VectorXd beta;
    CoxDerivatives now;
    bool converged = false;
    int steps = 0;
};

Search climb(const CoxRows& rows, const CoxDerivatives& start, CoxTies ties) {
    Search s{Eigen::VectorXd::Zero(rows.x.cols()), start, false, 0};
    Eigen::VectorXd next = s.beta + start.information.ldlt().solve(start.score);
    for (int step = 1; step <= mostSteps; ++step) {
        const CoxDerivatives there = coxDerivatives(rows, next, ties);
        s.steps = step;
        const bool finite = std::isfinite(there.logLikelihood) && there.information.allFinite();
        if (finite && std::fabs(1 - s.now.logLikelihood / there.logLikelihood) <= stopAt) {
            s.beta = next;
            s.now = there;
            s.converged = true;
            return s;
        }
        if (!finite || there.logLikelihood < s.now.logLikelihood) {
            next = (next + s.beta) / 2;
            continue;
        }
        s.beta = next;
        s.now = there;
        next = s.beta + there.information.ldlt().solve(there.score);
    }
    return s;
}

} // namespace

CoxRows coxRows(const CoxInput& input) {
    CoxRows out;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < input.data.size(); ++i) {
        const bool stratumKnown = input.stratum.empty() || input.stratum[i] >= 0;
        if (!std::isnan(input.data.time[i]) && stratumKnown && !input.x.row(Eigen::Index(i)).hasNaN())
            order.push_back(i);
    }
    out.leftOut = input.data.size() - order.size();
    std::vector<double> known;
    for (std::size_t i : order)
        known.push_back(input.data.time[i]);
    const std::vector<double> used = tiedTimes(known);
    std::vector<double> time(input.data.size(), 0);
    for (std::size_t k = 0; k < order.size(); ++k)
        time[order[k]] = used[k];
    const auto stratumOf = [&](std::size_t i) { return input.stratum.empty() ? 0 : input.stratum[i]; };
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
        return stratumOf(a) != stratumOf(b) ? stratumOf(a) < stratumOf(b) : time[a] > time[b];
    });
    out.x.resize(Eigen::Index(order.size()), input.x.cols());
    for (std::size_t k = 0; k < order.size(); ++k) {
        out.data.add(time[order[k]], input.data.event[order[k]]);
        out.stratum.push_back(stratumOf(order[k]));
        out.x.row(Eigen::Index(k)) = input.x.row(Eigen::Index(order[k]));
    }
    if (out.x.rows() > 0)
        out.x.rowwise() -= out.x.colwise().mean().eval();
    return out;
}

CoxDerivatives coxDerivatives(const CoxRows& rows, const Eigen::VectorXd& beta, CoxTies ties) {
    CoxDerivatives out;
    out.score = Eigen::VectorXd::Zero(beta.size());
    out.information = Eigen::MatrixXd::Zero(beta.size(), beta.size());
    walkRiskSets(
        rows, beta, ties,
        [&](double, double, double eta, const Eigen::VectorXd& x) {
            out.logLikelihood += eta;
            out.score += x;
        },
        [&](const RiskMoments& m) {
            out.logLikelihood -= m.events * m.logDenominator;
            out.score -= m.events * m.mean;
            out.information += m.events * m.covariance;
        });
    return out;
}

Result<CoxModel> fitCox(const CoxInput& input, CoxTies ties) {
    CoxRows rows = coxRows(input);
    const Eigen::Index p = rows.x.cols();
    CoxModel out;
    out.n = rows.size();
    out.leftOut = rows.leftOut;
    out.events = std::size_t(std::count(rows.data.event.begin(), rows.data.event.end(), char(1)));
    if (out.events == 0)
        return fail(ErrorKind::Refused, "no-events");
    if (p == 0 || Eigen::Index(out.n) <= p)
        return fail(ErrorKind::Refused, "too-few-rows");
    // Columns of one size, as R does, so that halves of steps mean the same for all.
    Eigen::VectorXd scale = rows.x.cwiseAbs().colwise().mean().transpose();
    for (Eigen::Index k = 0; k < p; ++k)
        scale(k) = scale(k) > 0 ? 1 / scale(k) : 1;
    rows.x = rows.x * scale.asDiagonal();
    const CoxDerivatives start = coxDerivatives(rows, Eigen::VectorXd::Zero(p), ties);
    if (const Eigen::Index k = dependentColumn(start.information); k >= 0)
        return fail(ErrorKind::Refused, "collinear", input.names[std::size_t(k)]);

    const Search found = climb(rows, start, ties);
    const Eigen::MatrixXd covariance = found.now.information.inverse();
    const double df = double(p);
    const auto test = [df](double statistic) {
        return GlobalTest{statistic, df, chiSquareUpper(statistic, df)};
    };
    out.steps = found.steps;
    out.converged = found.converged;
    out.logLikelihoodNull = start.logLikelihood;
    out.logLikelihood = found.now.logLikelihood;
    out.likelihoodRatio = test(2 * (out.logLikelihood - out.logLikelihoodNull));
    out.wald = test(found.beta.dot(found.now.information * found.beta));
    out.score = test(start.score.dot(start.information.ldlt().solve(start.score)));
    // Where the likelihood stands but the next step is still large, a coefficient runs to infinity.
    const Eigen::VectorXd more = covariance * found.now.score;
    for (Eigen::Index k = 0; k < p; ++k) {
        CoxTerm term = termOf(input.names[std::size_t(k)], found.beta(k), covariance(k, k), 1 / scale(k));
        term.infinite =
            std::fabs(more(k)) > 1e-4 * std::max(std::fabs(found.beta(k)), 1e-4) || !std::isfinite(term.se);
        out.terms.push_back(term);
    }
    out.coefficients = scale.asDiagonal() * found.beta;
    out.covariance = scale.asDiagonal() * covariance * scale.asDiagonal();
    const Eigen::VectorXd eta = rows.x * found.beta;
    out.concordance =
        concordance(rows.data, std::span<const double>(eta.data(), std::size_t(eta.size())), rows.stratum);
    return out;
}

} // namespace casebook::stats
