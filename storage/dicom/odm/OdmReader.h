// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"
#include "storage/dicom/odm/OdmImport.h"

#include <cstddef>
#include <span>

namespace casebook::odm {

/// What a file may ask of the reader before it is refused.
struct Limits {
    qint64 bytes = qint64(256) << 20;
    int depth = 64;
    int elements = 5'000'000;
    int lines = 5'000; ///< of each list of the report
};

/// Reads ODM 1.3.2 (and 1.3, 1.3.1 with a warning). Never fails: what can't be taken is in `refused`.
/// Placed by namespace: elements of other namespaces are dropped and named; an element of ODM's own namespace
/// that ODM does not know there refuses the file, as do another namespace at the root, Dataset-XML, a DTD and
/// XML that is not well-formed. Rules: reference "ODM 1.3.2". Pure, any thread; takes a few times the file.
[[nodiscard]] Import readOdm(std::span<const std::byte> bytes, const Limits& limits = {});

/// True where `definition` is that metadata version of that study: its answers can be placed.
[[nodiscard]] bool isVersion(const StudyDefinition& definition, const QString& study,
                             const QString& metaDataVersion);
/// Answers of a file without metadata under the names of the definition; what has no place is refused.
[[nodiscard]] QList<Record> placed(const QList<Record>& answers, const StudyDefinition& definition,
                                   QList<Line>& refused);

/// The answer of the worker: one JSON document, version 1 (docs/formats/wire.md).
[[nodiscard]] QByteArray importToJson(const Import& import);
/// Checks everything; the worker is not trusted. Error "malformed".
[[nodiscard]] Result<Import> importFromJson(std::span<const std::byte> json);

} // namespace casebook::odm
