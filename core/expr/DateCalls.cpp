// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/Calls.h"
#include "core/expr/Operators.h"

#include <QHash>

#include <array>

namespace casebook::expr {

namespace {

template <class T>
Value orBlank(const std::optional<T>& value) {
    return value ? Value(*value) : Value();
}

Answer<Value> makeDate(Arguments arguments) {
    if (arguments.size() == 1) {
        if (arguments[0].date())
            return arguments[0];
        if (const auto* moment = arguments[0].as<DateTime>())
            return Value(moment->date);
        if (!arguments[0].text())
            return fault("type");
        const auto read = PartialDate::fromText(*arguments[0].text());
        return read ? Answer<Value>(Value(*read)) : fault("date");
    }
    if (arguments.size() == 2)
        return fault("type");
    std::array<int, 3> parts{};
    for (std::size_t i = 0; i < 3; ++i) {
        const Decimal* number = arguments[i].number();
        if (!number)
            return fault("type");
        const auto part = number->toInteger();
        if (!part || *part < 1 || *part > 9999)
            return fault("date");
        parts[i] = static_cast<int>(*part);
    }
    const auto date = PartialDate::fromCivil(parts[0], parts[1], parts[2]);
    return date ? Answer<Value>(Value(*date)) : fault("date");
}

Value ofOneDate(Function function, const PartialDate& date) {
    switch (function) {
    case Function::Year: return date.year();
    case Function::Month: return orBlank(date.month());
    case Function::Day: return orBlank(date.day());
    case Function::Weekday: return date.isComplete() ? Value(weekdayOfDay(date.lo())) : Value();
    case Function::Earliest: return orBlank(PartialDate::fromDay(date.lo()));
    case Function::Latest: return orBlank(PartialDate::fromDay(date.hi()));
    default: break;
    }
    return !date.isComplete();
}

Answer<Value> age(const PartialDate& birth, const PartialDate& at) {
    if (birth.lo() > at.hi())
        return fault("range");
    if (birth.hi() > at.lo()) // may be before birth
        return Value();
    return orBlank(certainYears(birth, at));
}

Answer<Value> ofTwoDates(Function function, const PartialDate& a, const PartialDate& b) {
    const bool complete = a.isComplete() && b.isComplete();
    switch (function) {
    case Function::Days: return complete ? Value(b.lo() - a.lo()) : Value();
    case Function::DaysMin: return Value(b.lo() - a.hi());
    case Function::DaysMax: return Value(b.hi() - a.lo());
    case Function::Weeks:
        return complete ? Value((b.lo() - a.lo()) / 7) : Value(); // completed, as months and age
    case Function::Months: return orBlank(certainMonths(a, b));
    case Function::Age: return age(a, b);
    case Function::Overlaps: return Value(a.overlaps(b));
    default: break;
    }
    return Value(a == b);
}

Answer<Value> moved(Function function, const Value& from, const Value& by) {
    if (!from.date() || !by.number() || !by.number()->isInteger())
        return fault("type");
    if (function == Function::AddDays)
        return arithmetic(Operator::Plus, from, by);
    if (!from.date()->isComplete())
        return Value();
    const auto step = by.number()->toInteger();
    if (!step || *step < -120'000 || *step > 120'000)
        return fault("range");
    const auto day = addMonths(from.date()->lo(), function == Function::AddYears ? *step * 12 : *step);
    const auto date = day ? PartialDate::fromDay(*day) : std::nullopt;
    return date ? Answer<Value>(Value(*date)) : fault("range");
}

/// Times of one day, or two moments; signed.
Answer<Value> clockDifference(Function function, const Value& a, const Value& b) {
    std::int64_t seconds = 0;
    if (a.as<TimeOfDay>() && b.as<TimeOfDay>()) {
        seconds = b.as<TimeOfDay>()->seconds - a.as<TimeOfDay>()->seconds;
    } else if (a.as<DateTime>() && b.as<DateTime>()) {
        const auto& from = *a.as<DateTime>();
        const auto& to = *b.as<DateTime>();
        if (from.offset.has_value() != to.offset.has_value())
            return Value();
        seconds = to.seconds() - from.seconds();
    } else {
        return fault("type");
    }
    return fromDecimal(Decimal(seconds).over(Decimal(function == Function::Hours ? 3600 : 60)));
}

/// REDCap's datediff: absolute unless the last argument is true; a text in the fourth place is its date format and
/// means nothing here. A year has 365.2425 days, a month 30.44.
Answer<Value> dateDifference(Arguments arguments) {
    static const QHash<QString, Decimal> days{{QStringLiteral("y"), *Decimal::fromText(u"365.2425")},
                                              {QStringLiteral("M"), *Decimal::fromText(u"30.44")},
                                              {QStringLiteral("d"), Decimal(1)}};
    static const QHash<QString, Decimal> seconds{{QStringLiteral("h"), Decimal(3600)},
                                                 {QStringLiteral("m"), Decimal(60)},
                                                 {QStringLiteral("s"), Decimal(1)}};
    const QString* unit = arguments[2].text();
    const bool moments = arguments[0].as<DateTime>() && arguments[1].as<DateTime>();
    const bool dates = arguments[0].date() && arguments[1].date();
    if (!unit || (!moments && !dates) || !(days.contains(*unit) || seconds.contains(*unit)))
        return fault("type");
    bool withSign = false;
    for (const Value& option : arguments.subspan(3)) {
        if (option.boolean())
            withSign = option.isTrue();
        else if (!option.text())
            return fault("type");
    }
    if (dates && !(arguments[0].date()->isComplete() && arguments[1].date()->isComplete()))
        return Value();
    const auto second = [](const Value& v) {
        return v.date() ? std::int64_t{v.date()->lo()} * 86400 : v.as<DateTime>()->seconds();
    };
    const Decimal difference(second(arguments[1]) - second(arguments[0]));
    const auto length = seconds.contains(*unit) ? Decimal::Outcome(seconds.value(*unit))
                                                : days.value(*unit).times(Decimal(86400));
    const auto result = length.and_then([&](const Decimal& l) { return difference.over(l); });
    return fromDecimal(result.map([&](const Decimal& d) { return withSign ? d : d.absolute(); }));
}

} // namespace

Answer<Value> callOnDates(Function function, Arguments arguments) {
    switch (function) {
    case Function::Date: return makeDate(arguments);
    case Function::AddDays:
    case Function::AddMonths:
    case Function::AddYears: return moved(function, arguments[0], arguments[1]);
    case Function::Hours:
    case Function::Minutes: return clockDifference(function, arguments[0], arguments[1]);
    case Function::DateDiff: return dateDifference(arguments);
    default: break;
    }
    const bool onePlace = functionInfo(function).most == 1;
    if (onePlace && arguments[0].as<DateTime>())
        return ofOneDate(function, arguments[0].as<DateTime>()->date);
    if (!arguments[0].date() || (!onePlace && !arguments[1].date()))
        return fault("type");
    return onePlace ? Answer<Value>(ofOneDate(function, *arguments[0].date()))
                    : ofTwoDates(function, *arguments[0].date(), *arguments[1].date());
}

} // namespace casebook::expr
