// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/raycast/Bricks.h"

#include "core/raycast/Pool.h"
#include "core/raycast/Prepared.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace casebook::raycast {

namespace {

constexpr double kBrick_mm = 5.6;
constexpr std::size_t kReadable = 4;
constexpr std::int16_t kLeast = INT16_MIN, kMost = INT16_MAX;

int bricksAlong(int voxels, int shift) { return ((voxels - 2) >> shift) + 1; }

/// Extremes of one slice's bricks.
struct SliceExtremes {
    std::vector<std::int16_t> lineLow, lineHigh; ///< of the columns of one row of bricks
    std::vector<std::int16_t> low, high;         ///< by brick column and row
};

void foldLine(const std::int16_t* row, int count, std::int16_t* low, std::int16_t* high) {
    for (int i = 0; i < count; ++i) {
        low[i] = std::min(low[i], row[i]);
        high[i] = std::max(high[i], row[i]);
    }
}

void foldColumns(const SliceExtremes& s, const BrickGrid& grid, int columns, std::size_t to,
                 std::vector<std::int16_t>& low, std::vector<std::int16_t>& high) {
    const int side = 1 << grid.shift[0];
    for (int b = 0; b < grid.count[0]; ++b) {
        const int first = b * side, last = std::min(first + side, columns - 1);
        std::int16_t least = kMost, most = kLeast;
        for (int i = first; i <= last; ++i) {
            least = std::min(least, s.lineLow[std::size_t(i)]);
            most = std::max(most, s.lineHigh[std::size_t(i)]);
        }
        low[to + std::size_t(b)] = least;
        high[to + std::size_t(b)] = most;
    }
}

void readSlice(const VolumeView& volume, const BrickGrid& grid, int k, SliceExtremes& s) {
    const int columns = volume.size[0], rows = volume.size[1], side = 1 << grid.shift[1];
    const std::int16_t* slice = volume.data + std::size_t(k) * std::size_t(columns) * std::size_t(rows);
    for (int b = 0; b < grid.count[1]; ++b) {
        s.lineLow.assign(std::size_t(columns), kMost);
        s.lineHigh.assign(std::size_t(columns), kLeast);
        for (int j = b * side; j <= std::min((b + 1) * side, rows - 1); ++j)
            foldLine(slice + std::size_t(j) * std::size_t(columns), columns, s.lineLow.data(),
                     s.lineHigh.data());
        foldColumns(s, grid, columns, std::size_t(b) * std::size_t(grid.count[0]), s.low, s.high);
    }
}

/// Bricks of the layers [first, last): every slice is read once, the shared one counts twice.
void readLayers(const VolumeView& volume, Bricks& bricks, int first, int last,
                const std::function<bool()>& cancelled) {
    const BrickGrid& grid = bricks.grid;
    const std::size_t area = std::size_t(grid.count[0]) * std::size_t(grid.count[1]);
    const int side = 1 << grid.shift[2];
    SliceExtremes s;
    s.low.resize(area);
    s.high.resize(area);
    const auto fold = [&](int layer) {
        if (layer < first || layer >= last)
            return;
        foldLine(s.low.data(), int(area), bricks.low.data() + std::size_t(layer) * area,
                 bricks.high.data() + std::size_t(layer) * area);
        foldLine(s.high.data(), int(area), bricks.low.data() + std::size_t(layer) * area,
                 bricks.high.data() + std::size_t(layer) * area);
    };
    for (int k = first * side; k <= std::min(last * side, volume.size[2] - 1); ++k) {
        if (cancelled && cancelled())
            return;
        readSlice(volume, grid, k, s);
        fold(k / side);
        if (k % side == 0)
            fold(k / side - 1);
    }
}

void makeGroups(Bricks& bricks) {
    const std::array<int, 3>& count = bricks.grid.count;
    for (std::size_t a = 0; a < 3; ++a)
        bricks.groups[a] = (count[a] + 3) / 4;
    const std::size_t groups =
        std::size_t(bricks.groups[0]) * std::size_t(bricks.groups[1]) * std::size_t(bricks.groups[2]);
    bricks.groupLow.assign(groups + kReadable, kMost);
    bricks.groupHigh.assign(groups + kReadable, kLeast);
    std::size_t n = 0;
    for (int k = 0; k < count[2]; ++k)
        for (int j = 0; j < count[1]; ++j)
            for (int i = 0; i < count[0]; ++i, ++n) {
                const auto g = std::size_t((k / 4 * bricks.groups[1] + j / 4) * bricks.groups[0] + i / 4);
                bricks.groupLow[g] = std::min(bricks.groupLow[g], bricks.low[n]);
                bricks.groupHigh[g] = std::max(bricks.groupHigh[g], bricks.high[n]);
            }
}

/// Labels of `count` bytes as bits. Eight equal bytes, which most are, cost one step.
std::uint64_t labelsOf(const std::uint8_t* at, int count) {
    std::uint64_t set = 0, before = 0;
    bool known = false;
    int i = 0;
    for (; i + 8 <= count; i += 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, at + i, sizeof(eight));
        if (known && eight == before)
            continue;
        known = true;
        before = eight;
        for (int b = 0; b < 8; ++b)
            set |= std::uint64_t(1) << (at[i + b] & 63);
    }
    for (; i < count; ++i)
        set |= std::uint64_t(1) << (at[i] & 63);
    return set;
}

struct BrickAt {
    std::array<int, 3> at;
};

std::uint64_t setOf(const VolumeView& volume, const LabelView& labels, const BrickGrid& grid,
                    const BrickAt& brick) {
    std::array<int, 3> first{}, last{};
    for (std::size_t a = 0; a < 3; ++a) {
        first[a] = brick.at[a] << grid.shift[a];
        last[a] = std::min(first[a] + (1 << grid.shift[a]), volume.size[a] - 1);
    }
    std::uint64_t set = 0;
    for (int k = first[2]; k <= last[2]; ++k)
        for (int j = first[1]; j <= last[1]; ++j) {
            const std::size_t row =
                (std::size_t(k) * std::size_t(volume.size[1]) + std::size_t(j)) * std::size_t(volume.size[0]);
            set |= labelsOf(labels.data + row + std::size_t(first[0]), last[0] - first[0] + 1);
        }
    return set;
}

void readLabels(const VolumeView& volume, const LabelView& labels, const std::array<int, 3>& first,
                const std::array<int, 3>& last, LabelBricks& to) {
    const std::array<int, 3>& count = to.grid.count;
    for (int k = first[2]; k < last[2]; ++k)
        for (int j = first[1]; j < last[1]; ++j)
            for (int i = first[0]; i < last[0]; ++i)
                to.sets[(std::size_t(k) * std::size_t(count[1]) + std::size_t(j)) * std::size_t(count[0]) +
                        std::size_t(i)] = setOf(volume, labels, to.grid, {{i, j, k}});
}

} // namespace

BrickGrid brickGrid(const VolumeView& volume) {
    BrickGrid grid;
    for (std::size_t a = 0; a < 3; ++a) {
        const double spacing = volume.toWorld.col(Eigen::Index(a)).head<3>().norm();
        grid.shift[a] = std::clamp(int(std::lround(std::log2(kBrick_mm / spacing))), 1, 4);
        grid.count[a] = bricksAlong(volume.size[a], grid.shift[a]);
    }
    return grid;
}

std::shared_ptr<const Bricks> makeBricks(const VolumeView& volume, Pool& pool,
                                         const std::function<bool()>& cancelled) {
    auto bricks = std::make_shared<Bricks>();
    bricks->owner = volume.owner;
    bricks->data = volume.data;
    bricks->voxels = volume.size;
    bricks->grid = brickGrid(volume);
    bricks->low.assign(bricks->grid.size() + kReadable, kMost);
    bricks->high.assign(bricks->grid.size() + kReadable, kLeast);
    const int layers = bricks->grid.count[2];
    const int parts = std::min(layers, 4 * pool.threads());
    pool.run(parts, [&](int n) {
        readLayers(volume, *bricks, layers * n / parts, layers * (n + 1) / parts, cancelled);
    });
    if (cancelled && cancelled())
        return nullptr;
    makeGroups(*bricks);
    return bricks;
}

std::shared_ptr<const LabelBricks> makeLabelBricks(const VolumeView& volume, const LabelView& labels,
                                                   Pool& pool, const std::function<bool()>& cancelled) {
    auto made = std::make_shared<LabelBricks>();
    made->owner = labels.owner;
    made->data = labels.data;
    made->revision = labels.revision;
    made->grid = brickGrid(volume);
    made->sets.resize(made->grid.size());
    pool.run(made->grid.count[2], [&](int k) {
        if (!cancelled || !cancelled())
            readLabels(volume, labels, {0, 0, k}, {made->grid.count[0], made->grid.count[1], k + 1}, *made);
    });
    return cancelled && cancelled() ? nullptr : made;
}

void labelsChanged(Prepared& prepared, const VolumeView& volume, const LabelView& labels,
                   const std::array<int, 3>& first, const std::array<int, 3>& last) {
    if (!prepared.labelBricks || prepared.labelBricks->data != labels.data)
        return;
    auto changed = std::make_shared<LabelBricks>(*prepared.labelBricks);
    changed->revision = labels.revision;
    std::array<int, 3> from{}, to{};
    for (std::size_t a = 0; a < 3; ++a) {
        // A voxel on the first layer of a brick belongs to the brick before it, too.
        from[a] = std::max(0, first[a] - 1) >> changed->grid.shift[a];
        to[a] = std::clamp(((last[a] - 1) >> changed->grid.shift[a]) + 1, 0, changed->grid.count[a]);
    }
    readLabels(volume, labels, from, to, *changed);
    prepared.labelBricks = changed;
}

} // namespace casebook::raycast
