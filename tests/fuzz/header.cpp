// SPDX-License-Identifier: GPL-3.0-or-later
// The header reader: what every file of an import passes first.
#include "tests/fuzz/Input.h"

using namespace casebook;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::setUp();
    const auto header = dicom::readHeader(fuzz::bytesOf(data, size));
    if (!header)
        return 0;
    fuzz::demand(header->fileBytes == std::int64_t(size));
    // What the worker says, the program takes.
    fuzz::demand(dicom::instanceFromCbor(dicom::toCbor(*header)).has_value());
    if (header->pixelOffset >= 0 && !header->truncated)
        fuzz::demand(header->pixelOffset + header->pixelLength <= std::int64_t(size));
    return 0;
}
