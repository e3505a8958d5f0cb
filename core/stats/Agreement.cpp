// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/Agreement.h"

#include "core/stats/Distributions.h"
#include "core/stats/Summary.h"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace casebook::stats {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct Pairs {
    std::vector<double> a, b;
};

Pairs complete(std::span<const double> a, std::span<const double> b) {
    Pairs out;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        if (!std::isnan(a[i]) && !std::isnan(b[i])) {
            out.a.push_back(a[i]);
            out.b.push_back(b[i]);
        }
    return out;
}

double disagreement(Eigen::Index i, Eigen::Index j, KappaWeights weights) {
    const double gap = double(std::abs(i - j));
    switch (weights) {
    case KappaWeights::None: return i == j ? 0 : 1;
    case KappaWeights::Linear: return gap;
    case KappaWeights::Quadratic: break;
    }
    return gap * gap;
}

} // namespace

double cohenKappa(std::span<const double> a, std::span<const double> b, KappaWeights weights) {
    const Pairs pairs = complete(a, b);
    std::vector<double> levels(pairs.a);
    levels.insert(levels.end(), pairs.b.begin(), pairs.b.end());
    std::sort(levels.begin(), levels.end());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    const auto k = Eigen::Index(levels.size());
    const auto indexOf = [&](double x) {
        return Eigen::Index(std::lower_bound(levels.begin(), levels.end(), x) - levels.begin());
    };
    Eigen::MatrixXd share = Eigen::MatrixXd::Zero(k, k);
    for (std::size_t i = 0; i < pairs.a.size(); ++i)
        share(indexOf(pairs.a[i]), indexOf(pairs.b[i])) += 1 / double(pairs.a.size());
    const Eigen::VectorXd row = share.rowwise().sum(), column = share.colwise().sum().transpose();
    double observed = 0, expected = 0;
    for (Eigen::Index i = 0; i < k; ++i)
        for (Eigen::Index j = 0; j < k; ++j) {
            observed += disagreement(i, j, weights) * share(i, j);
            expected += disagreement(i, j, weights) * row(i) * column(j);
        }
    return expected > 0 ? 1 - observed / expected : nan;
}

IccResult icc21(std::span<const double> a, std::span<const double> b) {
    const Pairs pairs = complete(a, b);
    const double n = double(pairs.a.size()), k = 2;
    if (n < 2)
        return {nan, nan, nan};
    const double meanA = mean(pairs.a), meanB = mean(pairs.b), grand = (meanA + meanB) / 2;
    double subjects = 0, residual = 0;
    for (std::size_t i = 0; i < pairs.a.size(); ++i) {
        const double own = (pairs.a[i] + pairs.b[i]) / 2;
        subjects += k * (own - grand) * (own - grand);
        const double ra = pairs.a[i] - own - meanA + grand, rb = pairs.b[i] - own - meanB + grand;
        residual += ra * ra + rb * rb;
    }
    const double raters = n * ((meanA - grand) * (meanA - grand) + (meanB - grand) * (meanB - grand));
    const double bms = subjects / (n - 1), jms = raters / (k - 1), ems = residual / ((n - 1) * (k - 1));
    IccResult out;
    out.icc = (bms - ems) / (bms + (k - 1) * ems + k * (jms - ems) / n);
    // McGraw and Wong's Satterthwaite degrees of freedom.
    const double fj = jms / ems, r = out.icc;
    const double inner = k * r * fj + n * (1 + (k - 1) * r) - k * r;
    const double v = (k - 1) * (n - 1) * inner * inner /
                     ((n - 1) * k * k * r * r * fj * fj + std::pow(n * (1 + (k - 1) * r) - k * r, 2));
    const double up = fisherFQuantile(0.975, n - 1, v), low = fisherFQuantile(0.975, v, n - 1);
    out.lower = n * (bms - up * ems) / (up * (k * jms + (k * n - k - n) * ems) + n * bms);
    out.upper = n * (low * bms - ems) / (k * jms + (k * n - k - n) * ems + n * low * bms);
    return out;
}

BlandAltman blandAltman(std::span<const double> a, std::span<const double> b) {
    const Pairs pairs = complete(a, b);
    std::vector<double> gap;
    double squares = 0;
    for (std::size_t i = 0; i < pairs.a.size(); ++i) {
        gap.push_back(pairs.a[i] - pairs.b[i]);
        squares += gap.back() * gap.back();
    }
    BlandAltman out;
    out.n = gap.size();
    const double n = double(gap.size());
    out.bias = mean(gap);
    out.sd = std::sqrt(variance(gap));
    out.lower = out.bias - 1.96 * out.sd;
    out.upper = out.bias + 1.96 * out.sd;
    const double t = studentQuantile(0.975, n - 1);
    out.biasHalfWidth = t * out.sd / std::sqrt(n);
    out.limitHalfWidth = t * out.sd * std::sqrt(3 / n);
    out.repeatability = 1.96 * std::sqrt(squares / n); // sqrt(2) * sqrt(sum d^2 / 2n)
    return out;
}

} // namespace casebook::stats
