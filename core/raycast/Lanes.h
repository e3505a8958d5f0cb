// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

#if defined(__GNUC__) && !defined(__clang__)
// Without AVX a lane type is passed in memory; no such function is visible outside its file.
#pragma GCC diagnostic ignored "-Wpsabi"
#endif

/// Eight lanes of GCC's vector types. Each operation is exact per lane by IEEE 754, so that a build with
/// AVX2 and one without give the same bits: no reciprocal estimates, no contraction, no library functions.
/// Masks are 0 or -1 per lane. Everything is internal to the file that includes it.
namespace casebook::raycast::lanes {

#define CASEBOOK_LANES static inline __attribute__((always_inline, unused))

using Floats = float __attribute__((vector_size(32)));
using Ints = std::int32_t __attribute__((vector_size(32)));
using Words = std::uint32_t __attribute__((vector_size(32)));
using Doubles = double __attribute__((vector_size(64)));
using Longs = std::int64_t __attribute__((vector_size(64)));

struct Floats3 {
    Floats x, y, z;
};
struct Ints3 {
    Ints x, y, z;
};

CASEBOOK_LANES Floats all(float v) { return Floats{v, v, v, v, v, v, v, v}; }
CASEBOOK_LANES Ints all(std::int32_t v) { return Ints{v, v, v, v, v, v, v, v}; }
CASEBOOK_LANES Doubles allDoubles(double v) { return Doubles{v, v, v, v, v, v, v, v}; }

CASEBOOK_LANES Floats toFloats(Ints v) { return __builtin_convertvector(v, Floats); }
CASEBOOK_LANES Floats toFloats(Doubles v) { return __builtin_convertvector(v, Floats); }
/// Towards zero.
CASEBOOK_LANES Ints toInts(Floats v) { return __builtin_convertvector(v, Ints); }

CASEBOOK_LANES Floats choose(Ints mask, Floats a, Floats b) { return mask ? a : b; }
CASEBOOK_LANES Ints choose(Ints mask, Ints a, Ints b) { return mask ? a : b; }
CASEBOOK_LANES Floats least(Floats a, Floats b) { return a < b ? a : b; }
CASEBOOK_LANES Floats most(Floats a, Floats b) { return a > b ? a : b; }
CASEBOOK_LANES Ints least(Ints a, Ints b) { return a < b ? a : b; }
CASEBOOK_LANES Ints most(Ints a, Ints b) { return a > b ? a : b; }
CASEBOOK_LANES Floats absolute(Floats v) {
    return reinterpret_cast<Floats>(reinterpret_cast<Ints>(v) & all(0x7FFFFFFF));
}

CASEBOOK_LANES bool any(Ints mask) {
#if defined(__AVX__)
    return !_mm256_testz_si256(reinterpret_cast<__m256i>(mask), reinterpret_cast<__m256i>(mask));
#else
    const auto wide = reinterpret_cast<std::int64_t __attribute__((vector_size(32)))>(mask);
    return (wide[0] | wide[1] | wide[2] | wide[3]) != 0;
#endif
}

CASEBOOK_LANES Floats root(Floats v) {
#if defined(__AVX__)
    return reinterpret_cast<Floats>(_mm256_sqrt_ps(reinterpret_cast<__m256>(v)));
#else
    Floats out;
    for (int n = 0; n < 8; ++n)
        out[n] = __builtin_sqrtf(v[n]);
    return out;
#endif
}

CASEBOOK_LANES Doubles root(Doubles v) {
    Doubles out;
    for (int n = 0; n < 8; ++n)
        out[n] = __builtin_sqrt(v[n]);
    return out;
}

/// Four bytes from `base` + index * scale each.
template <int scale>
CASEBOOK_LANES Ints gather(const void* base, Ints index) {
#if defined(__AVX2__)
    return reinterpret_cast<Ints>(
        _mm256_i32gather_epi32(static_cast<const int*>(base), reinterpret_cast<__m256i>(index), scale));
#else
    Ints out;
    for (int n = 0; n < 8; ++n) {
        std::int32_t v = 0;
        std::memcpy(&v, static_cast<const char*>(base) + std::int64_t(index[n]) * scale, sizeof(v));
        out[n] = v;
    }
    return out;
#endif
}
CASEBOOK_LANES Floats gatherFloats(const float* base, Ints index) {
    return reinterpret_cast<Floats>(gather<4>(base, index));
}
/// 16-bit values with their sign.
CASEBOOK_LANES Ints gatherShorts(const std::int16_t* base, Ints index) {
    return (gather<2>(base, index) << 16) >> 16;
}
CASEBOOK_LANES Ints gatherBytes(const std::uint8_t* base, Ints index) {
    return gather<1>(base, index) & all(0xFF);
}

CASEBOOK_LANES Floats mix(Floats a, Floats b, Floats part) { return a + (b - a) * part; }

/// exp(-v) for v >= 0 within 2e-7 (relative up to v = 87, then 0): 2^-n * exp(r), r in -ln2/2..ln2/2 by
/// its Taylor series to the 6th power.
CASEBOOK_LANES Floats expMinus(Floats v) {
    const Floats x = least(v, all(87.f));
    const Ints n = toInts(x * all(1.44269504f) + all(0.5f));
    const Floats whole = toFloats(n);
    const Floats r = whole * all(0.693359375f) - x - whole * all(2.12194440e-4f);
    Floats p = all(1.f / 720);
    p = p * r + all(1.f / 120);
    p = p * r + all(1.f / 24);
    p = p * r + all(1.f / 6);
    p = p * r + all(0.5f);
    p = p * r + all(1.f);
    p = p * r + all(1.f);
    return p * reinterpret_cast<Floats>((all(127) - n) << 23);
}

} // namespace casebook::raycast::lanes
