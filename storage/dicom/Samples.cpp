// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/Samples.h"

#include <type_traits>

namespace casebook::dicom {
namespace {

template <class T>
void maskWords(QByteArray& bytes, int stored, int shift) {
    using U = std::make_unsigned_t<T>;
    constexpr int kBits = int(sizeof(T)) * 8;
    if (stored >= kBits)
        return;
    auto* values = reinterpret_cast<T*>(bytes.data());
    const std::size_t count = std::size_t(bytes.size()) / sizeof(T);
    const std::uint64_t mask = (std::uint64_t(1) << unsigned(stored)) - 1U;
    const std::uint64_t top = std::uint64_t(1) << unsigned(stored - 1);
    for (std::size_t n = 0; n < count; ++n) {
        const std::uint64_t word = (std::uint64_t(U(values[n])) >> unsigned(shift)) & mask;
        if constexpr (std::is_signed_v<T>)
            values[n] = T(std::int64_t(word ^ top) - std::int64_t(top));
        else
            values[n] = T(word);
    }
}

} // namespace

int bytesPerSample(SampleType type) {
    switch (type) {
    case SampleType::U8:
    case SampleType::S8: return 1;
    case SampleType::U16:
    case SampleType::S16: return 2;
    case SampleType::U32:
    case SampleType::S32: return 4;
    }
    return 2;
}

SampleType sampleTypeOf(const SliceHeader& header) {
    if (header.bitsAllocated <= 8)
        return header.isSigned && header.bitsAllocated == 8 ? SampleType::S8 : SampleType::U8;
    if (header.bitsAllocated <= 16)
        return header.isSigned ? SampleType::S16 : SampleType::U16;
    return header.isSigned ? SampleType::S32 : SampleType::U32;
}

void maskSamples(QByteArray& bytes, SampleType type, const SliceHeader& header) {
    const int stored = header.bitsStored;
    const int shift = header.highBit + 1 - stored;
    switch (type) {
    case SampleType::U8: maskWords<std::uint8_t>(bytes, stored, shift); break;
    case SampleType::S8: maskWords<std::int8_t>(bytes, stored, shift); break;
    case SampleType::U16: maskWords<std::uint16_t>(bytes, stored, shift); break;
    case SampleType::S16: maskWords<std::int16_t>(bytes, stored, shift); break;
    case SampleType::U32: maskWords<std::uint32_t>(bytes, stored, shift); break;
    case SampleType::S32: maskWords<std::int32_t>(bytes, stored, shift); break;
    }
}

QByteArray interleave(const QByteArray& planes, int samples, int sampleBytes) {
    QByteArray out(planes.size(), Qt::Uninitialized);
    const qsizetype pixels = planes.size() / samples / sampleBytes;
    for (int s = 0; s < samples; ++s) {
        for (qsizetype p = 0; p < pixels; ++p) {
            for (int b = 0; b < sampleBytes; ++b)
                out[(p * samples + s) * sampleBytes + b] = planes.at((s * pixels + p) * sampleBytes + b);
        }
    }
    return out;
}

QByteArray unpackBits(std::span<const std::byte> packed, std::int64_t first, std::int64_t count) {
    QByteArray out(count, Qt::Uninitialized);
    char* to = out.data();
    for (std::int64_t n = 0; n < count; ++n) {
        const std::int64_t bit = first + n;
        to[n] = char((std::to_integer<unsigned>(packed[std::size_t(bit >> 3)]) >> unsigned(bit & 7)) & 1U);
    }
    return out;
}

} // namespace casebook::dicom
