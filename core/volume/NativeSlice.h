// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/volume/Resample.h"

namespace casebook {

/// Voxels of one plane along the grid as they are stored, in index order along two grid axes.
struct NativeView {
    const std::int16_t* data = nullptr;
    std::ptrdiff_t rowStride = 0; ///< voxels between lines; one voxel past each line is readable
    int width = 0, height = 0;
};

/// Which voxels: `across` runs along lines, `down` from line to line, [first, last] along the third axis.
struct NativeKey {
    int across = 0, down = 1;
    int first = 0, last = 0;
    SlabMode mode = SlabMode::Maximum;
    bool operator==(const NativeKey&) const = default;
};

/// Takes planes along the grid out of a volume and keeps the last one, and 32 neighbouring sagittal
/// ones (a sagittal plane needs one voxel of each row, and the memory brings 32 with it).
/// One thread at a time.
class NativeSlices {
public:
    void clear();
    /// The view stays valid until the next call. Missing slices do not enter slabs.
    NativeView view(const Volume& volume, const NativeKey& key);

private:
    void extract(const Volume& volume, const NativeKey& key);
    NativeView fromRing(const Volume& volume, const NativeKey& key);

    const Volume* of_ = nullptr;
    NativeKey key_;
    bool valid_ = false;
    std::vector<std::int16_t> plane_;
    int ringFirst_ = -1, ringCount_ = 0;
    VoxelBuffer ring_;
};

} // namespace casebook
