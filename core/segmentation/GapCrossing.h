// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segmentation/Segmentation.h"
#include "core/volume/VolumePlan.h"

namespace casebook {

/// Places of a stack that have no image.
struct StackGaps {
    WorldVector normal{0, 0, 1}; ///< unit, of the slices
    std::vector<WorldPoint> missing;
};
[[nodiscard]] StackGaps gapsOf(const Volume& volume);
[[nodiscard]] StackGaps gapsOf(const PlannedVolume& plan);

/// True where a place without an image lies within the reach of the segment along the
/// stack, so that its volume would count what nobody saw. Both in the same coordinates (LPS mm). Any thread.
[[nodiscard]] bool crossesGap(const Segmentation& segmentation, const Segment& segment,
                              const StackGaps& gaps);

} // namespace casebook
