// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stats/Survival.h"

#include <optional>

namespace casebook::stats {

/// How the interval of S(t) is made from Greenwood's variance.
enum class SurvivalInterval {
    LogLog, ///< of log(-log S); the default
    Log,    ///< of log S (R's default)
    Plain   ///< of S itself
};

/// Survival at one time of observation.
struct SurvivalStep {
    double time = 0;
    std::size_t atRisk = 0, events = 0, censored = 0;
    double survival = 1;
    double se = 0;            ///< of S, Greenwood; NaN where S is 0
    double lower = 1, upper = 1; ///< 95 %; NaN where the interval does not exist:
                                 ///< S = 0, and log-log before the first event
};

/// A quantile of the survival time with its interval; absent = not reached.
struct SurvivalQuantile {
    std::optional<double> estimate, lower, upper;
};

/// The product-limit estimate (Kaplan and Meier 1958). Conventions and results are those of R's survfit.
class KaplanMeier {
public:
    /// Rows with a missing time are left out.
    [[nodiscard]] static KaplanMeier fit(const SurvivalData& data,
                                         SurvivalInterval interval = SurvivalInterval::LogLog);

    [[nodiscard]] std::size_t n() const { return n_; }
    [[nodiscard]] std::size_t events() const { return events_; }
    /// Rising times of observation, events or not. The curve ends at the last.
    [[nodiscard]] const std::vector<SurvivalStep>& steps() const { return steps_; }
    /// First time at which S <= 1 - p; where S stays at exactly 1 - p, the middle of that span.
    [[nodiscard]] SurvivalQuantile quantile(double p) const;
    [[nodiscard]] SurvivalQuantile median() const { return quantile(0.5); }
    /// Number at risk just before `time`.
    [[nodiscard]] std::size_t atRisk(double time) const;
    /// The estimate at `time` (the last known after the end); `atRisk` is that at `time`.
    [[nodiscard]] SurvivalStep at(double time) const;

private:
    std::size_t n_ = 0, events_ = 0;
    std::vector<SurvivalStep> steps_;
};

/// Median follow-up by the reverse estimate (censoring is the event; Schemper and Smith 1996).
[[nodiscard]] SurvivalQuantile reverseMedianFollowUp(const SurvivalData& data,
                                                     SurvivalInterval interval = SurvivalInterval::LogLog);

} // namespace casebook::stats
