// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/Calls.h"
#include "core/expr/Operators.h"

#include <QRegularExpression>

#include <algorithm>

namespace casebook::expr {

namespace {

/// Positions from 1, in code points; what lies outside is left out.
Answer<Value> substring(const QString& text, Arguments arguments) {
    const auto whole = [&](std::size_t i) {
        return arguments[i].number() ? arguments[i].number()->toInteger() : std::nullopt;
    };
    const auto start = whole(1);
    if (!start)
        return fault("type");
    const QList<uint> points = text.toUcs4();
    std::int64_t length = points.size();
    if (arguments.size() > 2) {
        const auto wanted = whole(2);
        if (!wanted)
            return fault("type");
        length = *wanted;
    }
    const std::int64_t size = points.size();
    const std::int64_t from = std::clamp<std::int64_t>(*start - 1, 0, size);
    const std::int64_t past =
        *start - 1 > size || length > size ? size : std::clamp<std::int64_t>(*start - 1 + length, from, size);
    return Value(QString::fromUcs4(reinterpret_cast<const char32_t*>(points.constData()) + from,
                                   std::max(past, from) - from));
}

/// The whole text must match. PCRE2 counts its steps, so the answer is the same on every machine.
Answer<Value> matches(const QString& text, const QString& pattern) {
    const QRegularExpression expression(QStringLiteral("(*LIMIT_MATCH=100000)\\A(?:%1)\\z").arg(pattern));
    if (!expression.isValid())
        return fault("syntax");
    const QRegularExpressionMatch match = expression.match(text);
    if (!match.isValid())
        return fault("overflow");
    return Value(match.hasMatch());
}

Answer<Value> number(const Value& value) {
    if (value.number())
        return value;
    if (!value.text())
        return fault("type");
    const QString plain = value.text()->normalized(QString::NormalizationForm_KC).trimmed();
    const auto read = Decimal::fromText(plain);
    return read ? Value(*read) : Value();
}

Answer<Value> text(Arguments arguments) {
    if (arguments.size() == 1)
        return asText(arguments[0]).map([](const QString& s) { return Value(s); });
    const Decimal* number = arguments[0].number();
    const auto digits = arguments[1].number() ? arguments[1].number()->toInteger() : std::nullopt;
    if (!number || !digits)
        return fault("type");
    if (*digits < 0 || *digits > 34)
        return fault("range");
    return Value(number->fixed(static_cast<int>(*digits)).toText());
}

/// Citizen identity number, GB 11643-1999: 17 digits with a possible date of birth and the check character
/// of ISO 7064 MOD 11-2.
bool isIdentityNumber(const QString& text) {
    static constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    if (text.size() != 18)
        return false;
    int sum = 0;
    for (int i = 0; i < 17; ++i) {
        const int digit = text[i].unicode() - u'0';
        if (digit < 0 || digit > 9)
            return false;
        sum += digit * weights[i];
    }
    const QString birth = text.mid(6, 4) + u'-' + text.mid(10, 2) + u'-' + text.mid(12, 2);
    return QStringView(u"10X98765432")[sum % 11] == text[17].toUpper() &&
           PartialDate::fromText(birth).has_value();
}

} // namespace

Answer<Value> callOnTexts(Function function, Arguments arguments) {
    if (function == Function::Num)
        return number(arguments[0]);
    if (function == Function::Text)
        return text(arguments);
    const QString* subject = arguments[0].text();
    if (!subject)
        return fault("type");
    switch (function) {
    case Function::Len: return Value(static_cast<int>(subject->toUcs4().size()));
    case Function::Upper: return Value(subject->toUpper());
    case Function::Lower: return Value(subject->toLower());
    case Function::Trim: return Value(subject->trimmed());
    case Function::Substr: return substring(*subject, arguments);
    case Function::CnIdOk: return Value(isIdentityNumber(*subject));
    default: break;
    }
    const QString* other = arguments[1].text();
    if (!other)
        return fault("type");
    switch (function) {
    case Function::Contains: return Value(subject->contains(*other));
    case Function::StartsWith: return Value(subject->startsWith(*other));
    default: break;
    }
    return matches(*subject, *other);
}

} // namespace casebook::expr
