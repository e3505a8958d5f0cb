// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/Picture.h"

#include <optional>

namespace casebook::raycast {

/// What lies under a place of a picture.
struct Pick {
    WorldPoint point{0, 0, 0};     ///< LPS mm
    double depth_mm = 0;           ///< along the ray
    std::uint32_t id = kNothingId; ///< kVolumeId or Surface::id
};

/// A surface by the picture's ids (the point is that of the pixel's centre), else where one ray through the place, at the finest step, has lost half
/// of its light (projections: the extremum; the average has no such place). Any thread, under 1 ms.
/// @param x,y pixels of the full picture from its upper left corner; the first pixel's centre is (0.5, 0.5).
/// @param shown a picture of this scene at any level; null: surfaces are not seen.
[[nodiscard]] std::optional<Pick> pick(const Scene& scene, double x, double y, const Picture* shown);

} // namespace casebook::raycast
