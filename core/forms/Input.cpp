// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/Input.h"

#include "core/forms/Narrow.h"
#include "core/forms/TypedNumber.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>

namespace casebook {

namespace {

tl::unexpected<Error> refuse(const char* code, const ItemDef& item, QStringList args = {}) {
    return fail(ErrorKind::Refused, code, item.oid, std::move(args));
}

bool isFreeText(const ItemDef& item) {
    return item.type == ItemType::Text || item.type == ItemType::LongText;
}

/// "=UNK", "=OTH lost sheet". Nothing: the text is no missing reason.
std::optional<Result<ItemValue>> readMissing(const QString& typed, const ItemDef& item) {
    const QString narrow = narrowed(typed);
    if (!narrow.startsWith(u'='))
        return std::nullopt;
    static const QRegularExpression form(QStringLiteral("^=\\s*([A-Za-z]+)(?:[\\s:;]+(.*))?$"));
    const auto match = form.match(narrow);
    const QByteArray reason = match.captured(1).toUpper().toLatin1();
    const bool known = missingReasons().contains(reason) && (match.captured(2).isEmpty() || reason == "OTH");
    if (known) {
        ItemValue value;
        value.missing = reason;
        value.text = match.captured(2);
        return value;
    }
    if (isFreeText(item))
        return std::nullopt;
    return refuse("bad-missing-reason", item);
}

Result<ItemValue> readYesNo(const QString& narrow, const ItemDef& item) {
    static const QStringList yes{QStringLiteral("y"), QStringLiteral("yes"), QStringLiteral("true"),
                                 QStringLiteral("1"), QStringLiteral("是"),  QStringLiteral("有")};
    static const QStringList no{QStringLiteral("n"), QStringLiteral("no"), QStringLiteral("false"),
                                QStringLiteral("0"), QStringLiteral("否"), QStringLiteral("无")};
    const QString word = narrow.toLower();
    if (!yes.contains(word) && !no.contains(word))
        return refuse("bad-yes-no", item);
    ItemValue value;
    value.kind = ValueKind::Boolean;
    value.text = yes.contains(word) ? QStringLiteral("true") : QStringLiteral("false");
    return value;
}

/// An external list: the study's own definition can't know its codes.
bool isOpen(const CodeListDef* list) {
    return !list || std::any_of(list->codes.begin(), list->codes.end(),
                                [](const CodeDef& one) { return one.code == QLatin1StringView("*"); });
}

/// Codes that the text means: the exact code, else without case, else a whole label of any language.
QStringList codesMeant(const QString& text, const CodeListDef& list) {
    const auto those = [&](auto fits) {
        QStringList found;
        for (const CodeDef& one : list.codes)
            if (fits(one))
                found << one.code;
        return found;
    };
    const QString narrow = narrowed(text);
    const auto same = [](const QString& a, const QString& b) {
        return a.compare(b, Qt::CaseInsensitive) == 0;
    };
    QStringList found = those([&](const CodeDef& one) { return one.code == text || one.code == narrow; });
    if (found.isEmpty())
        found = those([&](const CodeDef& one) { return same(one.code, narrow); });
    if (found.isEmpty())
        found = those([&](const CodeDef& one) {
            return std::any_of(one.label.begin(), one.label.end(), [&](const QString& label) {
                return same(label.trimmed(), text) || same(narrowed(label), narrow);
            });
        });
    return found;
}

Result<QString> readOneCode(const QString& text, const ItemDef& item, const CodeListDef* list) {
    if (isOpen(list))
        return text;
    const QStringList found = codesMeant(text, *list);
    if (found.isEmpty())
        return refuse("no-such-code", item, {text});
    if (found.size() > 1)
        return refuse("ambiguous-code", item, {found.join(QStringLiteral(", "))});
    return found[0];
}

Result<ItemValue> readCode(const QString& text, const ItemDef& item, const CodeListDef* list) {
    return readOneCode(text, item, list).map([](const QString& code) {
        ItemValue value;
        value.kind = ValueKind::Code;
        value.text = code;
        return value;
    });
}

/// Codes with , or ; between; a text that is one code as a whole is that code. "{}": none of them.
Result<ItemValue> readCodes(const QString& text, const ItemDef& item, const CodeListDef* list) {
    ItemValue value;
    value.kind = ValueKind::CodeSet;
    if (text == QLatin1StringView("{}"))
        return value;
    static const QRegularExpression between(QStringLiteral("[,;，；、]"));
    const bool whole = !isOpen(list) && codesMeant(text, *list).size() == 1;
    const QStringList parts = whole ? QStringList{text} : text.split(between, Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        const auto code = readOneCode(part.trimmed(), item, list);
        if (!code)
            return tl::unexpected(code.error());
        if (!value.codes.contains(*code))
            value.codes << *code;
    }
    value.codes.sort();
    return value;
}

Result<ItemValue> readText(const QString& typed, const ItemDef& item) {
    if (item.maxLength && typed.size() > *item.maxLength)
        return refuse("too-long", item, {QString::number(*item.maxLength)});
    ItemValue value;
    value.kind = ValueKind::Text;
    value.text = typed;
    return value;
}

Result<ItemValue> readByType(const QString& typed, const ItemDef& item, const InputContext& context) {
    switch (item.type) {
    case ItemType::Text:
    case ItemType::LongText: return readText(typed, item);
    case ItemType::Integer:
    case ItemType::Decimal:
    case ItemType::Quantity: return readNumber(narrowed(typed), item);
    case ItemType::Date: return readDate(narrowed(typed), item, context.today);
    case ItemType::Time: return readTime(narrowed(typed), item);
    case ItemType::DateTime: return readDateTime(narrowed(typed), item, context.today);
    case ItemType::YesNo: return readYesNo(narrowed(typed), item);
    case ItemType::Code: return readCode(typed.trimmed(), item, context.codeList);
    case ItemType::MultiCode: return readCodes(typed.trimmed(), item, context.codeList);
    case ItemType::Calculated:
    case ItemType::ImageLink:
    case ItemType::LesionLink:
    case ItemType::File: break;
    }
    return refuse("not-typed", item);
}

} // namespace

QList<QByteArray> missingReasons() { return {"NI", "UNK", "NASK", "ASKU", "NAV", "NA", "MSK", "OTH", "ND"}; }

Result<std::optional<ItemValue>> readTyped(const QString& typed, const ItemDef& item,
                                           const InputContext& context) {
    if (typed.trimmed().isEmpty())
        return std::optional<ItemValue>();
    const auto missing = readMissing(typed, item);
    auto value = missing ? *missing : readByType(typed, item, context);
    if (!value)
        return tl::unexpected(value.error());
    value->raw = typed;
    return std::optional(*std::move(value));
}

} // namespace casebook
