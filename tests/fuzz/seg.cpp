// SPDX-License-Identifier: GPL-3.0-or-later
// DICOM segmentations, and the way of the answer through the wire.
#include "storage/dicom/SegReader.h"
#include "storage/dicom/WireFormat.h"
#include "tests/fuzz/Input.h"

using namespace casebook;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::setUp();
    const auto seg = dicom::readSegmentation(fuzz::bytesOf(data, size));
    if (!seg)
        return 0;
    for (const Segment& s : seg->segments)
        fuzz::demand(s.values.size() == std::size_t(s.box.count()));
    const QByteArray packed = wire::pack(*seg, wire::kLargestBulk);
    if (!packed.isEmpty())
        fuzz::demand(wire::unpack(fuzz::bytesOf(packed)).has_value());
    return 0;
}
