// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/Noise.h"

namespace casebook::phantom {
namespace {

double ease(double t) { return t * t * (3 - 2 * t); }

} // namespace

ValueNoise::ValueNoise(std::uint32_t seed, Stream stream, double period_mm, Vec low, Vec high)
    : perPeriod_(1 / period_mm), low_(low) {
    const Vec extent = high - low;
    size_ = {int(extent.x * perPeriod_) + 2, int(extent.y * perPeriod_) + 2, int(extent.z * perPeriod_) + 2};
    const std::size_t count = std::size_t(size_[0]) * std::size_t(size_[1]) * std::size_t(size_[2]);
    lattice_.resize(count);
    for (std::size_t n = 0; n < count; ++n) {
        const auto words =
            philox({std::uint32_t(n), std::uint32_t(n >> 32), 0, 0}, {seed, std::uint32_t(stream)});
        lattice_[n] = float((double(words[0]) + 0.5) / 2147483648.0 - 1);
    }
}

double ValueNoise::at(Vec p) const {
    const std::array<double, 3> place{(p.x - low_.x) * perPeriod_, (p.y - low_.y) * perPeriod_,
                                      (p.z - low_.z) * perPeriod_};
    std::array<std::size_t, 3> cell{};
    std::array<double, 3> share{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double inside = std::clamp(place[axis], 0.0, double(size_[axis] - 2));
        cell[axis] = std::min(std::size_t(inside), std::size_t(size_[axis] - 2));
        share[axis] = ease(inside - double(cell[axis]));
    }
    const std::size_t row = std::size_t(size_[0]), layer = row * std::size_t(size_[1]);
    const float* v = lattice_.data() + cell[2] * layer + cell[1] * row + cell[0];
    const auto alongX = [&](std::size_t offset) {
        return mix(double(v[offset]), double(v[offset + 1]), share[0]);
    };
    const double lower = mix(alongX(0), alongX(row), share[1]);
    const double upper = mix(alongX(layer), alongX(layer + row), share[1]);
    return mix(lower, upper, share[2]);
}

void noiseSlice(std::uint32_t seed, int slice, int columns, int rows, std::vector<float>& out) {
    const std::size_t width = std::size_t(columns) + 2, height = std::size_t(rows) + 2;
    std::vector<float> raw(width * height), across(width * height);
    for (std::size_t n = 0; n < raw.size(); ++n) {
        const auto words =
            philox({std::uint32_t(n), std::uint32_t(slice), 1, 0}, {seed, std::uint32_t(Stream::Noise)});
        std::int32_t sum = 0;
        for (const std::uint32_t word : words)
            sum += std::int32_t(word & 0xFFFFu) + std::int32_t(word >> 16);
        raw[n] = float(sum - 4 * 65535);
    }
    for (std::size_t n = 1; n + 1 < raw.size(); ++n)
        across[n] = raw[n - 1] + 2 * raw[n] + raw[n + 1];
    // SD of the sum: sqrt(8/12) * 65536, times 6 by the filter 1-2-1 in both directions.
    const float scale = float(1 / (std::sqrt(8.0 / 12) * 65536 * 6));
    out.resize(std::size_t(columns) * std::size_t(rows));
    for (std::size_t j = 0; j < std::size_t(rows); ++j) {
        const float* line = across.data() + (j + 1) * width + 1;
        float* to = out.data() + j * std::size_t(columns);
        for (std::size_t i = 0; i < std::size_t(columns); ++i)
            to[i] = scale * (line[i - width] + 2 * line[i] + line[i + width]);
    }
}

std::vector<float> gaussianTaps(double sigma) {
    std::vector<double> taps(std::size_t(3 * sigma + 1) + 1);
    double sum = 0;
    for (std::size_t n = 0; n < taps.size(); ++n) {
        taps[n] = exponential(-double(n * n) / (2 * sigma * sigma));
        sum += n == 0 ? taps[n] : 2 * taps[n];
    }
    std::vector<float> result;
    for (const double tap : taps)
        result.push_back(float(tap / sum));
    return result;
}

void blurPlane(std::vector<float>& plane, int columns, int rows, const std::vector<float>& taps,
               std::vector<float>& scratch) {
    const std::size_t width = std::size_t(columns), height = std::size_t(rows), reach = taps.size() - 1;
    scratch.resize(plane.size());
    std::vector<float> padded(width + 2 * reach);
    for (std::size_t j = 0; j < height; ++j) {
        const float* from = plane.data() + j * width;
        for (std::size_t i = 0; i < padded.size(); ++i)
            padded[i] = from[std::min(i < reach ? 0 : i - reach, width - 1)];
        float* to = scratch.data() + j * width;
        const float* centre = padded.data() + reach;
        for (std::size_t i = 0; i < width; ++i)
            to[i] = taps[0] * centre[i];
        for (std::size_t t = 1; t <= reach; ++t)
            for (std::size_t i = 0; i < width; ++i)
                to[i] += taps[t] * (centre[i - t] + centre[i + t]);
    }
    for (std::size_t j = 0; j < height; ++j) {
        float* to = plane.data() + j * width;
        const float* from = scratch.data() + j * width;
        for (std::size_t i = 0; i < width; ++i)
            to[i] = taps[0] * from[i];
        for (std::size_t t = 1; t <= reach; ++t) {
            const float* above = scratch.data() + (j < t ? 0 : j - t) * width;
            const float* below = scratch.data() + std::min(j + t, height - 1) * width;
            for (std::size_t i = 0; i < width; ++i)
                to[i] += taps[t] * (above[i] + below[i]);
        }
    }
}

} // namespace casebook::phantom
