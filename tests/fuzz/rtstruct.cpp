// SPDX-License-Identifier: GPL-3.0-or-later
// RT structure sets, and the way of the answer through the wire.
#include "storage/dicom/RtStructReader.h"
#include "storage/dicom/WireFormat.h"
#include "tests/fuzz/Input.h"

using namespace casebook;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::setUp();
    const auto set = dicom::readRtStruct(fuzz::bytesOf(data, size));
    if (!set)
        return 0;
    fuzz::demand(wire::unpackRois(fuzz::bytesOf(wire::packRois(*set))).has_value());
    return 0;
}
