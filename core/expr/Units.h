// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Decimal.h"

#include <QString>

#include <optional>

namespace casebook::expr {

/// `number` of unit `from` in unit `to` (UCUM, case-sensitive; the subset of docs/formats/expressions.md). Where the
/// two differ in kind (mass and amount of substance, equivalents, HbA1c) the analyte's row of resources/lab_units.csv
/// bridges them; `analyte` is its name or LOINC code, may be empty. Nothing where it can't be said. Exact but for
/// division; temperature scales and HbA1c are affine. Any thread.
[[nodiscard]] std::optional<Decimal> convertUnit(const Decimal& number, const QString& from,
                                                 const QString& to, const QString& analyte);

/// True where numbers of the two units can be compared.
[[nodiscard]] bool unitsConvert(const QString& from, const QString& to, const QString& analyte = {});

} // namespace casebook::expr
