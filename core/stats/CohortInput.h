// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cohort/AnalysisTable.h"
#include "core/cohort/Bitmap.h"
#include "core/stats/LogRank.h"
#include "core/stats/TableOne.h"
#include "core/values/Result.h"

namespace casebook::stats {

/// How columns of the analysis table become groups, variables and times. Rows are the members of a
/// cohort, in the order of the table. Words are in `language` ("en", "zh"). Pure; any thread.

/// Groups of the members by a column of codes or booleans (2 to 12 values that occur); an empty name: one
/// group of everybody. Errors: "no-such-column", "not-groups" (args: number of values).
struct Grouping {
    QString column;
    QStringList names; ///< in the order of the code list
    QStringList codes; ///< "true", "IIIA" ...
    std::vector<int> group; ///< of each member; -1 = not recorded
};
[[nodiscard]] Result<Grouping> groupingOf(const cohort::AnalysisTable& table, const cohort::Bitmap& members,
                                          const QString& by, const QString& language);
/// True where groupingOf could work for the whole table: kinds Code and Boolean.
[[nodiscard]] bool canGroup(const cohort::Column& column);

/// Columns of codes, booleans and sets become categories, numbers stay; dates and texts are refused with
/// "not-a-number". Error "no-such-column".
[[nodiscard]] Result<TableOneInput> tableOneInput(const cohort::AnalysisTable& table,
                                                  const cohort::Bitmap& members, const QString& by,
                                                  const QStringList& variables, NumberStyle style,
                                                  const QString& language);

/// Times to an event of the members.
struct SurvivalInput {
    SurvivalData data;
    Grouping groups;
    std::vector<std::size_t> rows;       ///< of the table, as `data`
    std::vector<std::size_t> notPositive; ///< rows of the table whose time is zero or negative (used, listed)
    std::size_t leftOut = 0; ///< members without a time or without an event status
};
/// @param time a column of numbers; @param event booleans, or codes or numbers of which 1, true, yes, Y are
/// events. Errors: "no-such-column", "not-a-number", those of groupingOf.
[[nodiscard]] Result<SurvivalInput> survivalInput(const cohort::AnalysisTable& table,
                                                  const cohort::Bitmap& members, const QString& time,
                                                  const QString& event, const QString& by,
                                                  const QString& language);

/// A column's name for people, and a code's.
[[nodiscard]] QString labelOf(const cohort::ColumnInfo& info, const QString& language);
[[nodiscard]] QString labelOf(const cohort::ColumnInfo& info, const QString& code, const QString& language);
/// "years" for UCUM "a", "months" for "mo", "days" for "d"; other units as they are. Untranslated.
[[nodiscard]] QString unitWords(const QString& unit);

} // namespace casebook::stats
