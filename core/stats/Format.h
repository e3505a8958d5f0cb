// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stats/TableOne.h"

/// Figures as a journal prints them. Always a point as decimal sign and no separator of thousands, so
/// that a table can be pasted anywhere. Pure; any thread.
namespace casebook::stats {

/// "0.031", "<0.001", ">0.999"; never 0.000 or 1.000. Empty for NaN.
[[nodiscard]] QString pText(double p);
/// "p = 0.031", "p < 0.001".
[[nodiscard]] QString pStatement(double p);
/// Fixed decimals; "-" for NaN.
[[nodiscard]] QString decimalText(double value, int decimals);
/// "62 [56, 69]", "62.4 (9.1)", "63 (27.6)"; empty for heading rows. Numbers get one decimal where any of
/// the figures is not whole.
[[nodiscard]] QString cellText(const TableOneRow& row, const TableOneCell& cell);

/// The table as CSV with plain numbers: one row a row of the table, for each group count, denominator, share,
/// median, quartiles, mean, SD and missing; p with the test's code.
[[nodiscard]] QString tableOneCsv(const TableOne& table);

} // namespace casebook::stats
