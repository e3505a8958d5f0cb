// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/volume3d/RenderVolume.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace casebook {

namespace {

constexpr double kMaskSpacing_mm = 3;
constexpr std::size_t kBehindLast = 8; ///< room that casters read behind the last voxel
constexpr double kAir_hu = -400;
constexpr double kSmallestLung_ml = 100;
/// Thinner air is no lung: the gap between back and mattress.
constexpr double kThinnestLung_mm = 30;
/// Emptier air is no lung either: mattress foam, air trapped in clothes.
constexpr double kEmptiestLung_hu = -960;
constexpr double kTissue_hu = -300;
constexpr double kOpening_mm = 5;    ///< tables and cables are thinner than twice this
constexpr double kSmallestBody_ml = 20;
constexpr double kClosing_mm = 7;  ///< vessels up to twice this width belong to the lung around them

/// Averages boxes of `factor` voxels.
VoxelBuffer reduced(const std::int16_t* data, const std::array<int, 3>& size,
                    const std::array<int, 3>& factor, const std::array<int, 3>& to) {
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
                    const std::int16_t* in =
                        data + std::size_t(z * factor[2] + c) * slice + std::size_t(y * factor[1] + b) * row;
                    if (factor[0] == 2)
                        for (int x = 0; x < to[0]; ++x, in += 2)
                            sums[std::size_t(x)] += in[0] + in[1];
                    else
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
        factor[a] = std::clamp(int(std::lround(spacing_mm / volume.spacing_mm[a])), 1,
                               std::max(1, volume.size[a] / 2));
    return factor;
}

constexpr std::uint8_t kWall = 255;

/// A mask on a grid with a wall of one voxel around it, so that neighbours need no test of the edge.
struct Mask {
    std::array<int, 3> size{};       ///< without the wall
    std::array<std::size_t, 3> step{};
    std::vector<std::uint8_t> at;

    explicit Mask(const std::array<int, 3>& s) : size(s) {
        step = {1, std::size_t(s[0]) + 2, (std::size_t(s[0]) + 2) * (std::size_t(s[1]) + 2)};
        at.assign(step[2] * (std::size_t(s[2]) + 2), kWall);
    }

    [[nodiscard]] std::size_t index(int x, int y, int z) const {
        return std::size_t(x + 1) + std::size_t(y + 1) * step[1] + std::size_t(z + 1) * step[2];
    }

    /// `f(index in at, index without wall)` for every voxel.
    template <class F>
    void each(F&& f) const {
        std::size_t plain = 0;
        for (int z = 0; z < size[2]; ++z)
            for (int y = 0; y < size[1]; ++y) {
                const std::size_t row = index(0, y, z);
                for (int x = 0; x < size[0]; ++x, ++plain)
                    f(row + std::size_t(x), plain);
            }
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
            for (const std::size_t s : step)
                for (const std::size_t next : {here - s, here + s})
                    if (at[next] == from) {
                        at[next] = to;
                        open.push_back(next);
                    }
        }
        return count;
    }

    /// A voxel becomes `value` if one within `reach` along the axis has it.
    void spread(std::size_t axis, int reach, std::uint8_t value) {
        const std::size_t s = step[axis];
        const int n = size[axis];
        const std::size_t b = axis == 0 ? 1 : 0, c = axis == 2 ? 1 : 2;
        std::vector<std::uint8_t> hit(static_cast<std::size_t>(n));
        for (int v = 0; v < size[c]; ++v)
            for (int u = 0; u < size[b]; ++u) {
                std::uint8_t* line =
                    at.data() + index(0, 0, 0) + std::size_t(u) * step[b] + std::size_t(v) * step[c];
                for (int i = 0, left = 0; i < n; ++i) { // left: how far the last one still reaches
                    left = line[std::size_t(i) * s] == value ? reach + 1 : left - 1;
                    hit[std::size_t(i)] = left > 0;
                }
                for (int i = n - 1, left = 0; i >= 0; --i) {
                    left = line[std::size_t(i) * s] == value ? reach + 1 : left - 1;
                    if (left > 0 || hit[std::size_t(i)])
                        line[std::size_t(i) * s] = value;
                }
            }
    }
};

enum : std::uint8_t { kTissue = 0, kAir = 1, kOutside = 2, kLung = 3, kCounted = 4 };

Mask below(const RenderVolume& coarse, double hu, std::uint8_t inside, std::uint8_t elsewhere) {
    Mask mask(coarse.size);
    const double limit = (hu - coarse.intercept) / coarse.slope;
    mask.each([&](std::size_t i, std::size_t plain) {
        mask.at[i] = coarse.data[plain] < limit ? inside : elsewhere;
    });
    return mask;
}

int voxels(double mm, const RenderVolume& volume, std::size_t axis) {
    return int(std::lround(mm / volume.spacing_mm[axis]));
}

double voxelVolume_ml(const RenderVolume& v) {
    return v.spacing_mm[0] * v.spacing_mm[1] * v.spacing_mm[2] / 1000;
}

struct Piece {
    double mean_hu = 0;
    bool isThick = false;
};

/// What is known of the voxels of value kCounted; `core` is the air shrunken by half the thinnest lung.
Piece measure(const Mask& mask, const Mask& core, const RenderVolume& coarse) {
    Piece piece;
    std::size_t n = 0;
    double sum = 0;
    mask.each([&](std::size_t i, std::size_t plain) {
        if (mask.at[i] != kCounted)
            return;
        ++n;
        sum += coarse.slope * coarse.data[plain] + coarse.intercept;
        piece.isThick = piece.isThick || core.at[i] == kAir;
    });
    piece.mean_hu = n ? sum / double(n) : 0;
    return piece;
}

/// Air that reaches the sides of the picture. The head and foot ends do not count: scans cut through lungs.
void fillOutside(Mask& mask) {
    const auto seed = [&](int x, int y, int z) {
        if (const std::size_t i = mask.index(x, y, z); mask.at[i] == kAir)
            mask.fill(i, kAir, kOutside);
    };
    for (int z = 0; z < mask.size[2]; ++z) {
        for (int x = 0; x < mask.size[0]; ++x)
            for (const int y : {0, mask.size[1] - 1})
                seed(x, y, z);
        for (int y = 0; y < mask.size[1]; ++y)
            for (const int x : {0, mask.size[0] - 1})
                seed(x, y, z);
    }
}

/// Closed lungs: 1 inside, 0 elsewhere.
Mask lungsOf(const RenderVolume& coarse) {
    Mask mask = below(coarse, kAir_hu, kAir, kTissue);
    Mask core = mask;
    for (std::size_t axis = 0; axis < 2; ++axis)
        core.spread(axis, voxels(kThinnestLung_mm / 2, coarse, axis), kTissue);
    fillOutside(mask);
    mask.each([&](std::size_t i, std::size_t) {
        if (mask.at[i] != kAir)
            return;
        const bool isLarge =
            double(mask.fill(i, kAir, kCounted)) * voxelVolume_ml(coarse) >= kSmallestLung_ml;
        const Piece piece = isLarge ? measure(mask, core, coarse) : Piece{};
        const bool isLung = isLarge && piece.isThick && piece.mean_hu > kEmptiestLung_hu;
        mask.fill(i, kCounted, isLung ? kLung : kOutside);
    });
    mask.each([&](std::size_t i, std::size_t) { mask.at[i] = mask.at[i] == kLung ? 1 : 0; });
    for (std::size_t axis = 0; axis < 3; ++axis)
        mask.spread(axis, voxels(kClosing_mm, coarse, axis), 1);
    // Shrinks one voxel more than it grew: the wall of the chest is no vessel.
    for (std::size_t axis = 0; axis < 3; ++axis)
        mask.spread(axis, voxels(kClosing_mm, coarse, axis) + 1, 0);
    return mask;
}

/// The body without table and cables: 1 inside, 0 elsewhere. Arms count.
Mask bodyOf(const RenderVolume& coarse, const Mask& lungs) {
    Mask mask = below(coarse, kTissue_hu, 0, 1);
    mask.each([&](std::size_t i, std::size_t) { mask.at[i] = mask.at[i] || lungs.at[i] ? 1 : 0; });
    for (std::size_t axis = 0; axis < 2; ++axis)
        mask.spread(axis, std::max(1, voxels(kOpening_mm, coarse, axis)), 0);
    mask.each([&](std::size_t i, std::size_t) {
        if (mask.at[i] == 1)
            mask.fill(i, kCounted,
                      double(mask.fill(i, 1, kCounted)) * voxelVolume_ml(coarse) >= kSmallestBody_ml ? kLung
                                                                                                     : 0);
    });
    mask.each([&](std::size_t i, std::size_t) { mask.at[i] = mask.at[i] == kLung ? 1 : 0; });
    for (std::size_t axis = 0; axis < 2; ++axis)
        mask.spread(axis, std::max(1, voxels(kOpening_mm, coarse, axis)) + 1, 1);
    return mask;
}

/// Encoded value of every stored one, index = stored + 32768: lungs, rest of the body.
std::array<std::vector<std::int16_t>, 2> encodings(const RenderVolume& volume) {
    std::array<std::vector<std::int16_t>, 2> tables;
    tables.fill(std::vector<std::int16_t>(65536));
    for (int stored = -32768; stored < 32768; ++stored) {
        const double hu = volume.slope * stored + volume.intercept;
        tables[0][std::size_t(stored + 32768)] = std::int16_t(-std::clamp(hu + 1024, 0.0, 1024.0));
        tables[1][std::size_t(stored + 32768)] = std::int16_t(std::clamp(hu, 0.0, 4096.0));
    }
    return tables;
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

LungGrid lungGrid(const RenderVolume& volume) {
    LungGrid grid;
    grid.factor = factorsFor(volume, kMaskSpacing_mm);
    const Mask lungs = lungsOf(reducedBy(volume, grid.factor));
    grid.size = lungs.size;
    grid.inside.reserve(lungs.at.size());
    lungs.each([&](std::size_t i, std::size_t) { grid.inside.push_back(lungs.at[i] == 1 ? 1 : 0); });
    return grid;
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
    out.own.reserve(volume.count() + kBehindLast);
    out.own.resize(volume.count());
    out.data = out.own.data();
    const auto tables = encodings(volume);
    std::vector<std::size_t> across(static_cast<std::size_t>(volume.size[0]));
    for (int x = 0; x < volume.size[0]; ++x)
        across[std::size_t(x)] = std::size_t(std::min(x / factor[0], lungs.size[0] - 1));
    std::size_t i = 0;
    for (int z = 0; z < volume.size[2]; ++z)
        for (int y = 0; y < volume.size[1]; ++y) {
            const std::size_t row = lungs.index(0, std::min(y / factor[1], lungs.size[1] - 1),
                                                std::min(z / factor[2], lungs.size[2] - 1));
            for (const std::size_t x : across) {
                const std::size_t stored = std::size_t(volume.data[i] + 32768);
                out.own[i++] = !body.at[row + x]   ? std::int16_t(0)
                               : lungs.at[row + x] ? tables[0][stored]
                                                   : tables[1][stored];
            }
        }
    return out;
}

} // namespace casebook
