// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/volume/Volume.h"

#include <QImage>

namespace casebook {

/// 96 x 96 pixels of 40 mm around a place, axial, lung window, nearest voxel: a picture for a row of a list.
/// Outside the volume it is black. Any thread.
[[nodiscard]] QImage cropAround(const Volume& volume, const WorldPoint& center);

} // namespace casebook
