// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/volume/Volume.h"
#include "viewers/slice/SliceCamera.h"

namespace casebook {

/// slicePlace, atSlice and throughPoint of what a pane shows of a volume: along the slices of an irregular
/// stack its true slices, one by one; all else on `even`, the grid of regularised(volume).
[[nodiscard]] SlicePlace slicePlace(const Volume& volume, const GridGeometry& even,
                                    const SliceCamera& camera);
[[nodiscard]] SliceCamera atSlice(const Volume& volume, const GridGeometry& even, const SliceCamera& camera,
                                  int number);
[[nodiscard]] SliceCamera throughPoint(const Volume& volume, const GridGeometry& even,
                                       const SliceCamera& camera, const WorldPoint& p);
/// The camera shows acquired slices of the stack itself.
[[nodiscard]] bool showsSlices(const Volume& volume, const SliceCamera& camera);

} // namespace casebook
