// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/ResampleKernels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace casebook::kernels {

namespace {

constexpr int one = 16384;
constexpr int half = one / 2;
constexpr double edge = 0.5 + 1e-6; // an outer face that rounding has moved still counts as inside

struct Tap {
    int index;
    int weight; ///< of index + 1
};

Tap tapAt(double u, int count, bool nearest) {
    const double clamped = std::clamp(nearest ? std::floor(u + 0.5) : u, 0.0, double(count - 1));
    const int index = int(clamped);
    return {index, int(std::lround((clamped - index) * one))};
}

std::int16_t lerp(std::int16_t a, std::int16_t b, int weightA, int weightB) {
    return std::int16_t((a * weightA + b * weightB + half) >> 14);
}

#ifdef __SSE2__
__m128i pairAt(const std::int16_t* row, std::int32_t index) {
    int pair;
    std::memcpy(&pair, row + index, sizeof(pair));
    return _mm_cvtsi32_si128(pair);
}

__m128i load(const void* p) { return _mm_loadu_si128(static_cast<const __m128i*>(p)); }

/// Four pixels: pairs times weights, rounded.
__m128i lerp4(const std::int16_t* row, const std::int32_t* index, const std::int16_t* weights) {
    const __m128i low = _mm_unpacklo_epi32(pairAt(row, index[0]), pairAt(row, index[1]));
    const __m128i high = _mm_unpacklo_epi32(pairAt(row, index[2]), pairAt(row, index[3]));
    const __m128i sum = _mm_madd_epi16(_mm_unpacklo_epi64(low, high), load(weights));
    return _mm_srai_epi32(_mm_add_epi32(sum, _mm_set1_epi32(half)), 14);
}

void transpose8x8(const std::int16_t* from, std::ptrdiff_t stride, std::int16_t* out,
                  std::ptrdiff_t outStride) {
    __m128i r[8], s[8];
    for (int i = 0; i < 8; ++i)
        r[i] = load(from + i * stride);
    for (int i = 0; i < 4; ++i) {
        s[2 * i] = _mm_unpacklo_epi16(r[2 * i], r[2 * i + 1]);
        s[2 * i + 1] = _mm_unpackhi_epi16(r[2 * i], r[2 * i + 1]);
    }
    for (int i = 0; i < 2; ++i) {
        r[4 * i] = _mm_unpacklo_epi32(s[4 * i], s[4 * i + 2]);
        r[4 * i + 1] = _mm_unpackhi_epi32(s[4 * i], s[4 * i + 2]);
        r[4 * i + 2] = _mm_unpacklo_epi32(s[4 * i + 1], s[4 * i + 3]);
        r[4 * i + 3] = _mm_unpackhi_epi32(s[4 * i + 1], s[4 * i + 3]);
    }
    for (int i = 0; i < 4; ++i) {
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out + 2 * i * outStride),
                         _mm_unpacklo_epi64(r[i], r[i + 4]));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out + (2 * i + 1) * outStride),
                         _mm_unpackhi_epi64(r[i], r[i + 4]));
    }
}
#endif

} // namespace

void makeTable(double start, double step, int outputs, int count, bool nearest, LerpTable& table) {
    table.index.resize(std::size_t(outputs));
    table.weights.resize(std::size_t(outputs) * 2);
    table.first = outputs;
    table.last = 0;
    for (int x = 0; x < outputs; ++x) {
        const double u = start + step * x;
        const bool inside = u >= -edge && u < count - 1 + edge;
        const Tap tap = tapAt(inside ? u : 0, count, nearest);
        table.index[std::size_t(x)] = tap.index;
        table.weights[std::size_t(2 * x)] = std::int16_t(one - tap.weight);
        table.weights[std::size_t(2 * x + 1)] = std::int16_t(tap.weight);
        if (inside) {
            table.first = std::min(table.first, x);
            table.last = x + 1;
        }
    }
    table.first = std::min(table.first, table.last);
}

void lerpColumns(const std::int16_t* row, const LerpTable& table, std::int16_t* out) {
    const std::int32_t* index = table.index.data();
    const std::int16_t* weights = table.weights.data();
    int x = table.first;
#ifdef __SSE2__
    for (; x + 8 <= table.last; x += 8) {
        const __m128i a = lerp4(row, index + x, weights + 2 * x);
        const __m128i b = lerp4(row, index + x + 4, weights + 2 * x + 8);
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out + x), _mm_packs_epi32(a, b));
    }
#endif
    for (; x < table.last; ++x)
        out[x] = lerp(row[index[x]], row[index[x] + 1], weights[2 * x], weights[2 * x + 1]);
}

void blendRows(const std::int16_t* a, const std::int16_t* b, int weight, std::int16_t* out, int count) {
    int x = 0;
#ifdef __SSE2__
    const __m128i weights = _mm_set1_epi32((weight << 16) | (one - weight));
    const __m128i rounding = _mm_set1_epi32(half);
    for (; x + 8 <= count; x += 8) {
        const __m128i p = load(a + x);
        const __m128i q = load(b + x);
        const __m128i low = _mm_madd_epi16(_mm_unpacklo_epi16(p, q), weights);
        const __m128i high = _mm_madd_epi16(_mm_unpackhi_epi16(p, q), weights);
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out + x),
                         _mm_packs_epi32(_mm_srai_epi32(_mm_add_epi32(low, rounding), 14),
                                         _mm_srai_epi32(_mm_add_epi32(high, rounding), 14)));
    }
#endif
    for (; x < count; ++x)
        out[x] = lerp(a[x], b[x], one - weight, weight);
}

void toGrey(const std::int16_t* values, int count, const std::uint8_t* lut, std::uint8_t* out) {
    for (int x = 0; x < count; ++x)
        out[x] = lut[std::uint16_t(values[x])];
}

void toGrey(const std::int16_t* values, int count, const std::uint8_t* lut, std::uint32_t* out) {
    for (int x = 0; x < count; ++x)
        out[x] = 0xFF000000U | (std::uint32_t(lut[std::uint16_t(values[x])]) * 0x010101U);
}

void toInt16(const float* values, int count, std::int16_t* out) {
    int x = 0;
#ifdef __SSE2__
    for (; x + 8 <= count; x += 8) {
        const __m128i a = _mm_cvtps_epi32(_mm_loadu_ps(values + x));
        const __m128i b = _mm_cvtps_epi32(_mm_loadu_ps(values + x + 4));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out + x), _mm_packs_epi32(a, b));
    }
#endif
    for (; x < count; ++x)
        out[x] = std::int16_t(std::lrint(values[x]));
}

void maximum(std::int16_t* a, const std::int16_t* b, std::size_t count) {
    for (std::size_t n = 0; n < count; ++n)
        a[n] = std::max(a[n], b[n]);
}

void minimum(std::int16_t* a, const std::int16_t* b, std::size_t count) {
    for (std::size_t n = 0; n < count; ++n)
        a[n] = std::min(a[n], b[n]);
}

void add(std::int32_t* sum, const std::int16_t* b, std::size_t count) {
    for (std::size_t n = 0; n < count; ++n)
        sum[n] += b[n];
}

void transposeBlock(const std::int16_t* from, std::ptrdiff_t stride, int rows, int columns, std::int16_t* out,
                    std::ptrdiff_t outStride) {
    int r = 0;
#ifdef __SSE2__
    for (; r + 8 <= rows; r += 8) {
        for (int ahead = 0; ahead < 8; ++ahead) // rows lie a page apart: the hardware does not foresee them
            __builtin_prefetch(from + (r + 16 + ahead) * stride);
        int c = 0;
        for (; c + 8 <= columns; c += 8)
            transpose8x8(from + r * stride + c, stride, out + c * outStride + r, outStride);
        for (; c < columns; ++c) {
            for (int n = 0; n < 8; ++n)
                out[c * outStride + r + n] = from[(r + n) * stride + c];
        }
    }
#endif
    for (; r < rows; ++r) {
        for (int c = 0; c < columns; ++c)
            out[c * outStride + r] = from[r * stride + c];
    }
}

namespace {

struct Split {
    int index;
    float fraction;
};

/// Position between two samples, edge samples continued.
Split splitAt(float u, int count) {
    const float clamped = std::clamp(u, 0.0F, float(count - 1));
    const int index = std::min(int(clamped), std::max(count - 2, 0));
    return {index, clamped - float(index)};
}

float mix(float a, float b, float w) { return a + (b - a) * w; }

float trilinear(const Lattice& l, Split i, Split j, Split k) {
    const std::ptrdiff_t dj = l.rows > 1 ? l.columns : 0;
    const std::ptrdiff_t dk = l.slices > 1 ? std::ptrdiff_t(l.columns) * l.rows : 0;
    const std::ptrdiff_t di = l.columns > 1 ? 1 : 0;
    const std::int16_t* p = l.data + (std::ptrdiff_t(k.index) * l.rows + j.index) * l.columns + i.index;
    const float near = mix(mix(p[0], p[di], i.fraction), mix(p[dj], p[dj + di], i.fraction), j.fraction);
    const std::int16_t* q = p + dk;
    const float far = mix(mix(q[0], q[di], i.fraction), mix(q[dj], q[dj + di], i.fraction), j.fraction);
    return mix(near, far, k.fraction);
}

} // namespace

namespace {

#ifdef __SSE2__
/// Trilinear value where all eight neighbours exist. Along the columns in 14-bit fixed point, four
/// pairs at once, then in float.
float trilinearInside(const std::int16_t* data, std::ptrdiff_t dj, std::ptrdiff_t dk, float x, float y,
                      float z) {
    const int i = int(x), j = int(y), k = int(z);
    const float fy = y - float(j), fz = z - float(k);
    const int weight = int((x - float(i)) * float(one));
    const std::int16_t* p = data + k * dk + j * dj + i;
    const __m128i low = _mm_unpacklo_epi32(pairAt(p, 0), pairAt(p + dj, 0));
    const __m128i high = _mm_unpacklo_epi32(pairAt(p + dk, 0), pairAt(p + dk + dj, 0));
    const __m128i columns =
        _mm_madd_epi16(_mm_unpacklo_epi64(low, high), _mm_set1_epi32((weight << 16) | (one - weight)));
    const float gz = (1.0F - fz) / float(one), hz = fz / float(one);
    const __m128 weights = _mm_setr_ps(gz - gz * fy, gz * fy, hz - hz * fy, hz * fy);
    const __m128 four = _mm_mul_ps(_mm_cvtepi32_ps(columns), weights);
    const __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(two, _mm_shuffle_ps(two, two, 1)));
}
#endif

/// Samples [first, last) whose neighbours all exist: 0 <= v < n - 1 with a margin for float.
std::pair<int, int> wholeRange(const Lattice& l, const Eigen::Vector3f& start, const Eigen::Vector3f& step,
                               int count) {
    const std::array<int, 3> size{l.columns, l.rows, l.slices};
    constexpr float margin = 1e-3F;
    float low = 0, high = float(count - 1);
    for (int axis = 0; axis < 3; ++axis) {
        const float from = margin - start[axis];
        const float to = float(size[std::size_t(axis)] - 1) - margin - start[axis];
        if (std::abs(step[axis]) < 1e-9F) {
            if (from > 0 || to < 0)
                return {0, 0};
            continue;
        }
        low = std::max(low, std::min(from / step[axis], to / step[axis]));
        high = std::min(high, std::max(from / step[axis], to / step[axis]));
    }
    if (!(high >= low))
        return {0, 0};
    return {int(std::ceil(low)), int(std::floor(high)) + 1};
}

} // namespace

void sampleLine(const Lattice& l, const Eigen::Vector3d& start, const Eigen::Vector3d& step, int count,
                bool nearest, float* out) {
    const Eigen::Vector3f s = start.cast<float>();
    const Eigen::Vector3f d = step.cast<float>();
    const auto slow = [&](int from, int to) {
        for (int x = from; x < to; ++x) {
            Eigen::Vector3f v = s + d * float(x);
            if (nearest)
                v = (v.array() + 0.5F).floor();
            out[x] =
                trilinear(l, splitAt(v.x(), l.columns), splitAt(v.y(), l.rows), splitAt(v.z(), l.slices));
        }
    };
#ifdef __SSE2__
    if (!nearest) {
        const auto [first, last] = wholeRange(l, s, d, count);
        const std::ptrdiff_t dj = l.columns, dk = std::ptrdiff_t(l.columns) * l.rows;
        const float sx = s.x(), sy = s.y(), sz = s.z(), dx = d.x(), dy = d.y(), dz = d.z();
        slow(0, first);
        for (int x = first; x < last; ++x)
            out[x] =
                trilinearInside(l.data, dj, dk, sx + dx * float(x), sy + dy * float(x), sz + dz * float(x));
        slow(std::max(first, last), count);
        return;
    }
#endif
    slow(0, count);
}

} // namespace casebook::kernels
