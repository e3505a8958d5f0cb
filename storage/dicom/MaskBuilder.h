// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segmentation/Segmentation.h"

#include <cstdint>
#include <span>

namespace casebook::dicom {

/// Cuts segments to their tight boxes in two passes over the same pixels: see() every set voxel, then
/// allocate(), then put() every set voxel again. Memory follows the boxes, not the grid.
class MaskBuilder {
public:
    explicit MaskBuilder(std::vector<Segment>& segments);

    /// First pass. Rows of one segment: `values` of a row, anything but 0 is set.
    void see(std::size_t segment, int column, int row, int slice);
    /// False when the boxes together are larger than `limit` bytes.
    [[nodiscard]] bool allocate(std::int64_t limit);
    /// Second pass. Where a voxel is set twice the larger value stays.
    void put(std::size_t segment, int column, int row, int slice, std::uint8_t value);

private:
    struct Bounds {
        std::array<int, 3> low{2147483647, 2147483647, 2147483647};
        std::array<int, 3> high{-1, -1, -1};
    };
    std::vector<Segment>& segments_;
    std::vector<Bounds> bounds_;
};

} // namespace casebook::dicom
