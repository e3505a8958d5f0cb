// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/volume/Volume.h"
#include "viewers/ViewColors.h"
#include "viewers/slice/SliceCamera.h"

#include <QPolygonF>

class QPainter;

namespace casebook {

/// Part of the pane that shows slots first..last of the grid, each with its half gaps; empty where none
/// is in sight. Logical pixels.
[[nodiscard]] QPolygonF slotsInPane(const GridGeometry& grid, int first, int last, const SliceCamera& camera,
                                    QSizeF pane);
/// Hatches the places that have no image, or a damaged one: nothing there may be taken for tissue.
void paintGaps(QPainter& painter, const Volume& volume, const SliceCamera& camera, QSizeF pane,
               const ViewColors& colors);

} // namespace casebook
