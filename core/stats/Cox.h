// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stats/Survival.h"
#include "core/values/Result.h"

#include <Eigen/Core>

namespace casebook::stats {

enum class CoxTies { Efron, Breslow };

/// What a model is fitted to: one row a subject, one column a coefficient.
struct CoxInput {
    SurvivalData data;
    Eigen::MatrixXd x;               ///< rows as `data`; a row with NaN is left out
    std::vector<QString> names;      ///< of the columns
    std::vector<int> stratum;        ///< of each row (-1 left out), or empty
};

struct CoxTerm {
    QString name;
    double coefficient = 0, se = 0, p = 0;      ///< Wald
    double hazardRatio = 0, lower = 0, upper = 0; ///< 95 % Wald interval
    bool infinite = false; ///< separation: the likelihood still rises; the figures say nothing
};

struct GlobalTest {
    double statistic = 0, df = 0, p = 0;
};

/// A fitted proportional hazards model (Cox 1972). Newton-Raphson with step halving from 0, stopped as
/// R's coxph: relative change of the log partial likelihood at most 1e-9, at most 20 steps.
struct CoxModel {
    std::size_t n = 0, events = 0, leftOut = 0;
    std::vector<CoxTerm> terms;
    double logLikelihoodNull = 0, logLikelihood = 0;
    GlobalTest likelihoodRatio, wald, score;
    double concordance = 0; ///< ties in the predictor count half; within strata
    bool converged = true;
    int steps = 0;
    Eigen::VectorXd coefficients;
    Eigen::MatrixXd covariance;
};

/// Errors: "no-events", "too-few-rows", "collinear" (object: the column). O(n p^2) a step.
[[nodiscard]] Result<CoxModel> fitCox(const CoxInput& input, CoxTies ties = CoxTies::Efron);

/// Score test of coefficients that change with time (Grambsch and Therneau 1994, exact as R's cox.zph
/// since survival 3.0; time transformed by the left-continuous Kaplan-Meier estimate).
struct ProportionalityTest {
    std::vector<QString> names; ///< one a term, then "GLOBAL"
    std::vector<GlobalTest> tests;
};
/// @param term for each column of `input.x` the number of its term; empty: each its own.
/// @param termNames their names.
[[nodiscard]] Result<ProportionalityTest> testProportionality(const CoxInput& input, const CoxModel& model,
                                                              CoxTies ties, const std::vector<int>& term,
                                                              const std::vector<QString>& termNames);

/// Harrell's concordance of `risk` (higher = sooner) with R's rules for ties; within strata. NaN for no pair.
[[nodiscard]] double concordance(const SurvivalData& data, std::span<const double> risk,
                                 std::span<const int> stratum = {});

} // namespace casebook::stats
