// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to storage/dicom/deid: the pixels of one object, decoded, without what is not a pixel.

#include "storage/dicom/PixelSource.h"

namespace casebook::dicom {

/// Stored values as Explicit VR Little Endian holds them, exactly as long as the frames need: nothing behind the
/// last pixel, nothing in the bits beside the stored ones.
struct StoredPixels {
    QByteArray bytes;
    int bitsAllocated = 16;
    bool moved = false; ///< the values were shifted down: HighBit is BitsStored - 1 now
    [[nodiscard]] QByteArray hash() const;
};

/// Errors: those of readPixels; "too-large" past 2 GiB.
[[nodiscard]] Result<StoredPixels> storedPixels(PixelSource& source);

} // namespace casebook::dicom
