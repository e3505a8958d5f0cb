// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/ValueColumns.h"

#include "core/values/Decimal.h"
#include "core/values/PartialDate.h"

#include <QDateTime>
#include <QTime>

namespace casebook {

namespace {

constexpr std::int64_t msPerDay = 86'400'000;

/// "13:05" is the whole minute, "13:05:10" the whole second.
std::optional<std::pair<std::int64_t, std::int64_t>> timeInterval(const QString& text) {
    const QTime time =
        QTime::fromString(text, text.size() > 5 ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
    if (!time.isValid())
        return std::nullopt;
    const std::int64_t start = time.msecsSinceStartOfDay();
    return std::pair(start, start + (text.size() > 5 ? 999 : 59'999));
}

void setDate(ValueColumns& out, const QString& text) {
    if (const auto date = PartialDate::fromText(text)) {
        out.low = date->lo();
        out.high = date->hi();
    }
}

void setDateTime(ValueColumns& out, const QString& text) {
    const qsizetype split = text.indexOf(u'T');
    const auto date = PartialDate::fromText(split < 0 ? QStringView(text) : QStringView(text).left(split));
    if (!date)
        return;
    const auto time = split < 0 ? std::nullopt : timeInterval(text.mid(split + 1).left(8));
    out.low = date->lo() * msPerDay + (time ? time->first : 0);
    out.high = date->hi() * msPerDay + (time ? time->second : msPerDay - 1);
}

} // namespace

ValueColumns columnsOf(const ItemValue& value, const ItemDef* item) {
    ValueColumns out;
    if (value.kind == ValueKind::Null) {
        if (!value.text.isEmpty())
            out.text = value.text; // the words of "other"
        return out;
    }
    out.text = value.text;
    switch (value.kind) {
    case ValueKind::Integer:
    case ValueKind::Decimal:
        // Search in another unit than the item's would find the wrong values: such a number is found by its text.
        if (const auto number = Decimal::fromText(value.text);
            number && (value.unit.isEmpty() || (item && value.unit == item->unit)))
            out.number = number->toDouble();
        break;
    case ValueKind::Date: setDate(out, value.text); break;
    case ValueKind::DateTime: setDateTime(out, value.text); break;
    case ValueKind::Time:
        if (const auto interval = timeInterval(value.text))
            std::tie(out.low, out.high) = *interval;
        break;
    default: break;
    }
    return out;
}

} // namespace casebook
