// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/LabelMapReader.h"
#include "tests/fuzz/Input.h"

namespace casebook::fuzz {

inline int readLabelsOf(dicom::LabelFormat format, const std::uint8_t* data, std::size_t size) {
    setUp();
    if (dicom::labelFormat(bytesOf(data, size)) != format)
        return -1; // not for this target's corpus
    const auto labels = dicom::readLabels(bytesOf(data, size));
    if (labels) {
        for (const Segment& s : labels->segments)
            demand(s.values.size() == std::size_t(s.box.count()));
    }
    return 0;
}

} // namespace casebook::fuzz
