// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cohort/AnalysisTable.h"

#include <vector>

namespace casebook {

class CompiledStudy;

/// Where a column of the analysis table comes from.
struct ColumnSource {
    enum class Kind { Subject, Imaging, AiResults, FormState, Item, Derived };
    /// What an item with several values of one subject gives. First and last skip missing values.
    enum class Aggregate { First, Last, Least, Most, Mean, Count, AnyTrue };

    cohort::ColumnInfo info;
    Kind kind = Kind::Item;
    QString key; ///< OID of the item or form, or the column's own name
    Aggregate aggregate = Aggregate::First;
};

/// What a session may see of the study.
struct CatalogRights {
    bool aiResults = false; ///< nothing is hidden by a pending reading
    bool readings = false;  ///< forms of reading tasks too
};

/// Every column that a study has, in the order of pickers: subject, derived, imaging, forms, items in form order.
/// An item that can have several values of one subject has also columns NAME_last, NAME_min, NAME_max, NAME_mean,
/// NAME_count or NAME_any. Direct identifiers, free texts, times, files and links are no columns. `study` may be null.
[[nodiscard]] std::vector<ColumnSource> columnCatalog(const CompiledStudy* study,
                                                      const CatalogRights& rights);

/// The kind of column that an item's values make; nothing: none.
[[nodiscard]] std::optional<cohort::ColumnKind> columnKindOf(const CompiledStudy& study, const QString& item);

/// The name under which expressions find an item's column: the OID where it is a name, else made into one.
[[nodiscard]] QString columnName(const QString& oid);

} // namespace casebook
