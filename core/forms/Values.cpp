// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/Values.h"

#include "core/expr/Units.h"

namespace casebook {

namespace {

expr::Value numberValue(const ItemValue& value, const ItemDef& item) {
    const auto number = Decimal::fromText(value.text);
    if (!number)
        return {};
    if (item.type == ItemType::Quantity)
        return expr::Quantity{*number, value.unit.isEmpty() ? item.unit : value.unit, item.analyte};
    return *number;
}

template <class T> expr::Value orBlank(const std::optional<T>& value) {
    return value ? expr::Value(*value) : expr::Value();
}

ItemValue made(ValueKind kind, QString text) {
    ItemValue value;
    value.kind = kind;
    value.text = std::move(text);
    return value;
}

} // namespace

expr::Value toExpression(const ItemValue& value, const ItemDef& item) {
    switch (value.kind) {
    case ValueKind::Null: return expr::Value::missing(value.missing);
    case ValueKind::Integer:
    case ValueKind::Decimal: return numberValue(value, item);
    case ValueKind::Date: return orBlank(PartialDate::fromText(value.text));
    case ValueKind::Time: return orBlank(expr::TimeOfDay::fromText(value.text));
    case ValueKind::DateTime: return orBlank(expr::DateTime::fromText(value.text));
    case ValueKind::Boolean: return value.text == QLatin1StringView("true");
    case ValueKind::CodeSet: return expr::Value::set(value.codes);
    case ValueKind::Text:
    case ValueKind::Code:
    case ValueKind::File:
    case ValueKind::Link:
    case ValueKind::Duration: break;
    }
    return value.text;
}

std::optional<ItemValue> fromExpression(const expr::Value& value, const ItemDef& item) {
    if (const auto* number = value.number())
        return made(ValueKind::Decimal, number->toText());
    if (const auto* truth = value.boolean())
        return made(ValueKind::Boolean, *truth ? QStringLiteral("true") : QStringLiteral("false"));
    if (const auto* text = value.text())
        return made(item.codeList.isEmpty() ? ValueKind::Text : ValueKind::Code, *text);
    if (const auto* date = value.date())
        return made(ValueKind::Date, date->toText());
    if (const auto* time = value.as<expr::TimeOfDay>())
        return made(ValueKind::Time, time->toText());
    if (const auto* instant = value.as<expr::DateTime>())
        return made(ValueKind::DateTime, instant->toText());
    if (const auto* quantity = value.quantity()) {
        ItemValue out = made(ValueKind::Decimal, quantity->number.toText());
        out.unit = quantity->unit == item.unit ? QString() : quantity->unit;
        return out;
    }
    if (const auto* codes = value.codes()) {
        ItemValue out = made(ValueKind::CodeSet, {});
        out.codes = *codes;
        return out;
    }
    return std::nullopt;
}

bool sameAnswer(const std::optional<ItemValue>& a, const std::optional<ItemValue>& b) {
    if (!a || !b)
        return !a && !b;
    ItemValue one = *a;
    one.raw = b->raw;
    return one == *b;
}

std::optional<Decimal> numberInOwnUnit(const ItemValue& value, const ItemDef& item) {
    if (value.kind != ValueKind::Integer && value.kind != ValueKind::Decimal)
        return std::nullopt;
    const auto number = Decimal::fromText(value.text);
    if (!number || value.unit.isEmpty() || value.unit == item.unit)
        return number;
    return expr::convertUnit(*number, value.unit, item.unit, item.analyte);
}

} // namespace casebook
