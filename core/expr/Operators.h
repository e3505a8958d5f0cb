// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expr/Ast.h"
#include "core/expr/Scope.h"

namespace casebook::expr {

// Operators on values. Blank in, blank out; errors are codes ("type", "unit", "div0" ...).

/// = != < <= > >= on two values of one type; dates three-valued.
[[nodiscard]] Answer<Value> compare(Operator comparison, const Value& a, const Value& b);
/// + - * / div mod on numbers, quantities and dates.
[[nodiscard]] Answer<Value> arithmetic(Operator operation, const Value& a, const Value& b);
[[nodiscard]] Answer<Value> power(const Value& base, const Value& exponent);
[[nodiscard]] Answer<Value> negate(const Value& value);
/// A value as text, as `&` and text() write it; lists and sets are refused.
[[nodiscard]] Answer<QString> asText(const Value& value);

/// The code of a decimal's fault as an error.
[[nodiscard]] Answer<Value> fromDecimal(const Decimal::Outcome& outcome);
/// `b` in the unit of `a`; error "unit".
[[nodiscard]] Answer<Decimal> inUnitOf(const Quantity& a, const Quantity& b);
[[nodiscard]] inline Value fromCertain(const PartialDate::Certain& certain) {
    return certain ? Value(*certain) : Value();
}

/// Kleene's tables over any number of truths; blank for an unknown.
[[nodiscard]] Value kleeneAnd(const Value& a, const Value& b);
[[nodiscard]] Value kleeneOr(const Value& a, const Value& b);

} // namespace casebook::expr
