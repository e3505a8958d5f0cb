// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/Scene.h"

#include <cstdint>
#include <vector>

namespace casebook::raycast {

/// What a caster gives back: rows from the top, `width` pixels each, no gaps. A value; any thread.
struct Picture {
    std::uint64_t generation = 0; ///< of the request it answers
    Level level = Level::Full;
    int width = 0, height = 0;    ///< of this level; shown over the same area as the full picture
    /// Bytes R, G, B, A in this order, premultiplied (QImage::Format_RGBA8888_Premultiplied). Rays that met
    /// nothing are 0: whoever paints lays it over the background.
    std::vector<std::uint32_t> rgba;
    /// mm along the pixel's ray to what it shows: where the tissue has hidden half of what lies behind, else
    /// the surface, else infinite. Projections: the extremum; infinite for the average.
    std::vector<float> depth;
    std::vector<std::uint32_t> id; ///< kNothingId, kVolumeId or Surface::id of what `depth` is of
    double milliseconds = 0; ///< of drawing, preparation of voxels not counted
};

} // namespace casebook::raycast
