// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/SlicePlane.h"
#include "core/volume/Volume.h"

#include <QColor>
#include <QImage>

namespace casebook {

/// Covers what a picture shows of slices that are not there (a gap, a damaged slice) with slanting lines:
/// what fills their place in memory is no image, and must not look like one. Nothing where all slices
/// are there. A pixel belongs to the slice whose centre is nearest.
/// @param shown a regular volume. @param image of the size of the plane, Format_RGB32.
void hatchMissing(const Volume& shown, const SlicePlane& plane, const QColor& line, const QColor& ground,
                  QImage& image);

} // namespace casebook
