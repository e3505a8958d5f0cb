// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/Crop.h"

#include <algorithm>
#include <cmath>

namespace casebook {

QImage cropAround(const Volume& volume, const WorldPoint& center) {
    constexpr int pixels = 96;
    constexpr double side_mm = 40, level = -600, width = 1500; // lung window
    QImage crop(pixels, pixels, QImage::Format_Grayscale8);
    crop.fill(Qt::black);
    for (int y = 0; y < pixels; ++y)
        for (int x = 0; x < pixels; ++x) {
            const double step = side_mm / pixels;
            // LPS: x rises to the patient's left, which is right on the screen; y to the back, which is down.
            const WorldPoint p = center + WorldVector((x - pixels / 2) * step, (y - pixels / 2) * step, 0);
            const auto v = volume.grid.toVoxel(p);
            const VoxelIndex at{int(std::lround(v.x())), int(std::lround(v.y())), int(std::lround(v.z()))};
            if (at.i < 0 || at.j < 0 || at.k < 0 || at.i >= volume.grid.columns || at.j >= volume.grid.rows ||
                at.k >= volume.grid.slices)
                continue;
            const double share = (volume.valueAt(at) - (level - width / 2)) / width;
            crop.scanLine(y)[x] = uchar(std::clamp(share, 0.0, 1.0) * 255);
        }
    crop.setDevicePixelRatio(2);
    return crop;
}

} // namespace casebook
