// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/SlicePlane.h"
#include "core/volume/Volume.h"

#include <QImage>

namespace casebook {

/// Draws a stack of colour pictures (Volume::colours) as its file has them: no window, nothing between two
/// pictures. @param image Format_RGB32, as large as the plane. @return false where the plane does not run
/// along the pictures, or there are no colours.
bool drawColours(const Volume& volume, const SlicePlane& plane, bool smooth, QRgb background, QImage& image);

} // namespace casebook
