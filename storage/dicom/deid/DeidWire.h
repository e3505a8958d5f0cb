// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/deid/Deidentifier.h"

#include <cstddef>
#include <span>

/// De-identification between the program and the worker: bulk data are a length (u32, little-endian), a CBOR map
/// of that length, and a file. docs/formats/wire.md.
namespace casebook::wire {

/// Input of a Deidentify request: the plan, then the object.
[[nodiscard]] QByteArray packPlan(const dicom::DeidPlan& plan, const QByteArray& file);
struct PlannedObject {
    dicom::DeidPlan plan;
    std::span<const std::byte> file; ///< within the bytes given
};
/// Errors: "wire".
[[nodiscard]] Result<PlannedObject> unpackPlan(std::span<const std::byte> bytes);

[[nodiscard]] QByteArray packResult(const dicom::DeidResult& result);
/// What a worker says may be a lie: every field is looked at. Errors: "wire".
[[nodiscard]] Result<dicom::DeidResult> unpackResult(std::span<const std::byte> bytes);

[[nodiscard]] QByteArray packSurvey(const dicom::DeidSurvey& survey);
[[nodiscard]] Result<dicom::DeidSurvey> unpackSurvey(std::span<const std::byte> bytes);

} // namespace casebook::wire
