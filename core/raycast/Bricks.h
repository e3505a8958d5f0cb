// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/Scene.h"

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

namespace casebook::raycast {

class Pool;

/// How a volume is divided: bricks of about 5.6 mm, 2^shift cells along each axis (2 to 16). A cell lies
/// between eight voxel centres, so brick b needs the voxels b*2^shift .. (b+1)*2^shift, both included.
struct BrickGrid {
    std::array<int, 3> shift{1, 1, 1};
    std::array<int, 3> count{0, 0, 0};
    [[nodiscard]] std::size_t size() const {
        return std::size_t(count[0]) * std::size_t(count[1]) * std::size_t(count[2]);
    }
    bool operator==(const BrickGrid&) const = default;
};
[[nodiscard]] BrickGrid brickGrid(const VolumeView& volume);

/// Smallest and largest stored value of each brick, and of each group of 4x4x4 bricks; column fastest.
/// Four values are readable behind the last. Immutable; any thread.
struct Bricks {
    std::shared_ptr<const void> owner; ///< of the voxels it was made from; with data and size its key
    const std::int16_t* data = nullptr;
    std::array<int, 3> voxels{0, 0, 0};
    BrickGrid grid;
    std::vector<std::int16_t> low, high;
    std::array<int, 3> groups{0, 0, 0};
    std::vector<std::int16_t> groupLow, groupHigh;
};
/// @return nothing when `cancelled` said so.
[[nodiscard]] std::shared_ptr<const Bricks> makeBricks(const VolumeView& volume, Pool& pool,
                                                       const std::function<bool()>& cancelled);

/// Which labels a brick has: bit n stands for the labels n, n+64, n+128, n+192 (so that a set is 8 bytes;
/// maps with fewer than 64 labels lose nothing). Immutable; any thread.
struct LabelBricks {
    std::shared_ptr<const void> owner; ///< with data, revision and grid its key
    const std::uint8_t* data = nullptr;
    std::uint64_t revision = 0;
    BrickGrid grid;
    std::vector<std::uint64_t> sets;
};
[[nodiscard]] std::shared_ptr<const LabelBricks> makeLabelBricks(const VolumeView& volume,
                                                                 const LabelView& labels, Pool& pool,
                                                                 const std::function<bool()>& cancelled);

} // namespace casebook::raycast
