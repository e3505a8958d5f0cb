// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace casebook::stats {

/// A share k of n with an interval; NaN for n = 0. Pure.
struct Interval {
    double lower = 0, upper = 0;
};

/// Wilson's score interval without continuity correction (as R's prop.test(correct = FALSE)).
[[nodiscard]] Interval wilson(std::int64_t k, std::int64_t n, double level = 0.95);
/// Clopper and Pearson's exact interval by beta quantiles (as R's binom.test).
[[nodiscard]] Interval clopperPearson(std::int64_t k, std::int64_t n, double level = 0.95);

} // namespace casebook::stats
