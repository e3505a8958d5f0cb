// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/Distributions.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <cmath>
#include <limits>

namespace casebook::stats {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

bool usable(double x, double a, double b = 1) {
    return !std::isnan(x) && std::isfinite(a) && a > 0 && std::isfinite(b) && b > 0;
}

/// Boost throws outside the domain and at overflow: no number then.
template <class F>
double guarded(F compute) {
    try {
        return compute();
    } catch (const std::exception&) {
        return nan;
    }
}

} // namespace

double normalUpper(double z) { return 0.5 * std::erfc(z / std::sqrt(2.0)); }

double normalTwoSided(double z) { return std::erfc(std::fabs(z) / std::sqrt(2.0)); }

double normalQuantile(double p) {
    if (std::isnan(p) || p <= 0 || p >= 1)
        return nan;
    return guarded([&] { return boost::math::quantile(boost::math::normal(), p); });
}

double studentTwoSided(double t, double df) {
    if (!usable(t, df))
        return nan;
    if (std::isinf(t))
        return 0;
    const boost::math::students_t law(df);
    return guarded([&] { return 2 * boost::math::cdf(boost::math::complement(law, std::fabs(t))); });
}

double studentQuantile(double p, double df) {
    if (!usable(p, df) || p <= 0 || p >= 1)
        return nan;
    const boost::math::students_t law(df);
    return guarded([&] { return boost::math::quantile(law, p); });
}

double chiSquareUpper(double x, double df) {
    if (!usable(x, df))
        return nan;
    if (x <= 0)
        return 1;
    if (std::isinf(x))
        return 0;
    const boost::math::chi_squared law(df);
    return guarded([&] { return boost::math::cdf(boost::math::complement(law, x)); });
}

double fisherFUpper(double f, double df1, double df2) {
    if (!usable(f, df1, df2))
        return nan;
    if (f <= 0)
        return 1;
    if (std::isinf(f))
        return 0;
    const boost::math::fisher_f law(df1, df2);
    return guarded([&] { return boost::math::cdf(boost::math::complement(law, f)); });
}

double fisherFQuantile(double p, double df1, double df2) {
    if (!usable(p, df1, df2) || p <= 0 || p >= 1)
        return nan;
    const boost::math::fisher_f law(df1, df2);
    return guarded([&] { return boost::math::quantile(law, p); });
}

double betaQuantile(double p, double a, double b) {
    if (!usable(p, a, b) || p < 0 || p > 1)
        return nan;
    const boost::math::beta_distribution<double> law(a, b);
    return guarded([&] { return boost::math::quantile(law, p); });
}

} // namespace casebook::stats
