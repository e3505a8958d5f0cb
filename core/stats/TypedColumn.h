// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Csv.h"

#include <vector>

namespace casebook::stats {

/// One column of a CSV file as statistics see it. Empty cells and "NA" are missing. Where every other
/// cell is a number the column is one of numbers, else its values are levels of a factor.
struct TypedColumn {
    QString name;
    bool numeric = false;
    std::vector<double> numbers; ///< NaN = missing; all NaN where the column is no number
    QStringList levels;          ///< distinct values: numbers by size, words by code point
    std::vector<int> codes;      ///< index into levels; -1 = missing

    [[nodiscard]] std::size_t missing() const;
    /// 1 where the value equals `value` (as a number where both are numbers), 0 where not, -1 missing.
    [[nodiscard]] std::vector<int> equals(const QString& value) const;
};

/// Error "no-such-column" (object: the name).
[[nodiscard]] Result<TypedColumn> typedColumn(const CsvTable& table, const QString& name);
/// The same from cells; an empty one is missing.
[[nodiscard]] TypedColumn typedColumn(const QString& name, const QStringList& cells);

} // namespace casebook::stats
