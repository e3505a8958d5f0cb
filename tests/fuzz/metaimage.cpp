// SPDX-License-Identifier: GPL-3.0-or-later
// MetaImage label maps. Other formats are left to their own targets.
#include "tests/fuzz/Labels.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return casebook::fuzz::readLabelsOf(casebook::dicom::LabelFormat::MetaImage, data, size);
}
