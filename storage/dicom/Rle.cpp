// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/Rle.h"

#include <QtEndian>

#include <cstring>

namespace casebook::dicom {
namespace {

/// Packed bits of one segment into `out`, one byte every `stride`. False when they end too early.
bool unpackSegment(QByteArrayView segment, char* out, std::int64_t count, int stride) {
    std::int64_t done = 0;
    qsizetype at = 0;
    while (done < count) {
        if (at >= segment.size())
            return false;
        const auto control = static_cast<signed char>(segment[at++]);
        if (control >= 0) {
            for (int n = control + 1; n > 0 && done < count; --n) {
                if (at >= segment.size())
                    return false;
                out[done++ * stride] = segment[at++];
            }
        } else if (control != -128) {
            if (at >= segment.size())
                return false;
            const char value = segment[at++];
            for (int n = 1 - control; n > 0 && done < count; --n)
                out[done++ * stride] = value;
        }
    }
    return true;
}

} // namespace

Result<QByteArray> decodeRle(QByteArrayView encoded, std::int64_t pixels, int samples, int sampleBytes) {
    constexpr qsizetype kHeader = 64;
    const int segments = samples * sampleBytes;
    if (encoded.size() < kHeader)
        return fail(ErrorKind::Refused, "truncated");
    if (qFromLittleEndian<quint32>(encoded.data()) != quint32(segments))
        return fail(ErrorKind::Refused, "malformed");
    QByteArray out(pixels * segments, Qt::Uninitialized);
    for (int s = 0; s < segments; ++s) {
        const auto from = qsizetype(qFromLittleEndian<quint32>(encoded.data() + 4 * (s + 1)));
        const qsizetype to = s + 1 < segments
                                 ? qsizetype(qFromLittleEndian<quint32>(encoded.data() + 4 * (s + 2)))
                                 : encoded.size();
        if (from < kHeader || from > to)
            return fail(ErrorKind::Refused, "malformed");
        if (to > encoded.size())
            return fail(ErrorKind::Refused, "truncated");
        // Segment s holds byte s % sampleBytes of sample s / sampleBytes, the high byte first.
        const int byte = sampleBytes - 1 - s % sampleBytes;
        char* place = out.data() + (s / sampleBytes) * sampleBytes + byte;
        if (!unpackSegment(encoded.sliced(from, to - from), place, pixels, segments))
            return fail(ErrorKind::Refused, "truncated");
    }
    return out;
}

} // namespace casebook::dicom
