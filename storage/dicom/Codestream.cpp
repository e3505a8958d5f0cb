// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/Codestream.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <optional>

namespace casebook::dicom {
namespace {

using Span = std::span<const std::byte>;

constexpr unsigned kSoc = 0xFF4F, kSiz = 0xFF51, kSot = 0xFF90, kEoc = 0xFFD9;
constexpr int kLargestPrecision = 31; // what a decoder's 32-bit samples hold with a sign

unsigned two(Span bytes, std::size_t at) { return qFromBigEndian<quint16>(bytes.data() + at); }
std::uint32_t four(Span bytes, std::size_t at) { return qFromBigEndian<quint32>(bytes.data() + at); }

/// The contents of the jp2c box of a JP2 file (ISO/IEC 15444-1 annex I); the bytes as they are where no
/// such file is around the stream.
Span withoutBoxes(Span bytes) {
    constexpr std::uint32_t signature = 0x6A502020, codestream = 0x6A703263;
    if (bytes.size() < 12 || four(bytes, 4) != signature)
        return bytes;
    std::size_t at = 0;
    while (at + 8 <= bytes.size()) {
        std::uint64_t length = four(bytes, at);
        std::size_t head = 8;
        if (length == 1 && at + 16 <= bytes.size()) {
            length = qFromBigEndian<quint64>(bytes.data() + at + 8);
            head = 16;
        }
        const std::uint64_t rest = bytes.size() - at;
        if (length == 0 || (length > rest && four(bytes, at + 4) == codestream))
            length = rest;
        if (length < head || length > rest)
            return {};
        if (four(bytes, at + 4) == codestream)
            return bytes.subspan(at + head, std::size_t(length) - head);
        at += std::size_t(length);
    }
    return {};
}

/// Tiles as B.3 wants them: of some size, the first over the corner of the picture, and no more than there are
/// numbers for. OpenJPH 0.21 divides by their size and makes room for all of them before it looks.
bool hasPossibleTiles(Span bytes, std::size_t at) {
    const std::uint64_t right = four(bytes, at + 6), bottom = four(bytes, at + 10);
    const std::uint64_t left = four(bytes, at + 14), top = four(bytes, at + 18);
    const std::uint64_t width = four(bytes, at + 22), height = four(bytes, at + 26);
    const std::uint64_t firstX = four(bytes, at + 30), firstY = four(bytes, at + 34);
    constexpr std::uint64_t most = 65535;
    return width > 0 && height > 0 && firstX <= left && firstY <= top && firstX + width > left &&
           firstY + height > top &&
           ((right - firstX + width - 1) / width) * ((bottom - firstY + height - 1) / height) <= most;
}

/// Components of the SIZ segment at `at`, if it is the picture of the header.
std::optional<std::vector<Codestream::Component>> componentsOf(Span bytes, std::size_t at,
                                                               const SliceHeader& header) {
    constexpr std::size_t fixed = 38; // Lsiz .. Csiz
    const std::size_t length = two(bytes, at + 2);
    if (length < fixed || at + 2 + length > bytes.size())
        return {};
    const std::uint32_t right = four(bytes, at + 6), bottom = four(bytes, at + 10);
    const std::uint32_t left = four(bytes, at + 14), top = four(bytes, at + 18);
    const std::size_t count = two(bytes, at + 38);
    if (right < left || right - left != std::uint32_t(header.columns) || bottom < top ||
        bottom - top != std::uint32_t(header.rows) || count != std::size_t(header.samplesPerPixel) ||
        length < fixed + 3 * count || !hasPossibleTiles(bytes, at))
        return {};
    std::vector<Codestream::Component> out;
    for (std::size_t c = 0; c < count; ++c) {
        const auto depth = std::to_integer<unsigned>(bytes[at + 40 + 3 * c]);
        const bool whole = bytes[at + 41 + 3 * c] == std::byte{1} && bytes[at + 42 + 3 * c] == std::byte{1};
        const Codestream::Component component{int(depth & 0x7FU) + 1, (depth & 0x80U) != 0};
        if (!whole || component.precision > std::min(header.bitsAllocated, kLargestPrecision))
            return {};
        out.push_back(component);
    }
    return out;
}

/// Padding is zeros, or the one byte of any value that some writers make a length even with.
bool isEocAtEnd(Span bytes) {
    std::size_t end = bytes.size();
    if (end >= 5 && two(bytes, end - 3) == kEoc)
        return true;
    while (end > 2 && bytes[end - 1] == std::byte{0})
        --end;
    return end >= 4 && two(bytes, end - 2) == kEoc;
}

/// Walks the segments of the main header and the tile-parts by their lengths.
bool reachesEoc(Span bytes, bool eocAtEnd) {
    std::size_t at = 2;
    while (at + 4 <= bytes.size() && two(bytes, at) != kSot) {
        if (bytes[at] != std::byte{0xFF})
            return false;
        at += 2 + std::size_t(two(bytes, at + 2));
    }
    while (at + 12 <= bytes.size() && two(bytes, at) == kSot) {
        const std::size_t length = four(bytes, at + 6);
        if (length == 0) // "up to EOC": allowed for the last one
            return eocAtEnd;
        if (length < 14 || length > bytes.size() - at)
            return false;
        at += length;
    }
    return at + 2 <= bytes.size() && two(bytes, at) == kEoc;
}

/// Whether all lie in low .. low + span, span one less than a power of two: twice as fast as to clamp them.
bool isWithin(const std::int32_t* values, std::size_t count, std::int32_t low, std::uint32_t span) {
    std::uint32_t used = 0;
    for (std::size_t n = 0; n < count; ++n)
        used |= std::uint32_t(values[n]) - std::uint32_t(low);
    return (used & ~span) == 0;
}

template <class T>
void place(const std::int32_t* values, std::size_t count, const Codestream::Component& component,
           const SliceHeader& header, T* to, std::size_t stride) {
    // A lossy stream may leave the range of its precision; OpenJPH hands such values on.
    const std::int64_t range = std::int64_t(1) << unsigned(component.precision);
    const auto low = std::int32_t(component.isSigned ? -range / 2 : 0);
    const auto high = std::int32_t(low + (range - 1));
    if (component.isSigned == header.isSigned && stride == 1) {
        if (isWithin(values, count, low, std::uint32_t(range - 1))) {
            for (std::size_t n = 0; n < count; ++n)
                to[n] = T(values[n]);
        } else {
            for (std::size_t n = 0; n < count; ++n)
                to[n] = T(std::clamp(values[n], low, high));
        }
        return;
    }
    if (component.isSigned == header.isSigned) {
        for (std::size_t n = 0; n < count; ++n)
            to[n * stride] = T(std::clamp(values[n], low, high));
        return;
    }
    const auto mask = std::uint32_t(range - 1);
    const std::uint32_t top = header.isSigned ? std::uint32_t(range / 2) : 0U;
    for (std::size_t n = 0; n < count; ++n)
        to[n * stride] = T(((std::uint32_t(std::clamp(values[n], low, high)) & mask) ^ top) - top);
}

} // namespace

Result<Codestream> codestreamOf(Span encoded, const SliceHeader& header) {
    Codestream out;
    out.bytes = withoutBoxes(encoded);
    if (out.bytes.size() < 42)
        return fail(ErrorKind::Refused, "truncated");
    if (two(out.bytes, 0) != kSoc || two(out.bytes, 2) != kSiz)
        return fail(ErrorKind::Refused, "malformed");
    auto components = componentsOf(out.bytes, 2, header);
    if (!components)
        return fail(ErrorKind::Refused, "malformed");
    out.components = std::move(*components);
    out.endsAtEoc = isEocAtEnd(out.bytes);
    out.tilesReachEoc = reachesEoc(out.bytes, out.endsAtEoc);
    return out;
}

bool isWaveletSyntax(const QString& syntax, bool& highThroughput) {
    static const QLatin1StringView jpeg2000("1.2.840.10008.1.2.4.9"), htj2k("1.2.840.10008.1.2.4.20");
    highThroughput = syntax.startsWith(htj2k);
    return highThroughput || syntax.startsWith(jpeg2000);
}

bool isCutStream(Span encoded, const QString& syntax, const SliceHeader& header) {
    if (bool highThroughput = false; isWaveletSyntax(syntax, highThroughput)) {
        const auto stream = codestreamOf(encoded, header);
        return stream ? !stream->tilesReachEoc && (highThroughput || !stream->endsAtEoc)
                      : stream.error().code == "truncated";
    }
    return syntax.startsWith(QLatin1StringView("1.2.840.10008.1.2.4.")) && !isEocAtEnd(encoded);
}

void placeComponent(const std::int32_t* values, std::size_t count, const Codestream::Component& component,
                    const SliceHeader& header, std::size_t firstPixel, int sample, QByteArray& out) {
    const auto stride = std::size_t(header.samplesPerPixel);
    const std::size_t first = firstPixel * stride + std::size_t(sample);
    switch (header.bitsAllocated) {
    case 8:
        place(values, count, component, header, reinterpret_cast<std::uint8_t*>(out.data()) + first, stride);
        break;
    case 16:
        place(values, count, component, header, reinterpret_cast<std::uint16_t*>(out.data()) + first, stride);
        break;
    default:
        place(values, count, component, header, reinterpret_cast<std::uint32_t*>(out.data()) + first, stride);
        break;
    }
}

Result<QByteArray> decodeWavelet(Span encoded, bool highThroughput, const SliceHeader& header, bool& final) {
    const auto stream = codestreamOf(encoded, header);
    if (!stream)
        return tl::unexpected(stream.error());
    // OpenJPEG's strict mode finds a short tile by itself, whatever wrong lengths an old encoder wrote.
    const bool whole = stream->tilesReachEoc || (stream->endsAtEoc && !highThroughput);
    if (!whole)
        return fail(ErrorKind::Refused, "truncated");
    final = std::all_of(stream->components.begin(), stream->components.end(),
                        [&](const Codestream::Component& c) { return c.precision <= header.bitsStored; });
    return highThroughput ? decodeHtj2k(*stream, header) : decodeJpeg2000(*stream, header);
}

} // namespace casebook::dicom
