// SPDX-License-Identifier: GPL-3.0-or-later
// ODM files: XML from other systems.
#include "storage/dicom/odm/OdmReader.h"
#include "tests/fuzz/Input.h"

using namespace casebook;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static_cast<void>(odm::importToJson(odm::readOdm(fuzz::bytesOf(data, size))));
    return 0;
}
