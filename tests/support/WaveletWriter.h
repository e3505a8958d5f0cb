// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// JPEG 2000 and HTJ2K code streams for tests and benches, by the encoders of OpenJPEG and OpenJPH: the
// program itself writes neither. Each is decoded in the product by the same library, so tests compare
// with the values that went in, never with what came out.

#include <QByteArray>

#include <cstdint>
#include <vector>

namespace casebook::test {

struct WaveletPicture {
    int columns = 0, rows = 0, components = 1;
    int precision = 16; ///< bits
    bool isSigned = true;
    std::vector<std::int32_t> values; ///< rows top to bottom, components of a pixel together
};

/// Lossless, 5 levels, one tile; `jp2` wraps the stream in the boxes of a JP2 file. Empty when it failed.
[[nodiscard]] QByteArray encodeJpeg2000(const WaveletPicture& picture, bool jp2 = false);
/// Lossless HTJ2K, RPCL order.
[[nodiscard]] QByteArray encodeHtj2k(const WaveletPicture& picture);

/// Values of a JPEG 2000 or HTJ2K stream by OpenJPEG, components of a pixel together; empty on failure.
[[nodiscard]] std::vector<std::int32_t> decodeByOpenJpeg(const QByteArray& stream);

/// Seconds that the libraries themselves need for one stream, nothing around them; negative on failure.
[[nodiscard]] double decodeSecondsOpenJpeg(const QByteArray& stream);
[[nodiscard]] double decodeSecondsOpenJph(const QByteArray& stream);

} // namespace casebook::test
