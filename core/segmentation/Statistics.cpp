// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segmentation/Segmentation.h"

namespace casebook {

SegmentStatistics statistics(const Segmentation& segmentation, const Segment& segment) {
    if (segment.counted)
        return *segment.counted;
    SegmentStatistics out;
    const VoxelBox& box = segment.box;
    // Whole numbers add up exactly, whatever the number of voxels.
    std::int64_t sumI = 0, sumJ = 0, sumK = 0;
    std::size_t at = 0;
    for (int k = 0; k < box.size[2]; ++k) {
        for (int j = 0; j < box.size[1]; ++j) {
            std::int64_t inRow = 0;
            for (int i = 0; i < box.size[0]; ++i, ++at) {
                if (segment.values[at] == 0)
                    continue;
                ++inRow;
                sumI += box.first[0] + i;
            }
            out.voxels += inRow;
            sumJ += inRow * (box.first[1] + j);
            sumK += inRow * (box.first[2] + k);
        }
    }
    out.volume_ml = double(out.voxels) * segmentation.grid.voxelVolume_mm3() / 1000.0;
    if (out.voxels > 0) {
        const double n = double(out.voxels);
        out.centroid = segmentation.grid.toWorld({double(sumI) / n, double(sumJ) / n, double(sumK) / n});
    }
    return out;
}

} // namespace casebook
