// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/volume/VolumePlan.h"
#include "storage/dicom/Pixels.h"

namespace casebook::dicom {

/// Turns words as allocated in the file into stored values in place: shifts by HighBit, masks to
/// BitsStored, extends the sign (DICOM PS3.5 8.1.1). Bits above may hold old overlays, and JPEG-LS
/// gives back only the low bits. `bytes` are little-endian words of bytesPerSample(type).
void maskSamples(QByteArray& bytes, SampleType type, const SliceHeader& header);

/// Type that holds the values of a header: by BitsAllocated and PixelRepresentation.
[[nodiscard]] SampleType sampleTypeOf(const SliceHeader& header);

/// Planes one after the other become samples of a pixel together.
[[nodiscard]] QByteArray interleave(const QByteArray& planes, int samples, int sampleBytes);

/// Bits `first` .. `first + count` of a packed stream, lowest bit of a byte first, as bytes 0 and 1.
[[nodiscard]] QByteArray unpackBits(std::span<const std::byte> packed, std::int64_t first,
                                    std::int64_t count);

} // namespace casebook::dicom
