// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>

namespace casebook::dicom {

/// Decodes one RLE frame (DICOM PS3.5 annex G): one segment per byte of a sample, the high byte first.
/// Gives little-endian samples of a pixel together. Every segment must fill its plane exactly; a
/// shorter one is refused, never filled up.
/// Errors: "malformed", "truncated".
[[nodiscard]] Result<QByteArray> decodeRle(QByteArrayView encoded, std::int64_t pixels, int samples,
                                           int sampleBytes);

} // namespace casebook::dicom
