// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cohort/AnalysisTable.h"
#include "core/cohort/DataCut.h"
#include "core/values/Job.h"
#include "core/values/Result.h"
#include "storage/cohort/ColumnCatalog.h"
#include "storage/reading/ReadingVisibility.h"

#include <memory>

namespace casebook {

class Connection;
struct KnownStudy;

struct TableInput {
    std::shared_ptr<const KnownStudy> study; ///< null: the study has no definition
    CatalogRights rights;
    QStringList columns; ///< empty: all; unknown names are left out
    DataCut cut;
};

/// The analysis table from one snapshot of the database. Errors: those of Connection; Cancelled.
[[nodiscard]] Result<cohort::AnalysisTable> buildTable(Connection& connection, const ReadingScope& scope,
                                                       const TableInput& input, const Job& job);

} // namespace casebook
