// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/LungParts.h"
#include "core/segmentation/Segmentation.h"
#include "viewers/volume3d/RenderVolume.h"

#include <memory>
#include <optional>
#include <vector>

namespace casebook {

/// raycast::LungPart of every voxel, for presets with a mask; for looking only, never for measuring. A value.
struct VolumeParts {
    std::shared_ptr<const std::vector<std::uint8_t>> labels; ///< count() and 8 more
    bool hasLungs = false;
};

/// What presets can use a segment as: LungPart::Airway or LungPart::Nodule, by its code (SNOMED CT) or else by
/// its label; nothing for others.
[[nodiscard]] std::optional<raycast::LungPart> partOf(const Segment& segment);
[[nodiscard]] bool hasPart(const std::vector<SegmentationPtr>& structures, raycast::LungPart part);

/// Lungs as encodedLungs() finds them, airways and nodules from the segments of `structures`. Any thread; half a
/// second a chest.
[[nodiscard]] VolumeParts volumeParts(const RenderVolume& volume,
                                      const std::vector<SegmentationPtr>& structures);

} // namespace casebook
