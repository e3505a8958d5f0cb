// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segmentation/OverlaySampler.h"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>

namespace casebook {

namespace {

using Eigen::Vector3d;

/// Pixel rectangle of the plane that may meet the box (its outer faces), one pixel of margin included.
struct Rect {
    int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};

Rect reach(const VoxelBox& box, const GridGeometry& where, const SlicePlane& plane) {
    double low[3] = {1e300, 1e300, 1e300}, high[3] = {-1e300, -1e300, -1e300};
    for (unsigned c = 0; c < 8; ++c) {
        VoxelPoint v;
        for (std::size_t a = 0; a < 3; ++a)
            v[Eigen::Index(a)] = box.first[a] - 0.5 + (((c >> a) & 1U) ? box.size[a] : 0);
        const Vector3d p = plane.toPixel(where.toWorld(v));
        for (int a = 0; a < 3; ++a) {
            low[a] = std::min(low[a], p[a]);
            high[a] = std::max(high[a], p[a]);
        }
    }
    if (low[2] > 1e-6 || high[2] < -1e-6)
        return {};
    const auto pixel = [](double v, int limit) { return int(std::clamp(v, 0.0, double(limit))); };
    return {pixel(std::floor(low[0]) - 1, plane.width), pixel(std::floor(low[1]) - 1, plane.height),
            pixel(std::ceil(high[0]) + 2, plane.width), pixel(std::ceil(high[1]) + 2, plane.height)};
}

std::uint8_t valueIn(const Segment& s, int i, int j, int k) {
    const VoxelBox& b = s.box;
    const int x = i - b.first[0], y = j - b.first[1], z = k - b.first[2];
    if (x < 0 || y < 0 || z < 0 || x >= b.size[0] || y >= b.size[1] || z >= b.size[2])
        return 0;
    return s.values[(std::size_t(z) * std::size_t(b.size[1]) + std::size_t(y)) * std::size_t(b.size[0]) +
                    std::size_t(x)];
}

/// Half up, as nearestVoxel does; noise of 1e-7 of a voxel must not decide at a face.
int nearestIndex(double v) { return int(std::floor(v + 0.5 + 1e-7)); }

} // namespace

std::uint8_t MaskImage::at(int px, int py) const {
    if (px < x || py < y || px >= x + width || py >= y + height)
        return 0;
    return values[std::size_t(py - y) * std::size_t(width) + std::size_t(px - x)];
}

GridGeometry placedGrid(const Segmentation& segmentation, const GridGeometry& volume,
                        const Placement& placement) {
    const GridGeometry& own = segmentation.grid;
    if (!placement.byGrid)
        return own;
    GridGeometry out = own;
    out.origin = volume.origin;
    std::array<WorldVector, 3> step{own.step(0), own.step(1), own.step(2)};
    for (std::size_t a = 0; a < 3; ++a) {
        const WorldVector along = volume.step(int(a));
        const double last = volume.size()[a] - 1;
        step[std::size_t(placement.axis[a])] = placement.flipped[a] ? WorldVector(-along) : along;
        if (placement.flipped[a])
            out.origin += along * last;
    }
    out.columnSpacing = step[0].norm();
    out.rowSpacing = step[1].norm();
    out.rowDirection = step[0] / out.columnSpacing;
    out.columnDirection = step[1] / out.rowSpacing;
    out.sliceStep = own.hasStep() || own.slices > 1 ? step[2] : WorldVector(0, 0, 0);
    return out;
}

MaskImage sampleMask(const Segment& segment, const GridGeometry& where, const SlicePlane& plane) {
    MaskImage out;
    if (segment.box.count() == 0 || segment.values.empty())
        return out;
    const Rect r = reach(segment.box, where, plane);
    if (r.x1 <= r.x0 || r.y1 <= r.y0)
        return out;
    out.x = r.x0;
    out.y = r.y0;
    out.width = r.x1 - r.x0;
    out.height = r.y1 - r.y0;
    out.values.assign(std::size_t(out.width) * std::size_t(out.height), 0);
    const Eigen::Matrix3d toVoxel = where.worldToVoxel().topLeftCorner<3, 3>();
    const Vector3d across = toVoxel * (plane.right * plane.pixelSize_mm);
    bool any = false;
    for (int y = 0; y < out.height; ++y) {
        const Vector3d start = where.toVoxel(plane.toWorld(out.x, out.y + y));
        std::uint8_t* row = out.values.data() + std::ptrdiff_t(y) * out.width;
        for (int x = 0; x < out.width; ++x) {
            const Vector3d v = start + across * double(x);
            row[x] = valueIn(segment, nearestIndex(v.x()), nearestIndex(v.y()), nearestIndex(v.z()));
            any = any || row[x] != 0;
        }
    }
    return any ? out : MaskImage{};
}

MaskImage outlinePixels(const MaskImage& mask, int thickness, std::uint8_t threshold) {
    MaskImage out = mask;
    std::fill(out.values.begin(), out.values.end(), std::uint8_t(0));
    const auto in = [&](int x, int y) { return mask.at(x, y) >= std::max<std::uint8_t>(threshold, 1); };
    for (int y = mask.y; y < mask.y + mask.height; ++y) {
        for (int x = mask.x; x < mask.x + mask.width; ++x) {
            if (!in(x, y))
                continue;
            bool border = false;
            for (int d = 1; d <= thickness && !border; ++d)
                border = !in(x - d, y) || !in(x + d, y) || !in(x, y - d) || !in(x, y + d);
            if (border)
                out.values[std::size_t(y - mask.y) * std::size_t(mask.width) + std::size_t(x - mask.x)] = 255;
        }
    }
    return out;
}

std::array<std::uint8_t, 3> segmentColor(int n) {
    // M. Okabe, K. Ito: Color Universal Design (2008).
    static constexpr std::array<std::array<std::uint8_t, 3>, 8> colors{{{0xE6, 0x9F, 0x00},
                                                                        {0x56, 0xB4, 0xE9},
                                                                        {0x00, 0x9E, 0x73},
                                                                        {0xF0, 0xE4, 0x42},
                                                                        {0x00, 0x72, 0xB2},
                                                                        {0xD5, 0x5E, 0x00},
                                                                        {0xCC, 0x79, 0xA7},
                                                                        {0x99, 0x99, 0x99}}};
    return colors[std::size_t(((n % 8) + 8) % 8)];
}

namespace {

/// Smallest box of a grid that holds every voxel whose centre may lie in the segment's box.
VoxelBox boxOn(const GridGeometry& volume, const VoxelBox& box, const GridGeometry& where) {
    Vector3d low(1e300, 1e300, 1e300), high(-1e300, -1e300, -1e300);
    for (unsigned c = 0; c < 8; ++c) {
        VoxelPoint v;
        for (std::size_t a = 0; a < 3; ++a)
            v[Eigen::Index(a)] = box.first[a] - 0.5 + (((c >> a) & 1U) ? box.size[a] : 0);
        const Vector3d p = volume.toVoxel(where.toWorld(v));
        low = low.cwiseMin(p);
        high = high.cwiseMax(p);
    }
    VoxelBox out;
    for (std::size_t a = 0; a < 3; ++a) {
        const double size = volume.size()[a];
        const int first = int(std::clamp(std::floor(low[Eigen::Index(a)]), 0.0, size));
        const int end = int(std::clamp(std::ceil(high[Eigen::Index(a)]) + 1, 0.0, size));
        out.first[a] = first;
        out.size[a] = std::max(0, end - first);
    }
    return out;
}

GridMask tightened(const GridMask& loose) {
    const VoxelBox& b = loose.box;
    std::array<int, 3> low = b.size, high{-1, -1, -1};
    std::size_t at = 0;
    for (int k = 0; k < b.size[2]; ++k) {
        for (int j = 0; j < b.size[1]; ++j) {
            for (int i = 0; i < b.size[0]; ++i, ++at) {
                if (loose.values[at] == 0)
                    continue;
                low = {std::min(low[0], i), std::min(low[1], j), std::min(low[2], k)};
                high = {std::max(high[0], i), std::max(high[1], j), std::max(high[2], k)};
            }
        }
    }
    GridMask out;
    if (high[0] < 0)
        return out;
    for (std::size_t a = 0; a < 3; ++a) {
        out.box.first[a] = b.first[a] + low[a];
        out.box.size[a] = high[a] - low[a] + 1;
    }
    for (int k = low[2]; k <= high[2]; ++k) {
        for (int j = low[1]; j <= high[1]; ++j) {
            const std::uint8_t* row = loose.values.data() + (std::ptrdiff_t(k) * b.size[1] + j) * b.size[0];
            out.values.insert(out.values.end(), row + low[0], row + high[0] + 1);
        }
    }
    return out;
}

} // namespace

GridMask toVolumeGrid(const Segment& segment, const GridGeometry& where, const GridGeometry& volume) {
    GridMask out;
    if (segment.box.count() == 0 || segment.values.empty())
        return out;
    out.box = boxOn(volume, segment.box, where);
    out.values.resize(out.box.count());
    const Eigen::Matrix3d inverse = where.worldToVoxel().topLeftCorner<3, 3>();
    const Vector3d across = inverse * volume.step(0);
    std::size_t at = 0;
    for (int k = 0; k < out.box.size[2]; ++k) {
        for (int j = 0; j < out.box.size[1]; ++j) {
            const VoxelPoint first(out.box.first[0], out.box.first[1] + j, out.box.first[2] + k);
            const Vector3d start = where.toVoxel(volume.toWorld(first));
            for (int i = 0; i < out.box.size[0]; ++i, ++at) {
                const Vector3d v = start + across * double(i);
                out.values[at] =
                    valueIn(segment, nearestIndex(v.x()), nearestIndex(v.y()), nearestIndex(v.z()));
            }
        }
    }
    return tightened(out);
}

} // namespace casebook
