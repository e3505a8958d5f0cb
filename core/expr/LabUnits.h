// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Decimal.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace casebook::expr {

/// How one analyte's two units go together: to = (from - offset) * factor / divisor.
struct AnalyteUnits {
    QStringList words; ///< of the analyte's name, lower case: "bilirubin", "total"
    QStringList loinc;
    QString from, to; ///< UCUM
    Decimal offset, factor = 1, divisor = 1;
    bool affine = false;
};

/// The rows of resources/lab_units.csv for an analyte: by LOINC code, by its name in any order of words, by the row
/// whose words are all in the name ("Calcium, total": calcium), else by the first row that holds the name's words.
[[nodiscard]] std::vector<AnalyteUnits> unitsOfAnalyte(const QString& analyte);

/// The text of resources/lab_units.csv, put in at build time.
[[nodiscard]] const char* labUnitsCsv();

} // namespace casebook::expr
