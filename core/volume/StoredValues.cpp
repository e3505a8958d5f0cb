// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/StoredValues.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace casebook {

static_assert(std::endian::native == std::endian::little, "stored pixels are little-endian");

namespace {

template <class Word>
Word wordAt(const std::byte* bytes, std::size_t n) {
    Word word; // memcpy: the bytes may lie at any address
    std::memcpy(&word, bytes + n * sizeof(Word), sizeof(Word));
    return word;
}

template <class Word>
std::int64_t valueOf(Word word, const RawPixels& p) {
    const int lowBit = p.highBit + 1 - p.bitsStored;
    const std::uint64_t mask = (std::uint64_t(1) << p.bitsStored) - 1;
    const auto v = std::int64_t((std::uint64_t(word) >> lowBit) & mask);
    if (p.isSigned && (v >> (p.bitsStored - 1)) != 0)
        return v - (std::int64_t(1) << p.bitsStored);
    return v;
}

/// 16-bit pixels with unused bits: two shifts a value, which the compiler makes vectors of.
void packed16(const RawPixels& p, std::size_t count, std::int16_t* out) {
    const int up = 15 - p.highBit;
    const int down = 16 - p.bitsStored;
    const std::byte* from = p.bytes.data();
    if (p.isSigned) {
        for (std::size_t n = 0; n < count; ++n)
            out[n] = std::int16_t(std::int16_t(std::uint16_t(wordAt<std::uint16_t>(from, n) << up)) >> down);
    } else {
        for (std::size_t n = 0; n < count; ++n)
            out[n] = std::int16_t(std::uint16_t(wordAt<std::uint16_t>(from, n) << up) >> down);
    }
}

template <class Word>
void units(const RawPixels& p, std::size_t count, double slope, double intercept, float* out) {
    for (std::size_t n = 0; n < count; ++n)
        out[n] = float(slope * double(valueOf(wordAt<Word>(p.bytes.data(), n), p)) + intercept);
}

template <class Word>
bool checked(const RawPixels& p, std::size_t count, int shift, std::int16_t* out) {
    bool fits = true;
    for (std::size_t n = 0; n < count; ++n) {
        const std::int64_t v = valueOf(wordAt<Word>(p.bytes.data(), n), p) - shift;
        fits = fits && v >= -32768 && v <= 32767;
        out[n] = std::int16_t(v);
    }
    return fits;
}

} // namespace

bool isSoundLayout(const RawPixels& p) {
    return (p.bitsAllocated == 8 || p.bitsAllocated == 16 || p.bitsAllocated == 32) && p.bitsStored >= 1 &&
           p.bitsStored <= p.bitsAllocated && p.highBit < p.bitsAllocated && p.highBit + 1 >= p.bitsStored;
}

void toInt16(const RawPixels& p, std::size_t count, bool shifted, std::int16_t* out) {
    if (p.bitsAllocated == 8) {
        for (std::size_t n = 0; n < count; ++n)
            out[n] = std::int16_t(valueOf(wordAt<std::uint8_t>(p.bytes.data(), n), p));
    } else if (p.bitsStored == 16) {
        std::memcpy(out, p.bytes.data(), count * 2);
    } else {
        packed16(p, count, out);
    }
    if (!shifted)
        return;
    for (std::size_t n = 0; n < count; ++n)
        out[n] = std::int16_t(std::uint16_t(out[n]) ^ 0x8000U);
}

bool toInt16Checked(const RawPixels& p, std::size_t count, int shift, std::int16_t* out) {
    if (p.bitsAllocated == 8)
        return checked<std::uint8_t>(p, count, shift, out);
    if (p.bitsAllocated == 16)
        return checked<std::uint16_t>(p, count, shift, out);
    return checked<std::uint32_t>(p, count, shift, out);
}

void toUnits(const RawPixels& p, std::size_t count, double slope, double intercept, float* out) {
    if (p.bitsAllocated == 8)
        units<std::uint8_t>(p, count, slope, intercept, out);
    else if (p.bitsAllocated == 16)
        units<std::uint16_t>(p, count, slope, intercept, out);
    else
        units<std::uint32_t>(p, count, slope, intercept, out);
}

std::pair<std::int16_t, std::int16_t> rangeOf(const std::int16_t* values, std::size_t count) {
    std::int16_t low = values[0], high = values[0];
    for (std::size_t n = 1; n < count; ++n) {
        low = std::min(low, values[n]);
        high = std::max(high, values[n]);
    }
    return {low, high};
}

int paddingAsStored(int padding, bool isSigned, int bitsStored) {
    if (isSigned && bitsStored <= 16 && padding > 32767)
        return padding - 65536;
    if (!isSigned && padding < 0)
        return padding + 65536;
    return padding;
}

} // namespace casebook
