// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/Operators.h"

#include "core/expr/Units.h"

namespace casebook::expr {

namespace {

tl::unexpected<QByteArray> fault(const char* code) { return tl::unexpected(QByteArray(code)); }

bool holds(Operator comparison, int order) {
    switch (comparison) {
    case Operator::Equal: return order == 0;
    case Operator::NotEqual: return order != 0;
    case Operator::Less: return order < 0;
    case Operator::LessEqual: return order <= 0;
    case Operator::Greater: return order > 0;
    case Operator::GreaterEqual: return order >= 0;
    default: return false;
    }
}

PartialDate::Certain compareDates(Operator comparison, const PartialDate& a, const PartialDate& b) {
    switch (comparison) {
    case Operator::Equal: return a.equals(b);
    case Operator::NotEqual: {
        const auto equal = a.equals(b);
        return equal ? PartialDate::Certain(!*equal) : std::nullopt;
    }
    case Operator::Less: return a.before(b);
    case Operator::LessEqual: return a.notAfter(b);
    case Operator::Greater: return b.before(a);
    case Operator::GreaterEqual: return b.notAfter(a);
    default: return std::nullopt;
    }
}

int order(std::int64_t a, std::int64_t b) { return a < b ? -1 : a > b ? 1 : 0; }

Answer<Value> compareSameType(Operator comparison, const Value& a, const Value& b) {
    const bool equality = comparison == Operator::Equal || comparison == Operator::NotEqual;
    switch (a.type()) {
    case Type::Number: return Value(holds(comparison, a.number()->compare(*b.number())));
    case Type::Text:
        if (equality)
            return Value(holds(comparison, *a.text() == *b.text() ? 0 : 1));
        return Value(holds(comparison, compareCodePoints(*a.text(), *b.text())));
    case Type::Boolean:
        if (!equality)
            return fault("type");
        return Value(holds(comparison, a.isTrue() == b.isTrue() ? 0 : 1));
    case Type::Date: return fromCertain(compareDates(comparison, *a.date(), *b.date()));
    case Type::Time:
        return Value(holds(comparison, order(a.as<TimeOfDay>()->seconds, b.as<TimeOfDay>()->seconds)));
    case Type::DateTime: {
        const auto& left = *a.as<DateTime>();
        const auto& right = *b.as<DateTime>();
        if (left.offset.has_value() != right.offset.has_value())
            return Value(); // a wall clock and an instant: can't be said
        return Value(holds(comparison, order(left.seconds(), right.seconds())));
    }
    case Type::Quantity:
        return inUnitOf(*a.quantity(), *b.quantity()).map([&](const Decimal& right) {
            return Value(holds(comparison, a.quantity()->number.compare(right)));
        });
    case Type::Set:
        if (!equality)
            return fault("type");
        return Value(holds(comparison, *a.codes() == *b.codes() ? 0 : 1));
    case Type::Any:
    case Type::List: break;
    }
    return fault("type");
}

/// One side is a plain number, the other has a unit.
bool mixesUnits(const Value& a, const Value& b) {
    return (a.quantity() && b.number()) || (a.number() && b.quantity());
}

Decimal::Outcome calculate(Operator operation, const Decimal& a, const Decimal& b) {
    switch (operation) {
    case Operator::Plus: return a.plus(b);
    case Operator::Minus: return a.minus(b);
    case Operator::Times: return a.times(b);
    case Operator::Over: return a.over(b);
    case Operator::Div: return a.floorDivide(b);
    default: break;
    }
    return a.modulo(b);
}

Answer<Value> withUnit(const Decimal::Outcome& number, const Quantity& like) {
    if (!number)
        return tl::unexpected(decimalFaultCode(number.error()));
    return Value(Quantity{*number, like.unit, like.analyte});
}

Answer<Value> calculateQuantities(Operator operation, const Value& a, const Value& b) {
    const Quantity* left = a.quantity();
    const Quantity* right = b.quantity();
    if (left && right) {
        if (operation == Operator::Times)
            return fault("unit"); // no products of units: write value(x)
        const auto converted = inUnitOf(*left, *right);
        if (!converted)
            return tl::unexpected(converted.error());
        const auto number = calculate(operation, left->number, *converted);
        const bool ratio = operation == Operator::Over || operation == Operator::Div;
        return ratio ? fromDecimal(number) : withUnit(number, *left);
    }
    if (left && b.number() && (operation == Operator::Times || operation == Operator::Over))
        return withUnit(calculate(operation, left->number, *b.number()), *left);
    if (right && a.number() && operation == Operator::Times)
        return withUnit(calculate(operation, *a.number(), right->number), *right);
    return fault(mixesUnits(a, b) ? "unit" : "type");
}

Answer<Value> calculateDates(Operator operation, const Value& a, const Value& b) {
    const PartialDate* date = a.date() ? a.date() : b.date();
    if (a.date() && b.date()) {
        if (operation != Operator::Minus)
            return fault("type");
        if (!a.date()->isComplete() || !b.date()->isComplete())
            return Value();
        return Value(Decimal(std::int64_t{a.date()->lo()} - b.date()->lo()));
    }
    const Decimal* days = a.number() ? a.number() : b.number();
    const bool possible = operation == Operator::Plus || (operation == Operator::Minus && a.date());
    if (!days || !possible || !days->isInteger())
        return fault("type");
    if (!date->isComplete())
        return Value();
    const auto step = days->toInteger();
    if (!step || *step < -4'000'000 || *step > 4'000'000)
        return fault("range");
    const auto moved = PartialDate::fromDay(date->lo() + (operation == Operator::Minus ? -*step : *step));
    return moved ? Answer<Value>(Value(*moved)) : fault("range");
}

} // namespace

Answer<Decimal> inUnitOf(const Quantity& a, const Quantity& b) {
    if (const auto number =
            convertUnit(b.number, b.unit, a.unit, b.analyte.isEmpty() ? a.analyte : b.analyte))
        return *number;
    return fault("unit");
}

Answer<Value> fromDecimal(const Decimal::Outcome& outcome) {
    if (!outcome)
        return tl::unexpected(decimalFaultCode(outcome.error()));
    return Value(*outcome);
}

Answer<Value> compare(Operator comparison, const Value& a, const Value& b) {
    if (a.isBlank() || b.isBlank())
        return Value();
    if (a.type() == b.type())
        return compareSameType(comparison, a, b);
    return fault(mixesUnits(a, b) ? "unit" : "type");
}

Answer<Value> arithmetic(Operator operation, const Value& a, const Value& b) {
    if (a.isBlank() || b.isBlank())
        return Value();
    if (a.number() && b.number())
        return fromDecimal(calculate(operation, *a.number(), *b.number()));
    if (a.quantity() || b.quantity())
        return calculateQuantities(operation, a, b);
    if (a.date() || b.date())
        return calculateDates(operation, a, b);
    return fault("type");
}

Answer<Value> power(const Value& base, const Value& exponent) {
    if (base.isBlank() || exponent.isBlank())
        return Value();
    if (base.number() && exponent.number())
        return fromDecimal(base.number()->power(*exponent.number()));
    return fault(base.quantity() || exponent.quantity() ? "unit" : "type");
}

Answer<Value> negate(const Value& value) {
    if (value.isBlank())
        return Value();
    if (value.number())
        return Value(value.number()->negated());
    if (const Quantity* quantity = value.quantity())
        return Value(Quantity{quantity->number.negated(), quantity->unit, quantity->analyte});
    return fault("type");
}

Answer<QString> asText(const Value& value) {
    if (value.type() == Type::List || value.type() == Type::Set)
        return fault("type");
    return value.toText();
}

Value kleeneAnd(const Value& a, const Value& b) {
    if (a.isFalse() || b.isFalse())
        return false;
    return a.isTrue() && b.isTrue() ? Value(true) : Value();
}

Value kleeneOr(const Value& a, const Value& b) {
    if (a.isTrue() || b.isTrue())
        return true;
    return a.isFalse() && b.isFalse() ? Value(false) : Value();
}

} // namespace casebook::expr
