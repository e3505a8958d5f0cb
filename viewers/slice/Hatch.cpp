// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/slice/Hatch.h"

#include <algorithm>
#include <cmath>

namespace casebook {

namespace {

constexpr int period = 12, width = 2; // pixels along a row

/// True for each slice that is not there; empty when all are.
std::vector<char> missingSlices(const Volume& v) {
    std::vector<char> out;
    // A volume that never was DICOM has no instances, yet no gaps.
    if (v.instances.size() < std::size_t(v.grid.slices) ||
        std::all_of(v.instances.begin(), v.instances.end(), [](const QString& i) { return i.isEmpty(); }))
        return out;
    bool any = false;
    for (int k = 0; k < v.grid.slices; ++k) {
        out.push_back(char(v.isMissing(k)));
        any = any || v.isMissing(k);
    }
    return any ? out : std::vector<char>();
}

} // namespace

void hatchMissing(const Volume& shown, const SlicePlane& plane, const QColor& line, const QColor& ground,
                  QImage& image) {
    const std::vector<char> missing = missingSlices(shown);
    if (missing.empty())
        return;
    const GridGeometry& grid = shown.grid;
    const VoxelPoint start = grid.toVoxel(plane.origin);
    const Eigen::Vector3d across = grid.toVoxel(plane.toWorld(1, 0)) - start;
    const Eigen::Vector3d down = grid.toVoxel(plane.toWorld(0, 1)) - start;
    const auto inside = [](double v, int count) { return v >= -0.5 && v < count - 0.5; };
    for (int y = 0; y < std::min(plane.height, image.height()); ++y) {
        auto* row = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < std::min(plane.width, image.width()); ++x) {
            const Eigen::Vector3d v = start + across * x + down * y;
            if (inside(v[0], grid.columns) && inside(v[1], grid.rows) && inside(v[2], grid.slices) &&
                missing[std::size_t(std::lround(std::max(v[2], 0.0)))] != 0)
                row[x] = (x + y) % period < width ? line.rgb() : ground.rgb();
        }
    }
}

} // namespace casebook
