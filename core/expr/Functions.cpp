// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/Functions.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace casebook::expr {

namespace {

// In the order of the enumeration.
constexpr FunctionInfo table[] = {
    {Function::If, "if", 3, 3, Type::Any},
    {Function::Case, "case", 2, -1, Type::Any},
    {Function::Coalesce, "coalesce", 1, -1, Type::Any},
    {Function::IsBlank, "is_blank", 1, 1, Type::Boolean},
    {Function::IsMissing, "is_missing", 1, 1, Type::Boolean},
    {Function::Reason, "reason", 1, 1, Type::Text},
    {Function::Round, "round", 1, 2, Type::Any},
    {Function::Floor, "floor", 1, 1, Type::Any},
    {Function::Ceil, "ceil", 1, 1, Type::Any},
    {Function::Trunc, "trunc", 1, 1, Type::Any},
    {Function::Abs, "abs", 1, 1, Type::Any},
    {Function::Sqrt, "sqrt", 1, 1, Type::Number},
    {Function::Exp, "exp", 1, 1, Type::Number},
    {Function::Ln, "ln", 1, 1, Type::Number},
    {Function::Log10, "log10", 1, 1, Type::Number},
    {Function::Between, "between", 3, 3, Type::Boolean},
    {Function::Sum, "sum", 1, -1, Type::Any},
    {Function::Mean, "mean", 1, -1, Type::Any},
    {Function::Median, "median", 1, -1, Type::Any},
    {Function::Min, "min", 1, -1, Type::Any},
    {Function::Max, "max", 1, -1, Type::Any},
    {Function::Sd, "sd", 1, -1, Type::Any},
    {Function::Product, "product", 1, -1, Type::Number},
    {Function::Count, "count", 1, -1, Type::Number},
    {Function::Distinct, "distinct", 1, -1, Type::Number},
    {Function::First, "first", 1, -1, Type::Any},
    {Function::Last, "last", 1, -1, Type::Any},
    {Function::Rows, "rows", 1, 1, Type::Number},
    {Function::Any, "any", 1, 2, Type::Boolean},
    {Function::All, "all", 1, 2, Type::Boolean},
    {Function::Len, "len", 1, 1, Type::Number},
    {Function::Upper, "upper", 1, 1, Type::Text},
    {Function::Lower, "lower", 1, 1, Type::Text},
    {Function::Trim, "trim", 1, 1, Type::Text},
    {Function::Substr, "substr", 2, 3, Type::Text},
    {Function::Contains, "contains", 2, 2, Type::Boolean},
    {Function::StartsWith, "starts_with", 2, 2, Type::Boolean},
    {Function::Matches, "matches", 2, 2, Type::Boolean},
    {Function::Text, "text", 1, 2, Type::Text},
    {Function::Num, "num", 1, 1, Type::Number},
    {Function::Date, "date", 1, 3, Type::Date},
    {Function::Year, "year", 1, 1, Type::Number},
    {Function::Month, "month", 1, 1, Type::Number},
    {Function::Day, "day", 1, 1, Type::Number},
    {Function::Weekday, "weekday", 1, 1, Type::Number},
    {Function::Today, "today", 0, 0, Type::Date},
    {Function::Days, "days", 2, 2, Type::Number},
    {Function::DaysMin, "days_min", 2, 2, Type::Number},
    {Function::DaysMax, "days_max", 2, 2, Type::Number},
    {Function::Weeks, "weeks", 2, 2, Type::Number},
    {Function::Months, "months", 2, 2, Type::Number},
    {Function::Age, "age", 2, 2, Type::Number},
    {Function::AddDays, "add_days", 2, 2, Type::Date},
    {Function::AddMonths, "add_months", 2, 2, Type::Date},
    {Function::AddYears, "add_years", 2, 2, Type::Date},
    {Function::Earliest, "earliest", 1, 1, Type::Date},
    {Function::Latest, "latest", 1, 1, Type::Date},
    {Function::Overlaps, "overlaps", 2, 2, Type::Boolean},
    {Function::Same, "same", 2, 2, Type::Boolean},
    {Function::IsPartial, "is_partial", 1, 1, Type::Boolean},
    {Function::Hours, "hours", 2, 2, Type::Number},
    {Function::Minutes, "minutes", 2, 2, Type::Number},
    {Function::Has, "has", 2, 2, Type::Boolean},
    {Function::HasAny, "has_any", 2, -1, Type::Boolean},
    {Function::HasOnly, "has_only", 2, -1, Type::Boolean},
    {Function::ToUnit, "to_unit", 2, 2, Type::Quantity},
    {Function::ValueOf, "value", 1, 1, Type::Number},
    {Function::DateDiff, "datediff", 3, 5, Type::Number},
    {Function::CnIdOk, "cn_id_ok", 1, 1, Type::Boolean},
};

constexpr bool inOrder() {
    for (std::size_t i = 0; i < std::size(table); ++i)
        if (static_cast<std::size_t>(table[i].function) != i)
            return false;
    return true;
}
static_assert(inOrder() && std::size(table) == static_cast<std::size_t>(Function::CnIdOk) + 1);

} // namespace

const FunctionInfo* functionNamed(QStringView name) {
    const auto* found = std::find_if(std::begin(table), std::end(table), [&](const FunctionInfo& info) {
        return name == QLatin1StringView(info.name);
    });
    return found == std::end(table) ? nullptr : found;
}

const FunctionInfo& functionInfo(Function function) { return table[static_cast<std::size_t>(function)]; }

} // namespace casebook::expr
