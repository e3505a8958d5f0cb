// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/Calls.h"

#include "core/expr/Operators.h"

#include <algorithm>

namespace casebook::expr {

namespace {

Answer<Value> between(const Value& value, const Value& low, const Value& high) {
    const auto above = compare(Operator::LessEqual, low, value);
    if (!above)
        return above;
    return compare(Operator::LessEqual, value, high).map([&](const Value& below) {
        return kleeneAnd(*above, below);
    });
}

Answer<Value> aboutMissing(Function function, const Value& value) {
    const Blank* blank = value.blank();
    switch (function) {
    case Function::IsBlank: return Value(blank && blank->reason.isEmpty());
    case Function::IsMissing: return Value(blank != nullptr);
    default: break;
    }
    return blank && !blank->reason.isEmpty() ? Value(QString::fromLatin1(blank->reason)) : Value();
}

} // namespace

bool passesBlank(Function function) {
    switch (function) {
    case Function::IsBlank:
    case Function::IsMissing:
    case Function::Reason:
    case Function::Between:
    case Function::Sum:
    case Function::Mean:
    case Function::Median:
    case Function::Min:
    case Function::Max:
    case Function::Sd:
    case Function::Product:
    case Function::Count:
    case Function::Distinct:
    case Function::First:
    case Function::Last:
    case Function::Any:
    case Function::All: return false;
    default: return true;
    }
}

int weight(Function function, Arguments arguments) {
    switch (function) {
    case Function::Exp:
    case Function::Ln:
    case Function::Log10:
    case Function::Sqrt:
    case Function::Sd:
    case Function::Matches: return 50;
    default: break;
    }
    std::size_t items = 0;
    for (const Value& argument : arguments)
        items += argument.items() ? argument.items()->size() : 0;
    return static_cast<int>(items);
}

Answer<Value> call(Function function, Arguments arguments) {
    if (passesBlank(function) &&
        std::any_of(arguments.begin(), arguments.end(), [](const Value& v) { return v.isBlank(); }))
        return Value();
    if (function <= Function::Reason)
        return arguments[0].items() ? fault("type") : aboutMissing(function, arguments[0]);
    if (function == Function::Between)
        return between(arguments[0], arguments[1], arguments[2]);
    if (function <= Function::Log10)
        return callOnNumbers(function, arguments);
    if (function <= Function::All)
        return callOnLists(function, arguments);
    if (function <= Function::Num || function == Function::CnIdOk)
        return callOnTexts(function, arguments);
    if (function <= Function::Minutes || function == Function::DateDiff)
        return callOnDates(function, arguments);
    if (function <= Function::HasOnly)
        return callOnSets(function, arguments);
    return callOnNumbers(function, arguments); // to_unit, value
}

} // namespace casebook::expr
