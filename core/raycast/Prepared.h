// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/Bricks.h"
#include "core/raycast/Occupancy.h"
#include "core/raycast/TransferTable.h"

#include <memory>

namespace casebook::raycast {

/// What Caster::prepare() derived, each part with the key of what it was made from. Copies are cheap and
/// share; any thread. About 1 byte for 25 voxels of a chest CT.
struct Prepared {
    std::shared_ptr<const Bricks> bricks;           ///< of the voxels: 5 ms a chest
    std::shared_ptr<const LabelBricks> labelBricks; ///< of the labels
    std::shared_ptr<const TransferTable> table;     ///< of the transfer function
    std::shared_ptr<const Occupancy> occupancy;     ///< of all three
};

/// After the labels inside `box` (half-open, clamped) were changed and `labels.revision` raised: only the
/// bricks there are read again. Otherwise the next prepare() reads all labels.
void labelsChanged(Prepared& prepared, const VolumeView& volume, const LabelView& labels,
                   const std::array<int, 3>& first, const std::array<int, 3>& last);

} // namespace casebook::raycast
