// SPDX-License-Identifier: GPL-3.0-or-later
// Frames of every transfer syntax that has a decoder.
#include "storage/dicom/Pixels.h"

#include "storage/dicom/WireFormat.h"
#include "tests/fuzz/Input.h"

using namespace casebook;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::setUp();
    for (const int frame : {0, 1}) {
        const auto pixels = dicom::readPixels(fuzz::bytesOf(data, size), frame);
        if (!pixels)
            return 0;
        fuzz::demand(pixels->bytes.size() == qsizetype(pixels->columns) * pixels->rows * pixels->samples *
                                                 dicom::bytesPerSample(pixels->type));
        fuzz::demand(wire::frameOfShape(wire::shapeOf(*pixels)).has_value());
    }
    return 0;
}
