// SPDX-License-Identifier: GPL-3.0-or-later
// De-identification of any object: survey, then the object without what identifies.
#include "storage/dicom/deid/Deidentifier.h"
#include "tests/fuzz/Input.h"

using namespace casebook;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::setUp();
    const auto survey = dicom::surveyObject(fuzz::bytesOf(data, size));
    if (!survey)
        return 0;
    static_cast<void>(dicom::deidentify(fuzz::bytesOf(data, size), dicom::DeidPlan()));
    return 0;
}
