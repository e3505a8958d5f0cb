// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/Value.h"

#include <algorithm>

namespace casebook::expr {

namespace {

int twoDigits(QStringView text, qsizetype at) {
    if (at + 2 > text.size())
        return -1;
    const int tens = text[at].unicode() - u'0';
    const int ones = text[at + 1].unicode() - u'0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
}

QString padded(int value) { return QString::number(value).rightJustified(2, u'0'); }

/// "Z" or "+08:00".
std::optional<int> offsetFromText(QStringView text) {
    if (text == u"Z")
        return 0;
    if (text.size() != 6 || text[3] != u':' || (text[0] != u'+' && text[0] != u'-'))
        return std::nullopt;
    const int hours = twoDigits(text, 1);
    const int minutes = twoDigits(text, 4);
    if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59)
        return std::nullopt;
    return (text[0] == u'-' ? -1 : 1) * (hours * 60 + minutes);
}

QString joined(const ValueList& items) {
    QStringList parts;
    for (const Value& item : items)
        parts.append(item.toText());
    return parts.join(u", ");
}

} // namespace

std::optional<TimeOfDay> TimeOfDay::fromText(QStringView text) {
    if ((text.size() != 5 && text.size() != 8) || text[2] != u':')
        return std::nullopt;
    const int hours = twoDigits(text, 0);
    const int minutes = twoDigits(text, 3);
    const bool withSeconds = text.size() == 8;
    const int seconds = withSeconds && text[5] == u':' ? twoDigits(text, 6) : withSeconds ? -1 : 0;
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59)
        return std::nullopt;
    return TimeOfDay{hours * 3600 + minutes * 60 + seconds, withSeconds};
}

QString TimeOfDay::toText() const {
    const QString text = padded(seconds / 3600) + u':' + padded(seconds / 60 % 60);
    return withSeconds ? text + u':' + padded(seconds % 60) : text;
}

std::optional<DateTime> DateTime::fromText(QStringView text) {
    if (text.size() < 16 || text[10] != u'T')
        return std::nullopt;
    const auto date = PartialDate::fromText(text.first(10));
    const qsizetype clock = text.size() >= 19 && text[16] == u':' ? 8 : 5;
    const auto time = TimeOfDay::fromText(text.sliced(11, clock));
    if (!date || !date->isComplete() || !time)
        return std::nullopt;
    const QStringView rest = text.sliced(11 + clock);
    const auto offset = offsetFromText(rest);
    if (!rest.isEmpty() && !offset)
        return std::nullopt;
    return DateTime{*date, *time, offset};
}

QString DateTime::toText() const {
    QString text = date.toText() + u'T' + time.toText();
    if (!offset)
        return text;
    if (*offset == 0)
        return text + u'Z';
    const int size = std::abs(*offset);
    return text + (*offset < 0 ? u'-' : u'+') + padded(size / 60) + u':' + padded(size % 60);
}

std::int64_t DateTime::seconds() const {
    return std::int64_t{date.lo()} * 86400 + time.seconds - std::int64_t{offset.value_or(0)} * 60;
}

QByteArray typeName(Type type) {
    switch (type) {
    case Type::Any: return "any";
    case Type::Boolean: return "boolean";
    case Type::Number: return "number";
    case Type::Text: return "text";
    case Type::Date: return "date";
    case Type::Time: return "time";
    case Type::DateTime: return "datetime";
    case Type::Quantity: return "quantity";
    case Type::Set: return "set";
    case Type::List: return "list";
    }
    return {};
}

Value::Value(QString text) : data_(text.normalized(QString::NormalizationForm_C)) {}

Value Value::set(QStringList codes) {
    for (QString& code : codes)
        code = code.normalized(QString::NormalizationForm_C);
    std::sort(codes.begin(), codes.end());
    codes.removeDuplicates();
    Value value;
    value.data_ = std::move(codes);
    return value;
}

Value Value::list(ValueList items) {
    Value value;
    value.data_ = std::make_shared<const ValueList>(std::move(items));
    return value;
}

Type Value::type() const {
    static constexpr Type types[] = {Type::Any,  Type::Boolean,  Type::Number,   Type::Text, Type::Date,
                                     Type::Time, Type::DateTime, Type::Quantity, Type::Set,  Type::List};
    return types[data_.index()];
}

const ValueList* Value::items() const {
    const auto* shared = std::get_if<Shared>(&data_);
    return shared ? shared->get() : nullptr;
}

QString Value::toText() const {
    switch (type()) {
    case Type::Any: break;
    case Type::Boolean: return isTrue() ? QStringLiteral("true") : QStringLiteral("false");
    case Type::Number: return number()->toShortText();
    case Type::Text: return *text();
    case Type::Date: return date()->toText();
    case Type::Time: return as<TimeOfDay>()->toText();
    case Type::DateTime: return as<DateTime>()->toText();
    case Type::Quantity: return quantity()->number.toShortText() + u' ' + quantity()->unit;
    case Type::Set: return codes()->join(u", ");
    case Type::List: return joined(*items());
    }
    return {};
}

int compareCodePoints(const QString& a, const QString& b) {
    const QList<uint> left = a.toUcs4();
    const QList<uint> right = b.toUcs4();
    const auto order =
        std::lexicographical_compare_three_way(left.begin(), left.end(), right.begin(), right.end());
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

} // namespace casebook::expr
