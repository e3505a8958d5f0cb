// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/Logistic.h"

#include "core/stats/Distributions.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace casebook::stats {

namespace {

constexpr int mostSteps = 25;
constexpr double stopAt = 1e-8;

double devianceOf(const Eigen::VectorXd& y, const Eigen::VectorXd& mu) {
    double sum = 0;
    for (Eigen::Index i = 0; i < y.size(); ++i)
        sum -= 2 * (y(i) > 0.5 ? std::log(mu(i)) : std::log1p(-mu(i)));
    return sum;
}

/// exp(eta) / (1 + exp(eta)), kept off 0 and 1 by epsilon as in R.
double inverseLogit(double eta) {
    constexpr double eps = std::numeric_limits<double>::epsilon();
    const double limited = std::clamp(eta, std::log(eps), -std::log(eps));
    const double odds = std::exp(limited);
    return odds / (1 + odds);
}

struct Fit {
    Eigen::VectorXd beta, mu;
    Eigen::MatrixXd covariance;
    double deviance = 0;
    bool converged = false, collinear = false;
};

Fit iterate(const Eigen::VectorXd& y, const Eigen::MatrixXd& x) {
    Fit fit;
    fit.mu = (y.array() + 0.5) / 2;
    Eigen::VectorXd eta = (fit.mu.array() / (1 - fit.mu.array())).log();
    fit.deviance = devianceOf(y, fit.mu);
    for (int step = 0; step < mostSteps && !fit.converged; ++step) {
        const Eigen::VectorXd weight = fit.mu.array() * (1 - fit.mu.array());
        const Eigen::VectorXd z = eta.array() + (y - fit.mu).array() / weight.array();
        const Eigen::VectorXd root = weight.array().sqrt();
        Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(x.rows(), x.cols());
        qr.setThreshold(1e-11);
        qr.compute(root.asDiagonal() * x);
        if (qr.rank() < x.cols()) {
            fit.collinear = true;
            return fit;
        }
        fit.beta = qr.solve(root.cwiseProduct(z));
        fit.covariance = (x.transpose() * weight.asDiagonal() * x).inverse();
        eta = x * fit.beta;
        fit.mu = eta.unaryExpr(&inverseLogit);
        const double deviance = devianceOf(y, fit.mu);
        fit.converged = std::fabs(deviance - fit.deviance) / (std::fabs(deviance) + 0.1) < stopAt;
        fit.deviance = deviance;
    }
    return fit;
}

} // namespace

Result<LogisticModel> fitLogistic(const std::vector<int>& outcome, const Eigen::MatrixXd& x,
                                  const std::vector<QString>& names) {
    std::vector<Eigen::Index> used;
    for (Eigen::Index i = 0; i < x.rows(); ++i)
        if (outcome[std::size_t(i)] >= 0 && !x.row(i).hasNaN())
            used.push_back(i);
    const Eigen::Index n = Eigen::Index(used.size()), p = x.cols() + 1;
    if (n <= p)
        return fail(ErrorKind::Refused, "too-few-rows");
    Eigen::MatrixXd design(n, p);
    design.col(0).setOnes();
    design.rightCols(x.cols()) = x(used, Eigen::all);
    Eigen::VectorXd y(n);
    for (Eigen::Index i = 0; i < n; ++i)
        y(i) = outcome[std::size_t(used[std::size_t(i)])];
    if (y.sum() == 0 || y.sum() == double(n))
        return fail(ErrorKind::Refused, "one-outcome");
    const Fit fit = iterate(y, design);
    if (fit.collinear)
        return fail(ErrorKind::Refused, "collinear");

    LogisticModel out;
    out.n = std::size_t(n);
    out.leftOut = std::size_t(x.rows() - n);
    out.deviance = fit.deviance;
    out.converged = fit.converged;
    const double edge = 10 * std::numeric_limits<double>::epsilon();
    out.separated = (fit.mu.array() < edge).any() || (fit.mu.array() > 1 - edge).any();
    out.fitted.assign(fit.mu.begin(), fit.mu.end());
    out.brier = (y - fit.mu).squaredNorm() / double(n);
    for (Eigen::Index k = 0; k < p; ++k) {
        LogisticTerm term;
        term.name = k == 0 ? QStringLiteral("(Intercept)") : names[std::size_t(k) - 1];
        term.coefficient = fit.beta(k);
        term.se = std::sqrt(fit.covariance(k, k));
        term.p = normalTwoSided(term.coefficient / term.se);
        const double half = normalQuantile(0.975) * term.se;
        term.oddsRatio = std::exp(term.coefficient);
        term.lower = std::exp(term.coefficient - half);
        term.upper = std::exp(term.coefficient + half);
        out.terms.push_back(term);
    }
    return out;
}

std::vector<CalibrationBin> calibration(const std::vector<int>& outcome, const std::vector<double>& fitted,
                                        int bins) {
    std::vector<std::size_t> order(fitted.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return fitted[a] < fitted[b]; });
    std::vector<CalibrationBin> out;
    for (int b = 0; b < bins; ++b) {
        const std::size_t from = order.size() * std::size_t(b) / std::size_t(bins);
        const std::size_t to = order.size() * std::size_t(b + 1) / std::size_t(bins);
        CalibrationBin bin;
        for (std::size_t k = from; k < to; ++k) {
            ++bin.n;
            bin.expected += fitted[order[k]];
            bin.observed += outcome[order[k]];
        }
        if (bin.n > 0) {
            bin.expected /= double(bin.n);
            bin.observed /= double(bin.n);
            out.push_back(bin);
        }
    }
    return out;
}

} // namespace casebook::stats
