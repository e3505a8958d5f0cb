// SPDX-License-Identifier: GPL-3.0-or-later
// What the program believes of a worker: every message and every bulk answer. The first byte chooses.
#include "storage/dicom/DirectoryReader.h"
#include "storage/dicom/TagTree.h"
#include "storage/dicom/WireFormat.h"
#include "storage/dicom/WireMap.h"
#include "storage/dicom/deid/DeidWire.h"
#include "storage/dicom/odm/OdmReader.h"
#include "storage/dicom/sr/Presentation.h"
#include "storage/dicom/sr/SrDocument.h"
#include "storage/dicom/sr/SrMeasurements.h"
#include "tests/fuzz/Input.h"

using namespace casebook;

namespace {

void message(std::span<const std::byte> bytes) {
    const auto message = wire::decode(bytes);
    if (!message)
        return;
    static_cast<void>(wire::frameOfShape(message->payload));
    static_cast<void>(wire::errorOf(*message));
    if (const auto instance = dicom::instanceFromCbor(message->payload)) {
        static_cast<void>(dicom::hasDirectPixels(*instance));
        // What was taken once is taken again: it lies in the index as it came.
        fuzz::demand(dicom::instanceFromJson(dicom::toJson(*instance)).has_value());
    }
    fuzz::demand(wire::decode(fuzz::bytesOf(wire::encode(*message))).has_value());
}

void grid(std::span<const std::byte> bytes) {
    if (const auto found = wire::unpack(bytes)) {
        for (const Segment& s : found->segments)
            fuzz::demand(s.values.size() == std::size_t(s.box.count()));
    }
}

void map(std::span<const std::byte> bytes) {
    if (const auto found = wire::unpackMap(bytes))
        fuzz::demand(found->values.size() == std::size_t(found->grid.columns) *
                                                 std::size_t(found->grid.rows) *
                                                 std::size_t(found->grid.slices));
}

void tags(std::span<const std::byte> bytes) {
    auto tree = wire::unpackTags(bytes);
    if (!tree)
        return;
    dicom::hideIdentity(*tree);
    static_cast<void>(dicom::differences(*tree, *tree));
}

void report(std::span<const std::byte> bytes) {
    const auto document = dicom::unpackReport(bytes);
    if (!document)
        return;
    for (int n = 0; n < int(document->nodes.size()); ++n)
        fuzz::demand(document->resolved(n) < int(document->nodes.size()));
    fuzz::demand(dicom::renderingsOf(*document).size() == document->nodes.size());
    static_cast<void>(dicom::measurementsOf(*document));
}

void frames(std::span<const std::byte> bytes) {
    dicom::ParsedInstance instance;
    instance.numberOfFrames = 2;
    const QByteArray packed(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size()));
    if (dicom::unpackFrames(packed, instance))
        fuzz::demand(instance.frames.size() == 2);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return -1;
    const auto bytes = fuzz::bytesOf(data + 1, size - 1);
    switch (data[0]) {
    case 0: message(bytes); break;
    case 1: grid(bytes); break;
    case 2: static_cast<void>(wire::unpackPlan(bytes)); break;
    case 3: static_cast<void>(wire::unpackResult(bytes)); break;
    case 4: static_cast<void>(wire::unpackSurvey(bytes)); break;
    case 5: static_cast<void>(odm::importFromJson(bytes)); break;
    case 6: report(bytes); break;
    case 7: static_cast<void>(dicom::unpackPresentation(bytes)); break;
    case 8: map(bytes); break;
    case 9: tags(bytes); break;
    case 10: static_cast<void>(dicom::unpackPaths(bytes)); break;
    case 11: static_cast<void>(wire::unpackRois(bytes)); break;
    case 12: frames(bytes); break;
    default: return -1;
    }
    return 0;
}
