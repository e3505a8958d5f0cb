// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

/// Times to an event, right censored. Pure; any thread.
namespace casebook::stats {

/// One row a subject. Times in any one unit. Zero and negative times are used as they are (as R does) and
/// listed by `notPositive`, so that a page can raise them as data queries; nothing is dropped in silence.
struct SurvivalData {
    std::vector<double> time;   ///< NaN = missing
    std::vector<char> event;    ///< 1 event, 0 censored
    [[nodiscard]] std::size_t size() const { return time.size(); }
    void add(double t, bool happened) {
        time.push_back(t);
        event.push_back(happened ? 1 : 0);
    }
};

/// Rows whose time is zero or negative.
[[nodiscard]] std::vector<std::size_t> notPositive(const SurvivalData& data);

/// Times that differ only by rounding (relative 1.5e-8, as R's aeqSurv) made equal; NaN stays.
[[nodiscard]] std::vector<double> tiedTimes(std::span<const double> times);

} // namespace casebook::stats
