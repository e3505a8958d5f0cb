// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/NativeSlice.h"

#include "core/volume/ResampleKernels.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace casebook {

namespace {

constexpr int ringSlices = 32;
constexpr std::size_t spare = 8;

/// Voxels from one index to the next along each axis.
std::array<std::ptrdiff_t, 3> strides(const Volume& v) {
    return {1, v.grid.columns, std::ptrdiff_t(v.grid.columns) * v.grid.rows};
}

/// One line of the plane into `out`, whatever the axis it runs along.
void readLine(const std::int16_t* from, std::ptrdiff_t stride, int count, std::int16_t* out) {
    if (stride == 1) {
        std::copy(from, from + count, out);
        return;
    }
    for (int n = 0; n < count; ++n)
        out[n] = from[n * stride];
}

/// Half up, also below zero.
std::int16_t roundedMean(int sum, int count) {
    const int doubled = 2 * sum + count;
    const int divisor = 2 * count;
    return std::int16_t(doubled >= 0 ? doubled / divisor : -((divisor - 1 - doubled) / divisor));
}

/// Collects the slices of a slab line by line.
class SlabLine {
public:
    SlabLine(SlabMode mode, int width)
        : mode_(mode), line_(std::size_t(width)), sum_(std::size_t(width), 0) {}

    void start(std::int16_t* out, int width) {
        out_ = out;
        count_ = 0;
        const std::int16_t from = mode_ == SlabMode::Minimum ? std::numeric_limits<std::int16_t>::max()
                                                             : std::numeric_limits<std::int16_t>::min();
        std::fill(out, out + width, from);
        std::fill(sum_.begin(), sum_.end(), 0);
    }
    void add(const std::int16_t* from, std::ptrdiff_t stride) {
        const std::int16_t* values = from;
        if (stride != 1) {
            readLine(from, stride, int(line_.size()), line_.data());
            values = line_.data();
        }
        ++count_;
        if (mode_ == SlabMode::Maximum)
            kernels::maximum(out_, values, line_.size());
        else if (mode_ == SlabMode::Minimum)
            kernels::minimum(out_, values, line_.size());
        else
            kernels::add(sum_.data(), values, line_.size());
    }
    void finish() {
        if (mode_ != SlabMode::Mean || count_ == 0)
            return;
        for (std::size_t n = 0; n < line_.size(); ++n)
            out_[n] = roundedMean(sum_[n], count_);
    }

private:
    SlabMode mode_;
    std::vector<std::int16_t> line_;
    std::vector<std::int32_t> sum_;
    std::int16_t* out_ = nullptr;
    int count_ = 0;
};

/// One value from a run of neighbouring voxels: a slab across the columns.
std::int16_t reduceRun(const std::int16_t* from, int count, SlabMode mode) {
    if (mode == SlabMode::Maximum)
        return *std::max_element(from, from + count);
    if (mode == SlabMode::Minimum)
        return *std::min_element(from, from + count);
    return roundedMean(std::accumulate(from, from + count, 0), count);
}

/// Indices along the third axis that enter: missing slices do not, unless there is nothing else.
std::vector<int> layers(const Volume& v, const NativeKey& key) {
    std::vector<int> out;
    const bool slices = 3 - key.across - key.down == 2;
    for (int n = key.first; n <= key.last; ++n) {
        if (!slices || !v.isMissing(n))
            out.push_back(n);
    }
    if (out.empty())
        out.push_back((key.first + key.last) / 2);
    return out;
}

} // namespace

void NativeSlices::clear() {
    of_ = nullptr;
    valid_ = false;
    ringFirst_ = -1;
}

NativeView NativeSlices::view(const Volume& volume, const NativeKey& key) {
    if (of_ != &volume) {
        clear();
        of_ = &volume;
    }
    const int fixed = 3 - key.across - key.down;
    const std::array<int, 3> size = volume.grid.size();
    if (fixed == 2 && key.across == 0 && key.first == key.last)
        return {volume.slice(key.first), volume.grid.columns, volume.grid.columns, volume.grid.rows};
    if (fixed == 0 && key.across == 1 && key.first == key.last)
        return fromRing(volume, key);
    if (!valid_ || !(key == key_)) {
        extract(volume, key);
        key_ = key;
        valid_ = true;
    }
    const int width = size[std::size_t(key.across)];
    return {plane_.data(), width, width, size[std::size_t(key.down)]};
}

void NativeSlices::extract(const Volume& volume, const NativeKey& key) {
    const std::array<int, 3> size = volume.grid.size();
    const auto stride = strides(volume);
    const int width = size[std::size_t(key.across)];
    const int height = size[std::size_t(key.down)];
    const std::ptrdiff_t across = stride[std::size_t(key.across)];
    const std::ptrdiff_t down = stride[std::size_t(key.down)];
    const std::ptrdiff_t through = stride[std::size_t(3 - key.across - key.down)];
    plane_.resize(std::size_t(width) * std::size_t(height) + spare);
    const std::vector<int> entering = layers(volume, key);
    SlabLine slab(key.mode, width);
    for (int y = 0; y < height; ++y) {
        std::int16_t* out = plane_.data() + std::ptrdiff_t(y) * width;
        const std::int16_t* line = volume.stored.data() + y * down;
        if (entering.size() == 1) {
            readLine(line + entering[0] * through, across, width, out);
            continue;
        }
        if (through == 1) {
            for (int x = 0; x < width; ++x)
                out[x] = reduceRun(line + x * across + key.first, key.last - key.first + 1, key.mode);
            continue;
        }
        slab.start(out, width);
        for (int n : entering)
            slab.add(line + n * through, across);
        slab.finish();
    }
}

NativeView NativeSlices::fromRing(const Volume& volume, const NativeKey& key) {
    const GridGeometry& g = volume.grid;
    const std::size_t planeSize = std::size_t(g.rows) * std::size_t(g.slices) + spare;
    if (ringFirst_ < 0 || key.first < ringFirst_ || key.first >= ringFirst_ + ringCount_) {
        ringFirst_ = key.first / ringSlices * ringSlices;
        ringCount_ = std::min(ringSlices, g.columns - ringFirst_);
        ring_.resize(planeSize * ringSlices);
        for (int k = 0; k < g.slices; ++k) {
            kernels::transposeBlock(volume.slice(k) + ringFirst_, g.columns, g.rows, ringCount_,
                                    ring_.data() + std::ptrdiff_t(k) * g.rows, std::ptrdiff_t(planeSize));
        }
    }
    return {ring_.data() + std::size_t(key.first - ringFirst_) * planeSize, g.rows, g.rows, g.slices};
}

} // namespace casebook
