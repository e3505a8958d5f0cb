// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"
#include "core/volume/VolumePlan.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace casebook::dicom {

/// A JPEG 2000 or HTJ2K code stream after the look that comes before any decoder: what its SIZ segment
/// claims, and whether it is there to its end (ISO/IEC 15444-1 annex A).
struct Codestream {
    struct Component {
        int precision = 0; ///< bits
        bool isSigned = false;
    };
    std::span<const std::byte> bytes; ///< from SOC on, without the boxes of a JP2 file around it
    std::vector<Component> components;
    bool endsAtEoc = false;   ///< FFD9 is the last thing before padding
    bool tilesReachEoc = false; ///< the lengths of the tile-parts lead from one to the next and to FFD9
};

/// Finds the code stream in one encoded frame and compares its size, components and precision with the
/// header, so that no decoder makes room for what a hostile stream claims.
/// Errors: "malformed" (no code stream, or another picture than the header says), "truncated".
[[nodiscard]] Result<Codestream> codestreamOf(std::span<const std::byte> encoded, const SliceHeader& header);

/// JPEG 2000 or HTJ2K; which of them is `highThroughput`.
[[nodiscard]] bool isWaveletSyntax(const QString& transferSyntax, bool& highThroughput);

/// True for a frame of a JPEG, JPEG-LS, JPEG 2000 or HTJ2K syntax that ends before its end mark (zeros after
/// it are padding) or whose tile-parts do. Looks at its headers and last bytes only, never decodes.
[[nodiscard]] bool isCutStream(std::span<const std::byte> encoded, const QString& transferSyntax,
                               const SliceHeader& header);

/// Values of one component into samples of a pixel together, as PixelRepresentation says: where the
/// stream says otherwise the bits of its precision are taken and their sign extended, for it is the
/// header that is right in such files (pydicom issue 1149, fo-dicom issue 738).
void placeComponent(const std::int32_t* values, std::size_t count, const Codestream::Component& component,
                    const SliceHeader& header, std::size_t firstPixel, int sample, QByteArray& out);

/// Decodes a JPEG 2000 stream by OpenJPEG, strictly, on the calling thread.
/// Gives columns * rows * samplesPerPixel samples of bitsAllocated / 8 bytes, little-endian.
/// Errors: "malformed", "truncated".
[[nodiscard]] Result<QByteArray> decodeJpeg2000(const Codestream& stream, const SliceHeader& header);

/// The same for HTJ2K (ISO/IEC 15444-15) by OpenJPH. That library decodes a cut stream without a word,
/// so a stream whose tile-parts don't reach its end is refused before.
[[nodiscard]] Result<QByteArray> decodeHtj2k(const Codestream& stream, const SliceHeader& header);

/// One frame of a JPEG 2000 (.90 - .93) or HTJ2K (.201 - .203) transfer syntax.
/// @param final set where the samples are right-aligned and sign-extended already: HighBit of the
/// header then says nothing about them.
[[nodiscard]] Result<QByteArray> decodeWavelet(std::span<const std::byte> encoded, bool highThroughput,
                                               const SliceHeader& header, bool& final);

} // namespace casebook::dicom
