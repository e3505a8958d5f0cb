// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/odm/Document.h"

#include <QHash>

namespace casebook::odm {

/// A definition and the way from the file's OIDs to its names, which the answers need.
struct BuiltDefinition {
    std::optional<StudyDefinition> definition;
    QString study, metaDataVersion;
    QHash<QString, QString> visits, forms; ///< OID -> name
    struct Place {
        QString group, item;
        QString code; ///< of an item that stands for one code of a multicode item
    };
    QHash<QString, QHash<QString, Place>> items; ///< form name -> item OID -> place
    QHash<QString, QString> units;               ///< OID -> UCUM
};

/// The last MetaDataVersion of the first study. Lines go to the document's report.
[[nodiscard]] BuiltDefinition buildDefinition(Document& document);

/// The answers under the names of `built`; what has no place there is refused, a line each.
[[nodiscard]] QList<Record> placeRecords(Document& document, const BuiltDefinition& built, int lines);

} // namespace casebook::odm
