// SPDX-License-Identifier: GPL-3.0-or-later
// Table 1 and survival of a cohort's members as views. Pure; any thread.
#pragma once

#include "core/cohort/AnalysisTable.h"
#include "core/cohort/Bitmap.h"
#include "widgets/cohort/CohortValues.h"

namespace casebook {

/// Columns for the pickers, in the table's order.
[[nodiscard]] QList<CohortColumn> pickerColumns(const cohort::AnalysisTable& table, const QString& language);
/// Endpoints of the table: a pair NAME_months and NAME_event with at least one time. "fu" is none.
[[nodiscard]] QList<CohortEndpoint> endpointsOf(const cohort::AnalysisTable& table);
/// The first facets that fit, without times and events: what Table 1 starts with.
[[nodiscard]] QStringList usualVariables(const cohort::AnalysisTable& table);

[[nodiscard]] CohortTableView tableView(const cohort::AnalysisTable& table, const cohort::Bitmap& members,
                                        const CohortTableRequest& request, const QString& language);
/// Log-log intervals; log-rank between groups; for two groups the hazard ratio of the second (Cox, Efron).
[[nodiscard]] CohortSurvivalView survivalView(const cohort::AnalysisTable& table,
                                              const cohort::Bitmap& members,
                                              const CohortSurvivalRequest& request, const QString& language);

} // namespace casebook
