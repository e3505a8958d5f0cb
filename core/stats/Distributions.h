// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Tails and quantiles of the distributions that tests use. Boost.Math behind; the only place that knows it.
/// Arguments outside a distribution's domain (df <= 0, NaN) give NaN. Pure; any thread.
namespace casebook::stats {

[[nodiscard]] double normalTwoSided(double z);              ///< P(|Z| >= |z|)
[[nodiscard]] double normalUpper(double z);                 ///< P(Z >= z)
[[nodiscard]] double normalQuantile(double p);              ///< z with P(Z <= z) = p
[[nodiscard]] double studentTwoSided(double t, double df);  ///< P(|T| >= |t|)
[[nodiscard]] double studentQuantile(double p, double df);
[[nodiscard]] double chiSquareUpper(double x, double df);   ///< P(X >= x)
[[nodiscard]] double fisherFUpper(double f, double df1, double df2);
[[nodiscard]] double fisherFQuantile(double p, double df1, double df2);
[[nodiscard]] double betaQuantile(double p, double a, double b);

} // namespace casebook::stats
