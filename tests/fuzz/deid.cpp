// SPDX-License-Identifier: GPL-3.0-or-later
// De-identification of any object: survey, then the object without what identifies, and the way of both
// answers through the wire.
#include "storage/dicom/deid/DeidWire.h"
#include "storage/dicom/deid/Deidentifier.h"
#include "tests/fuzz/Input.h"

using namespace casebook;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::setUp();
    const auto survey = dicom::surveyObject(fuzz::bytesOf(data, size));
    if (!survey)
        return 0;
    fuzz::demand(wire::unpackSurvey(fuzz::bytesOf(wire::packSurvey(*survey))).has_value());
    dicom::DeidPlan plan;
    plan.pseudonym = QStringLiteral("S-001");
    plan.identifiers = survey->identifiers;
    for (const QString& uid : survey->uids)
        plan.uids.insert(uid, QStringLiteral("2.25.") + QString::number(plan.uids.size() + 1));
    if (const auto done = dicom::deidentify(fuzz::bytesOf(data, size), plan))
        fuzz::demand(wire::unpackResult(fuzz::bytesOf(wire::packResult(*done))).has_value());
    return 0;
}
