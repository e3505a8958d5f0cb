// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segmentation/GapCrossing.h"

#include <algorithm>
#include <limits>

namespace casebook {

StackGaps gapsOf(const Volume& volume) {
    StackGaps out{volume.grid.normal(), {}};
    const std::size_t slots = std::min(volume.instances.size(), volume.positions.size());
    for (std::size_t k = 0; k < slots; ++k) {
        if (volume.instances[k].isEmpty())
            out.missing.push_back(volume.positions[k]);
    }
    // A volume that never was DICOM has no instances at all, and no gaps.
    if (out.missing.size() == volume.instances.size())
        out.missing.clear();
    return out;
}

StackGaps gapsOf(const PlannedVolume& plan) {
    StackGaps out{plan.grid.normal(), {}};
    for (std::size_t k = 0; k < plan.slots.size(); ++k) {
        if (plan.slots[k] < 0)
            out.missing.push_back(plan.positions[k]);
    }
    return out;
}

bool crossesGap(const Segmentation& segmentation, const Segment& segment, const StackGaps& gaps) {
    if (segment.box.count() == 0 || gaps.missing.empty())
        return false;
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (unsigned corner = 0; corner < 8; ++corner) {
        VoxelPoint v;
        for (unsigned a = 0; a < 3; ++a)
            v[a] = segment.box.first[a] + ((corner >> a) & 1U ? segment.box.size[a] - 1 : 0);
        const double along = segmentation.grid.toWorld(v).dot(gaps.normal);
        low = std::min(low, along);
        high = std::max(high, along);
    }
    return std::any_of(gaps.missing.begin(), gaps.missing.end(), [&](const WorldPoint& p) {
        return p.dot(gaps.normal) > low && p.dot(gaps.normal) < high;
    });
}

} // namespace casebook
