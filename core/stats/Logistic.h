// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <Eigen/Core>

#include <vector>

namespace casebook::stats {

struct LogisticTerm {
    QString name;
    double coefficient = 0, se = 0, p = 0; ///< Wald z
    double oddsRatio = 0, lower = 0, upper = 0;
};

/// Logistic regression by iteratively reweighted least squares, started and stopped as R's glm (relative
/// change of the deviance below 1e-8, at most 25 steps; standard errors from the weights of the last step).
struct LogisticModel {
    std::vector<LogisticTerm> terms; ///< the first is "(Intercept)"
    double deviance = 0;
    std::size_t n = 0, leftOut = 0;
    bool converged = true;
    bool separated = false; ///< fitted probabilities of 0 or 1: the figures say nothing
    std::vector<double> fitted; ///< of the rows used
    double brier = 0;
};

/// @param outcome 1, 0, or -1 for missing. @param x without the intercept; a row with NaN is left out.
/// Errors: "too-few-rows", "collinear", "one-outcome" (all alike).
[[nodiscard]] Result<LogisticModel> fitLogistic(const std::vector<int>& outcome, const Eigen::MatrixXd& x,
                                                const std::vector<QString>& names);

/// Observed against expected by tenths of the fitted probability.
struct CalibrationBin {
    std::size_t n = 0;
    double expected = 0, observed = 0; ///< mean probability, share of cases
};
[[nodiscard]] std::vector<CalibrationBin> calibration(const std::vector<int>& outcome,
                                                      const std::vector<double>& fitted, int bins = 10);

} // namespace casebook::stats
