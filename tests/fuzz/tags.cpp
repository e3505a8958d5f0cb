// SPDX-License-Identifier: GPL-3.0-or-later
// The tag browser's tree and DICOMDIR files, and their way through the wire.
#include "storage/dicom/DirectoryReader.h"
#include "storage/dicom/TagTree.h"
#include "tests/fuzz/Input.h"

using namespace casebook;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::setUp();
    if (const auto tags = dicom::readTags(fuzz::bytesOf(data, size)))
        fuzz::demand(wire::unpackTags(fuzz::bytesOf(wire::packTags(*tags))).has_value());
    if (const auto paths = dicom::readDirectory(fuzz::bytesOf(data, size)))
        fuzz::demand(dicom::unpackPaths(fuzz::bytesOf(dicom::packPaths(*paths))).has_value());
    return 0;
}
