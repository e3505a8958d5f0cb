// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/SlicePlane.h"

namespace casebook {

/// The standard plane that shows acquired slices of the grid: axial for axial slices, and so on, by the
/// axes of `acquiredAxes`.
[[nodiscard]] PlaneKind kindOfSlices(const GridGeometry& grid);

} // namespace casebook
