// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QByteArray>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <span>

namespace casebook::dicom {

enum class SampleType : std::uint8_t { U8 = 0, S8 = 1, U16 = 2, S16 = 3, U32 = 4, S32 = 5 };
[[nodiscard]] int bytesPerSample(SampleType type);

/// One decoded frame: stored values, exact, before any rescale. Rows top to bottom, columns left to
/// right, samples of a pixel together (planar configuration 0). Little-endian.
struct DecodedFrame {
    int columns = 0, rows = 0, samples = 1;
    SampleType type = SampleType::S16;
    QByteArray photometric;  ///< as after decoding: "MONOCHROME2", "RGB", ...
    QByteArray bytes;        ///< columns * rows * samples * bytesPerSample(type)

    [[nodiscard]] std::span<const std::int16_t> asInt16() const {
        return {reinterpret_cast<const std::int16_t*>(bytes.constData()), std::size_t(bytes.size()) / 2};
    }
};

/// SHA-256 of `bytes`: tells equal pixels under different headers or encodings.
[[nodiscard]] QByteArray pixelHash(const DecodedFrame& frame);

/// Decodes frame @p frame (from 0) of a DICOM file in memory. Values are masked and sign-extended by
/// BitsStored, HighBit and PixelRepresentation (DICOM PS3.5 8.1.1); one-bit pixels become 0 and 1.
/// Never zero-fills: a frame that is not wholly there is refused.
/// Like readHeader: in casebook-worker only, one thread at a time.
/// Errors: those of readHeader, "truncated", "unsupported-transfer-syntax", "malformed", "no-frame".
[[nodiscard]] Result<DecodedFrame> readPixels(std::span<const std::byte> file, int frame);

/// True when readPixels has a decoder for that transfer syntax.
[[nodiscard]] bool canDecode(const QString& transferSyntaxUid);

} // namespace casebook::dicom
