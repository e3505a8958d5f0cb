// SPDX-License-Identifier: GPL-3.0-or-later
// What the program believes of a worker: every message and every bulk answer. The first byte chooses.
#include "storage/dicom/WireFormat.h"
#include "storage/dicom/deid/DeidWire.h"
#include "storage/dicom/odm/OdmReader.h"
#include "storage/dicom/sr/Presentation.h"
#include "storage/dicom/sr/SrDocument.h"
#include "tests/fuzz/Input.h"

using namespace casebook;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return -1;
    const auto bytes = fuzz::bytesOf(data + 1, size - 1);
    switch (data[0] % 8) {
    case 0:
        if (const auto message = wire::decode(bytes)) {
            static_cast<void>(dicom::instanceFromCbor(message->payload));
            static_cast<void>(wire::frameOfShape(message->payload));
            static_cast<void>(wire::errorOf(*message));
            fuzz::demand(wire::decode(fuzz::bytesOf(data + 1, size - 1)).has_value());
        }
        break;
    case 1:
        if (const auto found = wire::unpack(bytes)) {
            for (const Segment& s : found->segments)
                fuzz::demand(s.values.size() == std::size_t(s.box.count()));
        }
        break;
    case 2: static_cast<void>(wire::unpackPlan(bytes)); break;
    case 3: static_cast<void>(wire::unpackResult(bytes)); break;
    case 4: static_cast<void>(wire::unpackSurvey(bytes)); break;
    case 6: static_cast<void>(dicom::unpackReport(bytes)); break;
    case 7: static_cast<void>(dicom::unpackPresentation(bytes)); break;
    default: static_cast<void>(odm::importFromJson(bytes)); break;
    }
    return 0;
}
