// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/Statistics.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace casebook {

namespace {

/// How often each stored value occurs in the real slices; index is value + 32768.
std::vector<std::int64_t> histogram(const Volume& volume) {
    const std::size_t sliceSize = std::size_t(volume.grid.columns) * std::size_t(volume.grid.rows);
    // Four tables in turn: equal neighbours (air) would else wait for each other's increment.
    std::array<std::vector<std::uint32_t>, 4> part;
    for (auto& p : part)
        p.assign(65536, 0);
    std::vector<std::int64_t> out(65536, 0);
    for (int k = 0; k < volume.grid.slices; ++k) {
        if (volume.isMissing(k))
            continue;
        const std::int16_t* v = volume.slice(k);
        for (std::size_t n = 0; n < sliceSize; ++n)
            ++part[n & 3U][std::size_t(int(v[n]) + 32768)];
        for (std::size_t b = 0; b < 65536; ++b) {
            for (auto& p : part) {
                out[b] += p[b];
                p[b] = 0;
            }
        }
    }
    return out;
}

QByteArray hashOf(const Volume& volume, const std::vector<std::int16_t>& rescaled, const Job& job) {
    const std::size_t sliceSize = std::size_t(volume.grid.columns) * std::size_t(volume.grid.rows);
    const bool same = volume.slope == 1 && volume.intercept == 0;
    std::vector<std::int16_t> row(sliceSize);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (int k = 0; k < volume.grid.slices; ++k) {
        if (job.stopped())
            return {};
        if (volume.isMissing(k))
            continue;
        const std::int16_t* v = volume.slice(k);
        if (!same) {
            for (std::size_t n = 0; n < sliceSize; ++n)
                row[n] = rescaled[std::size_t(int(v[n]) + 32768)];
            v = row.data();
        }
        hash.addData(QByteArrayView(reinterpret_cast<const char*>(v), qsizetype(sliceSize * 2)));
        job.report(k + 1, volume.grid.slices);
    }
    return hash.result().toHex();
}

VolumeStatistics exactStatistics(const Volume& volume) {
    const std::size_t sliceSize = std::size_t(volume.grid.columns) * std::size_t(volume.grid.rows);
    VolumeStatistics out;
    double sum = 0;
    std::size_t n = 0;
    for (int k = 0; k < volume.grid.slices; ++k) {
        if (volume.isMissing(k))
            continue;
        const float* values = volume.exact->data() + std::size_t(k) * sliceSize;
        for (std::size_t i = 0; i < sliceSize; ++i, ++n) {
            const double value = double(values[i]);
            out.minimum = n == 0 ? value : std::min(out.minimum, value);
            out.maximum = n == 0 ? value : std::max(out.maximum, value);
            sum += value;
        }
    }
    out.mean = n == 0 ? 0 : sum / double(n);
    return out;
}

} // namespace

VolumeStatistics statistics(const Volume& volume, bool withHash, const Job& job) {
    if (volume.exact)
        return exactStatistics(volume);
    const std::vector<std::int64_t> counts = histogram(volume);
    const bool whole = volume.unit == QLatin1StringView("HU");
    std::vector<std::int16_t> rescaled(65536, 0);
    VolumeStatistics out;
    double sum = 0;
    std::int64_t n = 0;
    bool fits = true;
    for (int stored = -32768; stored <= 32767; ++stored) {
        const std::size_t bin = std::size_t(stored + 32768);
        if (counts[bin] == 0)
            continue;
        const double exact = volume.slope * stored + volume.intercept;
        const double rounded = std::nearbyint(exact); // half to even in the default rounding mode
        const double value = whole ? rounded : exact;
        fits = fits && rounded >= -32768 && rounded <= 32767;
        if (fits)
            rescaled[bin] = std::int16_t(rounded);
        out.minimum = n == 0 ? value : std::min(out.minimum, value);
        out.maximum = n == 0 ? value : std::max(out.maximum, value);
        sum += value * double(counts[bin]);
        n += counts[bin];
    }
    if (n == 0)
        return out;
    out.mean = sum / double(n);
    if (withHash && fits)
        out.voxelsSha256 = hashOf(volume, rescaled, job);
    return out;
}

} // namespace casebook
