// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Job.h"
#include "core/values/Result.h"
#include "core/volume/Volume.h"

#include <cstdint>
#include <vector>

namespace casebook {

/// How often each whole HU occurs in a volume, for looking: what a transfer function is drawn over.
struct Histogram {
    static constexpr int kBins = 4096, kFirst_hu = -1024; ///< the last bin is 3071 HU

    std::vector<std::uint64_t> bins;     ///< kBins counts; empty: there is none
    std::uint64_t below = 0, above = 0;  ///< voxels outside of the bins
    [[nodiscard]] bool isEmpty() const { return bins.empty(); }
    bool operator==(const Histogram&) const = default;
};

/// Counts the real slices, rescaled and rounded to whole HU (half to even); padding and missing slices are
/// left out. Other units than HU are counted alike. About 30 ms for 512x512x300. Any thread.
/// @return error Cancelled "cancelled".
[[nodiscard]] Result<Histogram> histogramOf(const Volume& volume, const Job& job = {});

} // namespace casebook
