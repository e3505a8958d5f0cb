// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/geometry/SliceKind.h"

namespace casebook {

PlaneKind kindOfSlices(const GridGeometry& grid) {
    const ViewAxes axes = acquiredAxes(grid);
    for (const PlaneKind kind : {PlaneKind::Axial, PlaneKind::Coronal, PlaneKind::Sagittal}) {
        if (alignment(grid, standardPlane(kind, axes, grid.origin, 1, 1, 1)).axis == 2)
            return kind;
    }
    return PlaneKind::Axial;
}

} // namespace casebook
