// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expr/Value.h"

#include <QString>

namespace casebook::expr {

/// Every function of the language. The order is that of the table in Functions.cpp.
enum class Function {
    If,
    Case,
    Coalesce,
    IsBlank,
    IsMissing,
    Reason,
    Round,
    Floor,
    Ceil,
    Trunc,
    Abs,
    Sqrt,
    Exp,
    Ln,
    Log10,
    Between,
    Sum,
    Mean,
    Median,
    Min,
    Max,
    Sd,
    Product,
    Count,
    Distinct,
    First,
    Last,
    Rows,
    Any,
    All,
    Len,
    Upper,
    Lower,
    Trim,
    Substr,
    Contains,
    StartsWith,
    Matches,
    Text,
    Num,
    Date,
    Year,
    Month,
    Day,
    Weekday,
    Today,
    Days,
    DaysMin,
    DaysMax,
    Weeks,
    Months,
    Age,
    AddDays,
    AddMonths,
    AddYears,
    Earliest,
    Latest,
    Overlaps,
    Same,
    IsPartial,
    Hours,
    Minutes,
    Has,
    HasAny,
    HasOnly,
    ToUnit,
    ValueOf,
    DateDiff,
    CnIdOk
};

struct FunctionInfo {
    Function function;
    const char* name;
    int fewest;
    int most;    ///< -1: any number
    Type result; ///< Any: follows the arguments
};

/// Null where there is no such function.
[[nodiscard]] const FunctionInfo* functionNamed(QStringView name);
[[nodiscard]] const FunctionInfo& functionInfo(Function function);

} // namespace casebook::expr
