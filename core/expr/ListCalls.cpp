// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/Calls.h"
#include "core/expr/Operators.h"

#include <algorithm>

namespace casebook::expr {

namespace {

/// The arguments' values, lists opened, without the missing ones.
ValueList present(Arguments arguments) {
    ValueList found;
    for (const Value& argument : arguments) {
        if (const ValueList* items = argument.items())
            std::copy_if(items->begin(), items->end(), std::back_inserter(found),
                         [](const Value& item) { return !item.isBlank(); });
        else if (!argument.isBlank())
            found.push_back(argument);
    }
    return found;
}

bool measurable(const ValueList& values) {
    return std::all_of(values.begin(), values.end(),
                       [&](const Value& v) { return v.number() || v.quantity(); });
}

Answer<Value> fold(Operator operation, const ValueList& values) {
    Value total = values.front();
    for (std::size_t i = 1; i < values.size(); ++i) {
        auto next = arithmetic(operation, total, values[i]);
        if (!next)
            return next;
        total = std::move(*next);
    }
    return total;
}

Answer<Value> divided(const Value& value, std::size_t count) {
    return arithmetic(Operator::Over, value, Value(Decimal(static_cast<std::int64_t>(count))));
}

/// Ascending; error "type", "unit" where two can't be compared.
Answer<ValueList> sorted(ValueList values) {
    // Every pair with the first: where that holds, any pair can be compared.
    for (const Value& value : values)
        if (const auto comparable = compare(Operator::Less, values.front(), value); !comparable)
            return tl::unexpected(comparable.error());
    std::sort(values.begin(), values.end(), [](const Value& a, const Value& b) {
        const auto less = compare(Operator::Less, a, b);
        return less && less->isTrue();
    });
    return values;
}

Answer<Value> median(const ValueList& values) {
    return sorted(values).and_then([](const ValueList& ordered) -> Answer<Value> {
        const std::size_t half = ordered.size() / 2;
        if (ordered.size() % 2 == 1)
            return ordered[half];
        const auto both = arithmetic(Operator::Plus, ordered[half - 1], ordered[half]);
        return both ? divided(*both, 2) : both;
    });
}

Answer<Value> deviation(const ValueList& values) {
    if (values.size() < 2)
        return Value();
    const Quantity* like = values.front().quantity();
    std::vector<Decimal> numbers;
    for (const Value& value : values) {
        if ((like == nullptr) != (value.quantity() == nullptr))
            return fault("unit");
        const auto number = like ? inUnitOf(*like, *value.quantity()) : Answer<Decimal>(*value.number());
        if (!number)
            return tl::unexpected(number.error());
        numbers.push_back(*number);
    }
    const Decimal count(static_cast<std::int64_t>(numbers.size()));
    Decimal::Outcome sum = Decimal();
    for (const Decimal& number : numbers)
        sum = sum.and_then([&](const Decimal& total) { return total.plus(number); });
    const auto mean = sum.and_then([&](const Decimal& total) { return total.over(count); });
    Decimal::Outcome squares = Decimal();
    for (const Decimal& number : numbers)
        squares = squares.and_then([&](const Decimal& total) {
            return mean.and_then([&](const Decimal& centre) { return number.minus(centre); })
                .and_then([](const Decimal& d) { return d.times(d); })
                .and_then([&](const Decimal& square) { return total.plus(square); });
        });
    const Decimal freedom(static_cast<std::int64_t>(numbers.size()) - 1);
    const auto result = squares.and_then([&](const Decimal& total) { return total.over(freedom); })
                            .and_then([](const Decimal& variance) { return variance.squareRoot(); });
    if (!result || !like)
        return fromDecimal(result);
    return Value(Quantity{*result, like->unit, like->analyte});
}

/// Of partial dates one is the extreme only where it certainly is against every other.
Answer<Value> extreme(Function function, const ValueList& values) {
    const Operator within = function == Function::Min ? Operator::LessEqual : Operator::GreaterEqual;
    if (values.front().type() == Type::Boolean || values.front().type() == Type::Set)
        return fault("type");
    std::size_t best = 0;
    for (std::size_t i = 1; i < values.size(); ++i) {
        const auto better = compare(within, values[i], values[best]);
        if (!better)
            return better;
        if (better->isTrue())
            best = i;
    }
    for (const Value& value : values) {
        const bool sameDate = value.date() && *value.date() == *values[best].date();
        const auto certain = compare(within, values[best], value);
        if (!sameDate && !(certain && certain->isTrue()))
            return Value();
    }
    return values[best];
}

Answer<Value> distinct(const ValueList& values) {
    ValueList kinds;
    for (const Value& value : values) {
        bool known = false;
        for (const Value& kind : kinds) {
            const auto equal = compare(Operator::Equal, kind, value);
            if (!equal)
                return equal;
            known = known || equal->isTrue();
        }
        if (!known)
            kinds.push_back(value);
    }
    return Value(static_cast<int>(kinds.size()));
}

Answer<Value> truths(Function function, Arguments arguments) {
    const bool any = function == Function::Any;
    Value result(!any);
    const ValueList single{arguments[0]};
    for (const Value& item : arguments[0].items() ? *arguments[0].items() : single) {
        if (!item.isBlank() && !item.boolean())
            return fault("type");
        result = any ? kleeneOr(result, item) : kleeneAnd(result, item);
    }
    return result;
}

Answer<Value> onPresent(Function function, const ValueList& values) {
    switch (function) {
    case Function::First: return values.front();
    case Function::Last: return values.back();
    case Function::Min:
    case Function::Max: return extreme(function, values);
    default: break;
    }
    if (!measurable(values))
        return fault("type");
    switch (function) {
    case Function::Sum: return fold(Operator::Plus, values);
    case Function::Mean:
        return fold(Operator::Plus, values).and_then([&](const Value& sum) {
            return divided(sum, values.size());
        });
    case Function::Median: return median(values);
    case Function::Sd: return deviation(values);
    default: break;
    }
    return fold(Operator::Times, values);
}

} // namespace

Answer<Value> callOnLists(Function function, Arguments arguments) {
    if (function == Function::Any || function == Function::All)
        return truths(function, arguments);
    const bool counts = function == Function::Count || function == Function::Distinct;
    if (counts && arguments.size() == 1 && arguments[0].codes())
        return Value(static_cast<int>(arguments[0].codes()->size()));
    const ValueList values = present(arguments);
    if (function == Function::Count)
        return Value(static_cast<int>(values.size()));
    if (function == Function::Distinct)
        return distinct(values);
    return values.empty() ? Answer<Value>(Value()) : onPresent(function, values);
}

} // namespace casebook::expr
