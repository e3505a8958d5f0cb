// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segmentation/RoiContours.h"
#include "core/values/Job.h"
#include "core/values/Result.h"

namespace casebook {

/// The image that contours are filled on: a grid and, where its slices are not on equal steps, the
/// centre of the first voxel of each.
struct RoiImage {
    GridGeometry grid;
    std::vector<WorldPoint> positions; ///< empty: as the grid says
};

/// Fills the closed contours of every ROI and gives masks: a Segmentation of kind Binary whose segments
/// run beside RoiSet::rois (kept in Segmentation::contours).
///
/// Per ROI and plane all closed contours are filled together by the even-odd rule, pixel centres
/// deciding: nested outlines, keyholes and CLOSEDPLANAR_XOR all give their holes. Two CLOSED_PLANAR
/// outlines that cross, or are the same twice, count as one region (their union). A POINT, and a closed
/// contour with fewer than three points, less than a quarter pixel of area or no pixel centre inside,
/// sets its nearest voxel and takes nothing away. Open contours, and closed ones that do not lie in the
/// planes of the grid, stay lines.
///
/// The grid is the image's where each plane of contours lies within half a gap of a slice of its own
/// and the contours are as dense as the slices; else one of its own: the image's pixels, the contours'
/// planes and their usual step. Without an image: the contours' own directions, pixels of 1/512 of
/// their extent, 0.1 mm to 1 mm.
///
/// Notes: "crossing-outlines" (ROI), "repeated-outline" (ROI), "not-rasterised" (ROI, contours: open, oblique
/// or off the slices), "tiny-contours" (ROI, number), "wrong-point-counts" (ROI, number),
/// "unreadable-contours" (ROI, number), "other-frame" (ROI), "own-grid" (step in mm), "one-plane" (), "off-slice"
/// (mm), "no-contours" (ROI).
/// Source: reference dicom 4.3; DICOM PS3.3 C.8.8.6.3. Errors: "too-large", "cancelled". Any thread.
[[nodiscard]] Result<Segmentation> rasterise(std::shared_ptr<const RoiSet> set, const RoiImage* image,
                                             const Job& job = {});

} // namespace casebook
