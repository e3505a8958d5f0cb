// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/Histogram.h"

#include <array>
#include <cmath>

namespace casebook {

namespace {

constexpr int kStored = 65536, kLowest = -32768;

std::size_t entry(int stored) { return std::size_t(stored - kLowest); }

/// How often each stored value occurs. Empty when stopped.
std::vector<std::uint64_t> storedCounts(const Volume& volume, const Job& job) {
    const std::size_t sliceSize = std::size_t(volume.grid.columns) * std::size_t(volume.grid.rows);
    // Four tables in turn: equal neighbours (air) would else wait for each other's increment.
    std::array<std::vector<std::uint32_t>, 4> part;
    for (auto& p : part)
        p.assign(kStored, 0);
    for (int k = 0; k < volume.grid.slices; ++k) {
        if (job.stopped())
            return {};
        job.report(k, volume.grid.slices);
        if (volume.isMissing(k))
            continue;
        const std::int16_t* v = volume.slice(k);
        for (std::size_t n = 0; n < sliceSize; ++n)
            ++part[n & 3U][entry(v[n])];
    }
    std::vector<std::uint64_t> out(kStored, 0);
    for (const auto& p : part)
        for (std::size_t b = 0; b < out.size(); ++b)
            out[b] += p[b];
    return out;
}

} // namespace

Result<Histogram> histogramOf(const Volume& volume, const Job& job) {
    const std::vector<std::uint64_t> counts = storedCounts(volume, job);
    if (counts.empty())
        return fail(ErrorKind::Cancelled, "cancelled");
    Histogram out;
    out.bins.assign(Histogram::kBins, 0);
    for (int stored = kLowest; stored < kLowest + kStored; ++stored) {
        const std::uint64_t count = counts[entry(stored)];
        if (count == 0 || volume.isPadding(stored))
            continue;
        const double bin = std::nearbyint(volume.slope * stored + volume.intercept) - Histogram::kFirst_hu;
        if (bin < 0)
            out.below += count;
        else if (bin >= Histogram::kBins)
            out.above += count;
        else
            out.bins[std::size_t(bin)] += count;
    }
    job.report(volume.grid.slices, volume.grid.slices);
    return out;
}

} // namespace casebook
