// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/TypedNumber.h"

#include "core/expr/Units.h"
#include "core/forms/Narrow.h"
#include "core/values/Decimal.h"

#include <QRegularExpression>

#include <algorithm>

namespace casebook {

namespace {

constexpr int mostDigits = 34; ///< of a Decimal; more would be rounded

tl::unexpected<Error> refuse(const char* code, const ItemDef& item, QStringList args = {}) {
    return fail(ErrorKind::Refused, code, item.oid, std::move(args));
}

qsizetype digitsIn(const QString& text) {
    return std::count_if(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// "1,234" is one thousand or one point: both readings are shown and nothing is guessed.
tl::unexpected<Error> ambiguous(const QString& digits, const ItemDef& item) {
    if (digits.count(u',') != 1 || digits.contains(u'.'))
        return refuse("bad-number", item);
    const QString grouped = QString(digits).remove(u',');
    return refuse("ambiguous-number", item, {grouped, QString(digits).replace(u',', u'.')});
}

Result<QString> unitOf(const QString& written, const ItemDef& item) {
    if (written.isEmpty())
        return QString();
    const QString own = item.unit;
    for (const QString& unit : {unitAsUcum(written), written}) {
        if (unit == own)
            return QString();
        if (item.type == ItemType::Quantity && expr::unitsConvert(unit, own, item.analyte))
            return unit;
    }
    return refuse("bad-unit", item, {written, own.isEmpty() ? QStringLiteral("-") : own});
}

} // namespace

Result<ItemValue> readNumber(const QString& narrow, const ItemDef& item) {
    static const QRegularExpression form(
        QStringLiteral("^(<=|>=|<|>|~)?\\s*([+-]?[0-9.,]+(?:[eE][+-]?[0-9]{1,3})?)\\s*(.*)$"));
    const auto match = form.match(narrow);
    const QString digits = match.captured(2);
    const char* bad = item.type == ItemType::Integer ? "bad-integer" : "bad-number";
    if (!match.hasMatch() || digits.count(u'.') > 1 || digitsIn(digits) == 0)
        return refuse(bad, item);
    if (digits.contains(u','))
        return ambiguous(digits, item);
    QString plain = digits.startsWith(u'+') ? digits.mid(1) : digits;
    static const QRegularExpression noWhole(QStringLiteral("^(-?)\\."));
    static const QRegularExpression noFraction(QStringLiteral("\\.(?=$|[eE])"));
    if (const auto bare = noWhole.match(plain); bare.hasMatch())
        plain = bare.captured(1) + QStringLiteral("0.") + plain.mid(bare.capturedEnd());
    plain.remove(noFraction);
    const auto number = Decimal::fromText(plain);
    if (!number || digitsIn(plain) > mostDigits)
        return refuse(bad, item);
    if (item.type == ItemType::Integer && !number->isInteger())
        return refuse("bad-integer", item);
    const auto unit = unitOf(match.captured(3).trimmed(), item);
    if (!unit)
        return tl::unexpected(unit.error());
    ItemValue value;
    value.kind = item.type == ItemType::Integer ? ValueKind::Integer : ValueKind::Decimal;
    value.text = item.type == ItemType::Integer ? number->toShortText() : number->toText();
    value.comparator = match.captured(1).toLatin1();
    value.unit = *unit;
    return value;
}

} // namespace casebook
