// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Csv.h"

#include <QJsonObject>

namespace casebook::stats {

/// Which columns of a CSV file play which part.
struct DatasetSpec {
    QString time, status, event; ///< event: the value of `status` that is one
    QString group, strata;       ///< strata may be empty
    QStringList covariates, continuous, categorical;
    QString outcome, outcomeValue, score, direction; ///< binary outcome and its score; may be empty
};

/// Reads an entry of a specs file. Error "bad-spec" (object: the key).
[[nodiscard]] Result<DatasetSpec> datasetSpec(const QJsonObject& object);

/// Every figure of the command line's contract for one data set: km_*, followup_reverse_km_median,
/// logrank*, cox_*, cox_zph, continuous, categorical, roc, logistic, proportion; numbers in full, NaN as
/// null. `wald` is rounded to two decimals as R's summary of a Cox model gives it; `wald_full` is not.
/// What can't be computed is absent and listed with its reason under "not_computed"; rows with zero or
/// negative times under "nonpositive_times" (line numbers of the file). Error "no-such-column".
[[nodiscard]] Result<QJsonObject> reportOn(const CsvTable& table, const DatasetSpec& spec);

} // namespace casebook::stats
