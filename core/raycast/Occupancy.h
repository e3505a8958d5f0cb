// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/Bricks.h"
#include "core/raycast/TransferTable.h"

namespace casebook::raycast {

/// For each brick the Chebyshev distance to the nearest one that may show anything: 0 itself, at most 15.
/// A brick shows nothing if no value in [low - 1, high + 1] is visible or no label in it is. Four bytes are
/// readable behind the last. Immutable; any thread.
struct Occupancy {
    static constexpr int kFarthest = 15;
    std::shared_ptr<const Bricks> bricks;           ///< made from these, which are its key
    std::shared_ptr<const LabelBricks> labelBricks; ///< null: labels not asked
    std::shared_ptr<const TransferTable> table;     ///< null: every value counts (projections)
    std::uint64_t shown = ~std::uint64_t(0);        ///< bits of LabelBricks of labels with opacity above 0
    double slope = 1, intercept = 0;
    std::vector<std::uint8_t> distance;
};
/// 3 to 4 ms for a chest.
[[nodiscard]] std::shared_ptr<const Occupancy> makeOccupancy(Occupancy key);

/// Bits of LabelBricks whose labels have an opacity above 0.
[[nodiscard]] std::uint64_t shownLabels(const LabelTable& table);

} // namespace casebook::raycast
