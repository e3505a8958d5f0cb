// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to storage/dicom: shows DCMTK types.

#include "storage/dicom/Dataset.h"
#include "storage/dicom/Instance.h"

namespace casebook::dicom {

/// Characters of one text of an instance on the wire.
inline constexpr qsizetype kLongestText = 512;

/// Fills `frames` of a multi-frame object: place, rescale, window, type, time and stack of each frame
/// from its functional groups, else the shared ones, else the data set (enhanced CT, MR and PET, and
/// their legacy converted kinds: DICOM PS3.3 C.7.6.16, C.8.15, A.70). An object without groups gives
/// frames that differ by their number only. `slice` becomes what frame 0 says.
/// Errors: "too-large" (more than kMostFrames).
[[nodiscard]] Result<> readFrames(const ItemReader& dataset, ParsedInstance& out);

} // namespace casebook::dicom
