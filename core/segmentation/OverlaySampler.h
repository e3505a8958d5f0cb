// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/Placement.h"
#include "core/geometry/SlicePlane.h"
#include "core/segmentation/Segmentation.h"

#include <vector>

namespace casebook {

/// The part of a plane's pixels in which a segment shows. Outside the rectangle nothing is set.
struct MaskImage {
    int x = 0, y = 0;           ///< upper left pixel of the rectangle on the plane
    int width = 0, height = 0;  ///< 0 x 0 when the segment does not meet the plane
    std::vector<std::uint8_t> values; ///< width*height; 0 outside, else 1 or the fraction 1..255
    [[nodiscard]] bool isEmpty() const { return width <= 0 || height <= 0; }
    [[nodiscard]] std::uint8_t at(int px, int py) const; ///< plane pixel; 0 outside the rectangle
};

/// Where a segmentation's voxels lie in the patient once placed on a volume: its own grid, or for a
/// label map placed by its grid (verified or confirmed) the volume's grid in the label map's axis order.
[[nodiscard]] GridGeometry placedGrid(const Segmentation& segmentation, const GridGeometry& volume,
                                      const Placement& placement);

/// A segment cut by a plane: at every pixel centre the nearest voxel in mm, never interpolated. A
/// pixel is set only when the plane passes within the voxel. @param where from placedGrid.
[[nodiscard]] MaskImage sampleMask(const Segment& segment, const GridGeometry& where,
                                   const SlicePlane& plane);

/// Pixels of the mask (values >= threshold) that have a 4-neighbour outside it: 255, all else 0.
/// @param thickness in pixels, inwards.
[[nodiscard]] MaskImage outlinePixels(const MaskImage& mask, int thickness = 1, std::uint8_t threshold = 1);

/// A closed line of pixel corners on the plane: corner (x, y) is the upper left corner of pixel (x, y),
/// that is (x-0.5, y-0.5) in pixel centres. The last point joins the first.
using PixelPolygon = std::vector<std::array<int, 2>>;
/// Every border line of the mask, outer ones and holes, straight runs merged, inside on the right hand.
[[nodiscard]] std::vector<PixelPolygon> outlinePolygons(const MaskImage& mask, std::uint8_t threshold = 1);

/// A segment on the volume's own voxels (nearest in mm) for surfaces and measurements that need one
/// grid; its statistics stay those of the segmentation's own grid.
struct GridMask {
    VoxelBox box;                     ///< on the volume's grid; tight
    std::vector<std::uint8_t> values; ///< box.count()
};
[[nodiscard]] GridMask toVolumeGrid(const Segment& segment, const GridGeometry& where,
                                    const GridGeometry& volume);

/// Colour for the n-th segment that brings none (from 0): the Okabe-Ito colours, safe for
/// colour-blind eyes, over and over.
[[nodiscard]] std::array<std::uint8_t, 3> segmentColor(int n);

} // namespace casebook
