// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace casebook::stats {

/// Which values speak for a case.
enum class RocDirection {
    HigherIsCase, ///< pROC's "<"
    LowerIsCase,  ///< pROC's ">"
    Automatic     ///< higher, unless the median of the controls is above that of the cases
};

struct RocPoint {
    double threshold = 0; ///< positive from here on; infinite at the corner (0, 0)
    double sensitivity = 0, specificity = 0;
};

/// Area with DeLong's interval (DeLong, DeLong and Clarke-Pearson 1988), cut to [0, 1].
struct RocResult {
    double auc = 0, lower = 0, upper = 0; ///< NaN without cases and controls (interval: two of each)
    std::vector<RocPoint> points;         ///< from (0, 0) to (1, 1)
    std::size_t cases = 0, controls = 0, leftOut = 0;
};

/// @param isCase 1 case, 0 control, -1 missing; rows with a missing score or outcome are left out.
/// O(n log n). Pure.
[[nodiscard]] RocResult roc(std::span<const int> isCase, std::span<const double> score,
                            RocDirection direction = RocDirection::HigherIsCase);

} // namespace casebook::stats
