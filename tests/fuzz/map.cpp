// SPDX-License-Identifier: GPL-3.0-or-later
// Maps of values (DICOM parametric maps; NIfTI, NRRD and MetaImage read for their values) with their way
// through the wire, and encapsulated documents.
#include "storage/dicom/LabelMapReader.h"
#include "storage/dicom/MapReader.h"
#include "storage/dicom/WireMap.h"
#include "tests/fuzz/Input.h"

using namespace casebook;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::setUp();
    const auto bytes = fuzz::bytesOf(data, size);
    const bool labels = dicom::labelFormat(bytes) != dicom::LabelFormat::Unknown;
    if (const auto map = labels ? dicom::readValues(bytes) : dicom::readParametricMap(bytes)) {
        const GridGeometry& g = map->grid;
        fuzz::demand(map->values.size() ==
                     std::size_t(g.columns) * std::size_t(g.rows) * std::size_t(g.slices));
        fuzz::demand(wire::unpackMap(fuzz::bytesOf(wire::packMap(*map))).has_value());
    }
    if (!labels)
        static_cast<void>(dicom::readPdf(bytes));
    return 0;
}
