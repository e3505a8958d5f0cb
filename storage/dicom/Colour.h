// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to storage/dicom: what stands between decoded samples and what a picture means.

#include "storage/dicom/Dataset.h"
#include "storage/dicom/Pixels.h"

namespace casebook::dicom {

/// Native 8-bit YBR_FULL_422 (two luminances, then the blue and red difference that both share; DICOM
/// PS3.3 C.7.6.3.1.2) as YBR_FULL, three samples a pixel. Error "truncated".
[[nodiscard]] Result<QByteArray> fromHalfColour(Bytes frame, std::int64_t pixels);

/// A PALETTE COLOR frame through the tables of its data set (DICOM PS3.3 C.7.9) as RGB of 8 bits. Other
/// frames stay as they are. Errors: "unsupported-object" (segmented or missing tables).
[[nodiscard]] Result<DecodedFrame> throughPalette(DecodedFrame frame, DcmItem& dataset);

/// Stored values through a Modality LUT (0028,3000), which radiographs have instead of slope and
/// intercept (DICOM PS3.3 C.11.1); values outside it take its first or last entry. Frames of data sets
/// without one stay as they are. Error "malformed" (a table that is shorter than it says).
[[nodiscard]] Result<DecodedFrame> throughModalityLut(DecodedFrame frame, DcmItem& dataset);

} // namespace casebook::dicom
