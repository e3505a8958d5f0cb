// SPDX-License-Identifier: GPL-3.0-or-later
// Structured reports, key objects and presentation states.
#include "storage/dicom/sr/Presentation.h"
#include "storage/dicom/sr/SrReader.h"
#include "tests/fuzz/Input.h"

using namespace casebook;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::setUp();
    // What the worker says, the program takes.
    const auto accepted = [](const QByteArray& packed, auto unpack) {
        return unpack(fuzz::bytesOf(packed)).has_value();
    };
    if (const auto report = dicom::readReport(fuzz::bytesOf(data, size)))
        fuzz::demand(accepted(dicom::packReport(*report), dicom::unpackReport));
    if (const auto shown = dicom::readPresentation(fuzz::bytesOf(data, size)))
        fuzz::demand(accepted(dicom::packPresentation(*shown), dicom::unpackPresentation));
    return 0;
}
