// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/Survival.h"

#include "core/stats/Summary.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace casebook::stats {

std::vector<std::size_t> notPositive(const SurvivalData& data) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < data.size(); ++i)
        if (data.time[i] <= 0)
            out.push_back(i);
    return out;
}

std::vector<double> tiedTimes(std::span<const double> times) {
    std::vector<double> unique = sortedValues(times);
    unique.erase(std::unique(unique.begin(), unique.end()), unique.end());
    double scale = 0;
    for (double t : unique)
        scale += std::fabs(t) / double(unique.size());
    const double tolerance = std::sqrt(std::numeric_limits<double>::epsilon());
    std::vector<double> cuts;
    for (std::size_t i = 0; i < unique.size(); ++i) {
        const double gap = i == 0 ? 0 : unique[i] - unique[i - 1];
        if (i == 0 || !(gap <= tolerance || gap / scale <= tolerance))
            cuts.push_back(unique[i]);
    }
    std::vector<double> out(times.begin(), times.end());
    if (cuts.size() == unique.size())
        return out;
    for (double& t : out)
        if (!std::isnan(t))
            t = *std::prev(std::upper_bound(cuts.begin(), cuts.end(), t));
    return out;
}

} // namespace casebook::stats
