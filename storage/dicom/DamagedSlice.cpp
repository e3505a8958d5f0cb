// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/DamagedSlice.h"

namespace casebook::dicom {

bool isDamagedSlice(const ParsedInstance& i) {
    constexpr std::int64_t strongestCompression = 256;
    const SliceHeader& s = i.slice;
    const std::int64_t frame = std::int64_t(s.columns) * s.rows * ((s.bitsAllocated + 7) / 8);
    return i.truncated && i.kind == ObjectKind::Image && i.decodable && i.numberOfFrames == 1 &&
           s.samplesPerPixel == 1 && s.position && s.orientation && frame > 0 &&
           frame / strongestCompression <= i.fileBytes;
}

} // namespace casebook::dicom
