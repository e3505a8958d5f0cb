// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/ImagePlane.h"
#include "core/raycast/Pool.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace casebook::raycast {

/// Nearest surface of each pixel.
struct SurfaceLayer {
    int width = 0, height = 0;
    std::vector<float> depth;        ///< mm along the ray; infinite: none
    std::vector<std::uint32_t> rgba; ///< opaque
    std::vector<std::uint32_t> id;   ///< Surface::id
};

/// Draws the scene's surfaces into a layer of the picture's size. A pixel belongs to a triangle if the
/// centre does, by integer edge functions at 1/256 pixel, so that neighbours leave neither gap nor overlap;
/// of equally near triangles the first wins. Clip planes cut pixel by pixel; normals are interpolated
/// with perspective. The same picture with any number of threads.
/// @param offset of the ray within its pixel, 0..1. @return false when `stale` said so.
bool rasterise(const Scene& scene, const ImagePlane& plane, const std::array<double, 2>& offset, Pool& pool,
               const std::function<bool()>& stale, SurfaceLayer& layer);

} // namespace casebook::raycast
