// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/Calls.h"
#include "core/expr/Operators.h"
#include "core/expr/Units.h"

namespace casebook::expr {

namespace {

/// Digits to round to; error "type", "range".
Answer<int> digitsFrom(Arguments arguments) {
    if (arguments.size() < 2)
        return 0;
    const Decimal* number = arguments[1].number();
    if (!number || !number->isInteger())
        return fault("type");
    const auto digits = number->toInteger();
    if (!digits || *digits < -400 || *digits > 400)
        return fault("range");
    return static_cast<int>(*digits);
}

Answer<Decimal> reshape(Function function, const Decimal& number, Arguments arguments) {
    switch (function) {
    case Function::Round:
        return digitsFrom(arguments).map([&](int digits) { return number.rounded(digits); });
    case Function::Floor: return number.floor();
    case Function::Ceil: return number.ceil();
    case Function::Trunc: return number.trunc();
    default: break;
    }
    return number.absolute();
}

Answer<Value> transcendental(Function function, const Value& value) {
    if (!value.number())
        return fault(value.quantity() ? "unit" : "type");
    switch (function) {
    case Function::Sqrt: return fromDecimal(value.number()->squareRoot());
    case Function::Exp: return fromDecimal(value.number()->exponential());
    case Function::Ln: return fromDecimal(value.number()->naturalLog());
    default: break;
    }
    return fromDecimal(value.number()->log10());
}

Answer<Value> toUnit(const Value& value, const Value& unit) {
    const Quantity* quantity = value.quantity();
    if (!unit.text())
        return fault("type");
    if (!quantity)
        return fault(value.number() ? "unit" : "type");
    const auto number = convertUnit(quantity->number, quantity->unit, *unit.text(), quantity->analyte);
    if (!number)
        return fault("unit");
    return Value(Quantity{*number, *unit.text(), quantity->analyte});
}

} // namespace

Answer<Value> callOnNumbers(Function function, Arguments arguments) {
    const Value& first = arguments[0];
    switch (function) {
    case Function::Sqrt:
    case Function::Exp:
    case Function::Ln:
    case Function::Log10: return transcendental(function, first);
    case Function::ToUnit: return toUnit(first, arguments[1]);
    case Function::ValueOf:
        if (first.quantity())
            return Value(first.quantity()->number);
        return first.number() ? Answer<Value>(first) : fault("type");
    default: break;
    }
    if (first.number())
        return reshape(function, *first.number(), arguments).map([](const Decimal& d) { return Value(d); });
    if (const Quantity* quantity = first.quantity())
        return reshape(function, quantity->number, arguments).map([&](const Decimal& d) {
            return Value(Quantity{d, quantity->unit, quantity->analyte});
        });
    return fault("type");
}

} // namespace casebook::expr
