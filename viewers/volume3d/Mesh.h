// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/Scene.h"
#include "core/segmentation/Segmentation.h"

#include <memory>

namespace casebook {

/// Normals point outwards.
using Mesh = raycast::TriangleMesh;

/// Surface of one segment, smoothed by a windowed sinc filter (about one voxel; it is for looking, never
/// for measuring). Boxes above 8 million voxels are halved first. Empty for an empty segment. Any thread;
/// up to a second for a lung.
[[nodiscard]] std::shared_ptr<const Mesh> segmentMesh(const Segmentation& segmentation,
                                                      const Segment& segment);

} // namespace casebook
