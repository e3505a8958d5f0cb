// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/deid/DeidPixels.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <limits>

namespace casebook::dicom {
namespace {

/// True when the bits beside the stored ones hold nothing: zeros, or copies of the sign.
template <class Word>
bool isClean(const char* at, qsizetype bytes, int stored, bool isSigned) {
    const auto mask = Word((std::uint64_t(1) << unsigned(stored)) - 1U);
    for (qsizetype i = 0; i + qsizetype(sizeof(Word)) <= bytes; i += qsizetype(sizeof(Word))) {
        const Word beside = Word(qFromLittleEndian<Word>(at + i) & Word(~mask));
        if (beside != 0 && !(isSigned && beside == Word(~mask)))
            return false;
    }
    return true;
}

bool plainFrameIsClean(const QByteArray& raw, const SliceHeader& s) {
    if (s.highBit != s.bitsStored - 1 || s.bitsStored < 1 || s.bitsStored > s.bitsAllocated)
        return false;
    if (s.bitsStored == s.bitsAllocated)
        return true;
    const bool isSigned = s.isSigned;
    switch (s.bitsAllocated) {
    case 8: return isClean<quint8>(raw.constData(), raw.size(), s.bitsStored, isSigned);
    case 16: return isClean<quint16>(raw.constData(), raw.size(), s.bitsStored, isSigned);
    case 32: return isClean<quint32>(raw.constData(), raw.size(), s.bitsStored, isSigned);
    default: return false;
    }
}

Result<StoredPixels> oneBit(PixelSource& source) {
    const SliceHeader& s = source.header().slice;
    const Bytes plain = source.plainPixels();
    const std::int64_t bits = std::int64_t(s.rows) * s.columns * source.header().numberOfFrames;
    const std::int64_t bytes = (bits + 7) / 8;
    if (std::int64_t(plain.size()) < bytes)
        return fail(ErrorKind::Refused, "unsupported-transfer-syntax", source.header().transferSyntax);
    StoredPixels out;
    out.bitsAllocated = 1;
    out.bytes = QByteArray(reinterpret_cast<const char*>(plain.data()), bytes);
    if (const int rest = int(bits % 8); rest != 0)
        out.bytes.back() = char(static_cast<unsigned char>(out.bytes.back()) & ((1U << unsigned(rest)) - 1U));
    return out;
}

} // namespace

QByteArray StoredPixels::hash() const { return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256); }

Result<StoredPixels> storedPixels(PixelSource& source) {
    const SliceHeader& s = source.header().slice;
    const int frames = source.header().numberOfFrames;
    if (s.samplesPerPixel != 1)
        return fail(ErrorKind::Refused, "unsupported-object");
    const std::int64_t frameBytes = std::int64_t(s.rows) * s.columns * ((s.bitsAllocated + 7) / 8);
    if (frameBytes * frames > std::numeric_limits<qint32>::max())
        return fail(ErrorKind::Refused, "too-large");
    if (s.bitsAllocated == 1)
        return oneBit(source);
    StoredPixels out;
    out.bitsAllocated = s.bitsAllocated;
    const Bytes plain = source.plainPixels();
    if (std::int64_t(plain.size()) >= frameBytes * frames) {
        out.bytes = QByteArray(reinterpret_cast<const char*>(plain.data()), frameBytes * frames);
        if (plainFrameIsClean(out.bytes, s))
            return out;
        out.bytes.clear();
    }
    // Compressed, of another byte order, or with an overlay in its upper bits: value by value.
    out.moved = true;
    out.bytes.reserve(frameBytes * frames);
    for (int frame = 0; frame < frames; ++frame) {
        auto decoded = source.frame(frame);
        if (!decoded)
            return tl::unexpected(decoded.error());
        if (decoded->samples != 1 || decoded->bytes.size() != frameBytes)
            return fail(ErrorKind::Refused, "malformed");
        out.bytes += decoded->bytes;
    }
    return out;
}

} // namespace casebook::dicom
