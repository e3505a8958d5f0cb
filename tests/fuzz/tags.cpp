// SPDX-License-Identifier: GPL-3.0-or-later
// The tag browser's tree and DICOMDIR files.
#include "storage/dicom/DirectoryReader.h"
#include "storage/dicom/TagTree.h"
#include "tests/fuzz/Input.h"

using namespace casebook;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::setUp();
    static_cast<void>(dicom::readTags(fuzz::bytesOf(data, size)));
    static_cast<void>(dicom::readDirectory(fuzz::bytesOf(data, size)));
    return 0;
}
