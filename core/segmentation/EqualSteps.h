// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace casebook {

/// Equal steps under slices that have none: every step belongs to the slice whose half gaps it lies in.
struct EqualSteps {
    double first_mm = 0, step_mm = 0;
    std::vector<int> owner; ///< a step: index of its place
};
/// @param places mm along one direction, rising, at least one. The step is the largest one, not above the
/// smallest gap, that puts every place within a twentieth of a step; else a quarter of that gap.
[[nodiscard]] EqualSteps equalSteps(const std::vector<double>& places);

/// Height of the slab of every place, mm: its half gaps, none of them more than `most_mm`.
[[nodiscard]] std::vector<double> slabHeights(const std::vector<double>& places, double most_mm);

} // namespace casebook
