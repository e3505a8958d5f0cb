// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/MaskBuilder.h"

#include <algorithm>

namespace casebook::dicom {

MaskBuilder::MaskBuilder(std::vector<Segment>& segments) : segments_(segments), bounds_(segments.size()) {}

void MaskBuilder::see(std::size_t segment, int column, int row, int slice) {
    Bounds& b = bounds_[segment];
    const std::array<int, 3> at{column, row, slice};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        b.low[axis] = std::min(b.low[axis], at[axis]);
        b.high[axis] = std::max(b.high[axis], at[axis]);
    }
}

bool MaskBuilder::allocate(std::int64_t limit) {
    std::int64_t total = 0;
    for (std::size_t s = 0; s < segments_.size(); ++s) {
        const Bounds& b = bounds_[s];
        VoxelBox& box = segments_[s].box;
        box = VoxelBox{};
        if (b.high[0] < 0)
            continue;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            box.first[axis] = b.low[axis];
            box.size[axis] = b.high[axis] - b.low[axis] + 1;
        }
        total += std::int64_t(box.count());
    }
    if (total > limit)
        return false;
    for (Segment& segment : segments_)
        segment.values.assign(segment.box.count(), 0);
    return true;
}

void MaskBuilder::put(std::size_t segment, int column, int row, int slice, std::uint8_t value) {
    Segment& s = segments_[segment];
    const auto i = std::size_t(column - s.box.first[0]);
    const auto j = std::size_t(row - s.box.first[1]);
    const auto k = std::size_t(slice - s.box.first[2]);
    std::uint8_t& at = s.values[(k * std::size_t(s.box.size[1]) + j) * std::size_t(s.box.size[0]) + i];
    at = std::max(at, value);
}

} // namespace casebook::dicom
