// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/volume/VolumeBuilder.h"

namespace casebook {

/// From the bits of a pixel to its value. Source: DICOM PS3.5 8.1.1; bits outside BitsStored may hold
/// old overlays and are masked first. Any thread; used by VolumeBuilder.

/// Bits allocated are 8, 16 or 32 and the stored ones lie within.
[[nodiscard]] bool isSoundLayout(const RawPixels& pixels);

/// 8- and 16-bit pixels as int16. @param shifted subtract 32768 (16-bit unsigned values).
void toInt16(const RawPixels& pixels, std::size_t count, bool shifted, std::int16_t* out);

/// Any layout, slower. @return false where a value less `shift` does not fit int16.
[[nodiscard]] bool toInt16Checked(const RawPixels& pixels, std::size_t count, int shift, std::int16_t* out);

/// slope * stored + intercept.
void toUnits(const RawPixels& pixels, std::size_t count, double slope, double intercept, float* out);

/// Smallest and largest of count values, at least one.
[[nodiscard]] std::pair<std::int16_t, std::int16_t> rangeOf(const std::int16_t* values, std::size_t count);

/// A padding value as the pixels hold it: a header may give -2000 as 63536 (its VR is often wrong).
[[nodiscard]] int paddingAsStored(int padding, bool isSigned, int bitsStored);

} // namespace casebook
