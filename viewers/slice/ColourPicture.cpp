// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/slice/ColourPicture.h"

#include <algorithm>
#include <cmath>

namespace casebook {

namespace {

QRgb mixed(const std::uint8_t* picture, const GridGeometry& g, double x, double y, bool smooth) {
    const double cx = std::clamp(x, 0.0, g.columns - 1.0), cy = std::clamp(y, 0.0, g.rows - 1.0);
    const auto at = [&](int i, int j, int c) {
        return double(picture[3 * (std::size_t(std::min(j, g.rows - 1)) * std::size_t(g.columns) +
                                   std::size_t(std::min(i, g.columns - 1))) +
                              std::size_t(c)]);
    };
    std::array<int, 3> out{};
    const int i = smooth ? int(cx) : int(std::lround(cx)), j = smooth ? int(cy) : int(std::lround(cy));
    const double u = smooth ? cx - i : 0, v = smooth ? cy - j : 0;
    for (int c = 0; c < 3; ++c) {
        const double top = at(i, j, c) * (1 - u) + at(i + 1, j, c) * u;
        const double bottom = at(i, j + 1, c) * (1 - u) + at(i + 1, j + 1, c) * u;
        out[std::size_t(c)] = int(std::lround(top * (1 - v) + bottom * v));
    }
    return qRgb(out[0], out[1], out[2]);
}

} // namespace

bool drawColours(const Volume& volume, const SlicePlane& plane, bool smooth, QRgb background, QImage& image) {
    const GridGeometry& g = volume.grid;
    const PlaneAlignment a = alignment(g, plane);
    if (!volume.colours || !a.aligned || a.axis != 2)
        return false;
    image.fill(background);
    const std::size_t size = 3 * std::size_t(g.columns) * std::size_t(g.rows);
    if (a.slice < 0 || a.slice >= g.slices || volume.colours->size() < size * std::size_t(g.slices))
        return true;
    const std::uint8_t* picture = volume.colours->data() + size * std::size_t(a.slice);
    const VoxelPoint start = g.toVoxel(plane.toWorld(0, 0));
    const VoxelPoint across = g.toVoxel(plane.toWorld(1, 0)) - start;
    const VoxelPoint down = g.toVoxel(plane.toWorld(0, 1)) - start;
    for (int y = 0; y < plane.height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < plane.width; ++x) {
            const VoxelPoint v = start + across * double(x) + down * double(y);
            if (v.x() >= -0.5 && v.x() < g.columns - 0.5 && v.y() >= -0.5 && v.y() < g.rows - 0.5)
                line[x] = mixed(picture, g, v.x(), v.y(), smooth);
        }
    }
    return true;
}

} // namespace casebook
