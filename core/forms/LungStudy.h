// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/Definition.h"

#include <QByteArray>
#include <QMap>

namespace casebook {

/// The tables of the shipped lung-cancer study (resources/studies/lung), compiled into the programs.
/// `name` without ending: "items", "tnm9". Empty when there is no such table.
[[nodiscard]] QByteArray lungTable(const QString& name);

/// A study definition from tables in the layout of resources/studies/lung: forms, groups, items, codelists,
/// analytes, variable_classes,
/// visits, visit_rules, visit_forms, checks, recist_rules (UTF-8 CSV). Pure: the caller gives the bytes.
/// Error "bad-study-table": object is table and line, args[0] the fault.
[[nodiscard]] Result<StudyDefinition> studyFromTables(const QMap<QString, QByteArray>& tables);

/// The shipped study, OID "LUNG", version 1, English and Chinese.
[[nodiscard]] Result<StudyDefinition> lungStudy();

} // namespace casebook
