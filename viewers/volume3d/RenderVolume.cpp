// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/volume3d/RenderVolume.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace casebook {

namespace {

constexpr double kMaskSpacing_mm = 3;
constexpr double kAir_hu = -400;
constexpr double kSmallestLung_ml = 100;
/// Thinner air is no lung: the gap between back and mattress.
constexpr double kThinnestLung_mm = 30;
/// Emptier air is no lung either: mattress foam, air trapped in clothes.
constexpr double kEmptiestLung_hu = -960;
constexpr double kTissue_hu = -300;
constexpr double kOpening_mm = 5;    ///< tables and cables are thinner than twice this
constexpr double kSmallestBody_ml = 100;
constexpr double kClosing_mm = 7;  ///< vessels up to twice this width belong to the lung around them

/// Averages boxes of `factor` voxels.
VoxelBuffer reduced(const std::int16_t* data, const std::array<int, 3>& size, const std::array<int, 3>& factor,
                    const std::array<int, 3>& to) {
    VoxelBuffer out;
    out.resize(std::size_t(to[0]) * std::size_t(to[1]) * std::size_t(to[2]));
    auto sums = std::vector<std::int32_t>(std::size_t(to[0]));
    const std::int32_t n = factor[0] * factor[1] * factor[2];
    const std::size_t row = std::size_t(size[0]), slice = row * std::size_t(size[1]);
    std::int16_t* o = out.data();
    for (int z = 0; z < to[2]; ++z)
        for (int y = 0; y < to[1]; ++y, o += to[0]) {
            std::fill(sums.begin(), sums.end(), 0);
            for (int c = 0; c < factor[2]; ++c)
                for (int b = 0; b < factor[1]; ++b) {
                    const std::int16_t* in = data + std::size_t(z * factor[2] + c) * slice
                        + std::size_t(y * factor[1] + b) * row;
                    for (int x = 0; x < to[0]; ++x)
                        for (int a = 0; a < factor[0]; ++a)
                            sums[std::size_t(x)] += *in++;
                }
            for (int x = 0; x < to[0]; ++x)
                o[x] = std::int16_t(sums[std::size_t(x)] / n);
        }
    return out;
}

RenderVolume reducedBy(const RenderVolume& from, const std::array<int, 3>& factor) {
    RenderVolume out = from;
    out.owner.reset();
    for (std::size_t a = 0; a < 3; ++a) {
        out.size[a] = from.size[a] / factor[a];
        out.spacing_mm[a] = from.spacing_mm[a] * factor[a];
        // The first large voxel's centre is the middle of the box it covers.
        const double shift = (factor[a] - 1) / 2.0 * from.spacing_mm[a];
        out.toWorld.col(3).head<3>() += from.toWorld.col(Eigen::Index(a)).head<3>() * shift;
    }
    out.own = reduced(from.data, from.size, factor, out.size);
    out.data = out.own.data();
    return out;
}

std::array<int, 3> factorsFor(const RenderVolume& volume, double spacing_mm) {
    std::array<int, 3> factor{1, 1, 1};
    for (std::size_t a = 0; a < 3; ++a)
        factor[a] = std::clamp(int(std::lround(spacing_mm / volume.spacing_mm[a])), 1, std::max(1, volume.size[a] / 2));
    return factor;
}

/// A mask on a grid; flood fill and box dilation along its axes.
struct Mask {
    std::array<int, 3> size{};
    std::vector<std::uint8_t> at;

    [[nodiscard]] std::size_t stride(int axis) const {
        return axis == 0 ? 1 : axis == 1 ? std::size_t(size[0]) : std::size_t(size[0]) * std::size_t(size[1]);
    }

    [[nodiscard]] int coordinate(std::size_t index, int axis) const {
        return int(index / stride(axis) % std::size_t(size[std::size_t(axis)]));
    }

    /// Turns every voxel of value `from` joined to `seed` into `to`; @return how many.
    std::size_t fill(std::size_t seed, std::uint8_t from, std::uint8_t to) {
        std::vector<std::size_t> open{seed};
        at[seed] = to;
        std::size_t count = 0;
        while (!open.empty()) {
            const std::size_t here = open.back();
            open.pop_back();
            ++count;
            for (int axis = 0; axis < 3; ++axis) {
                const int c = coordinate(here, axis);
                const std::size_t s = stride(axis);
                if (c > 0 && at[here - s] == from) {
                    at[here - s] = to;
                    open.push_back(here - s);
                }
                if (c + 1 < size[std::size_t(axis)] && at[here + s] == from) {
                    at[here + s] = to;
                    open.push_back(here + s);
                }
            }
        }
        return count;
    }

    /// A voxel becomes `value` if one within `reach` along the axis has it.
    void spread(int axis, int reach, std::uint8_t value) {
        const std::size_t s = stride(axis);
        const int n = size[std::size_t(axis)];
        auto line = std::vector<std::uint8_t>(std::size_t(n));
        for (std::size_t start = 0; start < at.size(); ++start) {
            if (coordinate(start, axis) != 0)
                continue;
            int last = -2 * n;
            for (int i = 0; i < n; ++i) {
                last = at[start + std::size_t(i) * s] == value ? i : last;
                line[std::size_t(i)] = i - last <= reach;
            }
            last = 3 * n;
            for (int i = n - 1; i >= 0; --i) {
                last = at[start + std::size_t(i) * s] == value ? i : last;
                if (line[std::size_t(i)] || last - i <= reach)
                    line[std::size_t(i)] = 1;
            }
            for (int i = 0; i < n; ++i)
                if (line[std::size_t(i)])
                    at[start + std::size_t(i) * s] = value;
        }
    }
};

enum : std::uint8_t { kTissue = 0, kAir = 1, kOutside = 2, kLung = 3, kCounted = 4 };

Mask airOf(const RenderVolume& coarse) {
    Mask mask{coarse.size, std::vector<std::uint8_t>(coarse.count(), kTissue)};
    const double limit = (kAir_hu - coarse.intercept) / coarse.slope;
    for (std::size_t i = 0; i < mask.at.size(); ++i)
        mask.at[i] = coarse.data[i] < limit ? kAir : kTissue;
    return mask;
}

struct Piece {
    double mean_hu = 0;
    bool isThick = false;
};

/// What is known of the voxels of value kCounted; `core` is the air shrunken by half
/// the thinnest lung.
Piece measure(const Mask& mask, const Mask& core, const RenderVolume& coarse) {
    Piece piece;
    std::size_t n = 0;
    double sum = 0;
    for (std::size_t i = 0; i < mask.at.size(); ++i)
        if (mask.at[i] == kCounted) {
            ++n;
            sum += coarse.slope * coarse.data[i] + coarse.intercept;
            piece.isThick = piece.isThick || core.at[i] == kAir;
        }
    piece.mean_hu = n ? sum / double(n) : 0;
    return piece;
}

/// Closed lungs: 1 inside, 0 elsewhere.
Mask lungsOf(const RenderVolume& coarse) {
    Mask mask = airOf(coarse);
    // The head and foot ends do not count as outside: scans cut through the lungs.
    for (std::size_t i = 0; i < mask.at.size(); ++i)
        if (mask.at[i] == kAir)
            for (int axis = 0; axis < 2; ++axis) {
                const int c = mask.coordinate(i, axis);
                if (mask.at[i] == kAir && (c == 0 || c + 1 == mask.size[std::size_t(axis)]))
                    mask.fill(i, kAir, kOutside);
            }
    Mask core = airOf(coarse);
    for (int axis = 0; axis < 2; ++axis)
        core.spread(axis, int(std::lround(kThinnestLung_mm / 2 / coarse.spacing_mm[std::size_t(axis)])), kTissue);
    const double voxel_ml = coarse.spacing_mm[0] * coarse.spacing_mm[1] * coarse.spacing_mm[2] / 1000;
    for (std::size_t i = 0; i < mask.at.size(); ++i) {
        if (mask.at[i] != kAir)
            continue;
        const bool isLarge = double(mask.fill(i, kAir, kCounted)) * voxel_ml >= kSmallestLung_ml;
        const Piece piece = isLarge ? measure(mask, core, coarse) : Piece{};
        const bool isLung = isLarge && piece.isThick && piece.mean_hu > kEmptiestLung_hu;
        mask.fill(i, kCounted, isLung ? kLung : kOutside);
    }
    for (std::uint8_t& v : mask.at)
        v = v == kLung ? 1 : 0;
    for (int axis = 0; axis < 3; ++axis)
        mask.spread(axis, int(std::lround(kClosing_mm / coarse.spacing_mm[std::size_t(axis)])), 1);
    // Shrinks one voxel more than it grew: the wall of the chest is no vessel.
    for (int axis = 0; axis < 3; ++axis)
        mask.spread(axis, int(std::lround(kClosing_mm / coarse.spacing_mm[std::size_t(axis)])) + 1, 0);
    return mask;
}

/// The body without table and cables: 1 inside, 0 elsewhere. Arms count.
Mask bodyOf(const RenderVolume& coarse, const Mask& lungs) {
    Mask mask{coarse.size, std::vector<std::uint8_t>(coarse.count())};
    const double limit = (kTissue_hu - coarse.intercept) / coarse.slope;
    for (std::size_t i = 0; i < mask.at.size(); ++i)
        mask.at[i] = coarse.data[i] >= limit || lungs.at[i] ? 1 : 0;
    std::array<int, 2> reach{};
    for (int axis = 0; axis < 2; ++axis) {
        reach[std::size_t(axis)] = std::max(1, int(std::lround(kOpening_mm / coarse.spacing_mm[std::size_t(axis)])));
        mask.spread(axis, reach[std::size_t(axis)], 0);
    }
    const double voxel_ml = coarse.spacing_mm[0] * coarse.spacing_mm[1] * coarse.spacing_mm[2] / 1000;
    for (std::size_t i = 0; i < mask.at.size(); ++i)
        if (mask.at[i] == 1)
            mask.fill(i, kCounted, double(mask.fill(i, 1, kCounted)) * voxel_ml >= kSmallestBody_ml ? kLung : 0);
    for (std::uint8_t& v : mask.at)
        v = v == kLung ? 1 : 0;
    for (int axis = 0; axis < 2; ++axis)
        mask.spread(axis, reach[std::size_t(axis)] + 1, 1);
    return mask;
}

} // namespace

RenderVolume renderVolume(const VolumePtr& volume, double spacing_mm) {
    const GridGeometry& grid = volume->grid;
    RenderVolume full;
    full.owner = volume;
    full.data = volume->stored.data();
    full.size = {grid.columns, grid.rows, grid.slices};
    const Eigen::Matrix4d affine = grid.voxelToWorld();
    full.toWorld = affine;
    for (int a = 0; a < 3; ++a) {
        full.spacing_mm[std::size_t(a)] = affine.col(a).head<3>().norm();
        full.toWorld.col(a) /= full.spacing_mm[std::size_t(a)];
    }
    full.slope = volume->slope;
    full.intercept = volume->intercept;
    const std::array<int, 3> factor = factorsFor(full, spacing_mm);
    return factor == std::array<int, 3>{1, 1, 1} ? full : reducedBy(full, factor);
}

RenderVolume encodedLungs(const RenderVolume& volume) {
    const std::array<int, 3> factor = factorsFor(volume, kMaskSpacing_mm);
    const RenderVolume coarse = reducedBy(volume, factor);
    const Mask lungs = lungsOf(coarse);
    const Mask body = bodyOf(coarse, lungs);
    RenderVolume out = volume;
    out.owner.reset();
    out.slope = 1;
    out.intercept = 0;
    out.own.resize(volume.count());
    out.data = out.own.data();
    std::size_t i = 0;
    for (int z = 0; z < volume.size[2]; ++z)
        for (int y = 0; y < volume.size[1]; ++y) {
            const int my = std::min(y / factor[1], lungs.size[1] - 1), mz = std::min(z / factor[2], lungs.size[2] - 1);
            const std::size_t row = (std::size_t(mz) * std::size_t(lungs.size[1]) + std::size_t(my)) * std::size_t(lungs.size[0]);
            for (int x = 0; x < volume.size[0]; ++x, ++i) {
                const double hu = volume.slope * volume.data[i] + volume.intercept;
                const std::size_t at = row + std::size_t(std::min(x / factor[0], lungs.size[0] - 1));
                const double inside = lungs.at[at] ? -std::clamp(hu + 1024, 0.0, 4096.0) : std::clamp(hu, 0.0, 4096.0);
                out.own[i] = std::int16_t(body.at[at] ? inside : 0);
            }
        }
    return out;
}

} // namespace casebook
