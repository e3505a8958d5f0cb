// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cad/Finding.h"
#include "core/segmentation/Segmentation.h"

namespace casebook {

/// True for a segment that is a lesion (nodule, mass, neoplasm, lesion by SCT, SRT or NCIt code, else by the
/// words of code and label in English or Chinese; a gross tumour volume "GTV"); organs and margins (CTV, PTV)
/// are no findings.
[[nodiscard]] bool isLesion(const Segment& segment);

/// The finding of one segment: centroid, box of its voxels' outer faces, volume (voxels above 0), long axis =
/// greatest distance within the slice where that is largest, between outer voxel corners; short axis = greatest
/// extent across it in the same slice; mean of the two. Nothing for an empty segment.
/// Source: reference ai 6 "Size". Any thread.
[[nodiscard]] std::optional<Finding> findingOf(const Segmentation& segmentation, const Segment& segment);

} // namespace casebook
