// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/odm/Building.h"

namespace casebook::odm {

/// MeasurementUnit OID -> UCUM.
using UnitTable = QHash<QString, QString>;

/// An ItemDef as it is by itself, without what its ItemRefs say. Not for the further items of a multi code.
[[nodiscard]] ItemDef buildItem(const Node& node, const UnitTable& units, Building& building);

/// Code lists of a MetaDataVersion into the definition; external ones are dropped and reported.
void buildCodeLists(const Node& metaData, Building& building);

} // namespace casebook::odm
