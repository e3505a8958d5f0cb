// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/Input.h"
#include "core/values/Decimal.h"

#include <algorithm>
#include <array>

namespace casebook {

namespace {

struct ReasonWords {
    const char* code;
    const char16_t* en;
    const char16_t* zh;
};
// Names of HL7 v3 NullFlavor in plain words; ND is ours.
constexpr std::array reasonWords{ReasonWords{"NI", u"no information", u"无信息"},
                                 ReasonWords{"UNK", u"unknown", u"未知"},
                                 ReasonWords{"NASK", u"not asked", u"未询问"},
                                 ReasonWords{"ASKU", u"asked, unknown", u"已询问，不详"},
                                 ReasonWords{"NAV", u"not available for now", u"暂缺"},
                                 ReasonWords{"NA", u"not applicable", u"不适用"},
                                 ReasonWords{"MSK", u"masked", u"已屏蔽"},
                                 ReasonWords{"OTH", u"other", u"其他"},
                                 ReasonWords{"ND", u"not done", u"未做"}};

bool isChinese(const QString& language) { return language.startsWith(QLatin1StringView("zh")); }

QString labelOf(const QString& code, const CodeListDef* list, const QString& language) {
    if (!list)
        return code;
    const auto at = std::find_if(list->codes.begin(), list->codes.end(),
                                 [&](const CodeDef& one) { return one.code == code; });
    const QString label = at == list->codes.end() ? QString() : textIn(at->label, language);
    return label.isEmpty() ? code : label;
}

QString withUnit(const ItemValue& value, const ItemDef& item) {
    const QString text = QString::fromLatin1(value.comparator) + numberText(value.text, value.unit, item);
    return value.unit.isEmpty() ? text : text + u' ' + value.unit;
}

} // namespace

QString numberText(const QString& number, const QString& unit, const ItemDef& item) {
    const auto decimal = item.decimals && unit.isEmpty() ? Decimal::fromText(number) : std::nullopt;
    return decimal && decimal->decimals() > *item.decimals ? decimal->fixed(*item.decimals).toText() : number;
}

QString missingReasonLabel(const QByteArray& reason, const QString& language) {
    const auto at = std::find_if(reasonWords.begin(), reasonWords.end(),
                                 [&](const ReasonWords& one) { return reason == one.code; });
    if (at == reasonWords.end())
        return QString::fromLatin1(reason);
    return QString::fromUtf16(isChinese(language) ? at->zh : at->en);
}

QString displayText(const ItemValue& value, const ItemDef& item, const CodeListDef* codeList,
                    const QString& language) {
    switch (value.kind) {
    case ValueKind::Null: {
        const QString words = missingReasonLabel(value.missing, language);
        return value.text.isEmpty() ? words : words + QStringLiteral(": ") + value.text;
    }
    case ValueKind::Boolean: {
        const bool yes = value.text == QLatin1StringView("true");
        if (isChinese(language))
            return yes ? QStringLiteral("是") : QStringLiteral("否");
        return yes ? QStringLiteral("Yes") : QStringLiteral("No");
    }
    case ValueKind::Integer:
    case ValueKind::Decimal: return withUnit(value, item);
    case ValueKind::Code: return labelOf(value.text, codeList, language);
    case ValueKind::CodeSet: {
        if (value.codes.isEmpty())
            return isChinese(language) ? QStringLiteral("无") : QStringLiteral("none");
        QStringList labels;
        for (const QString& code : value.codes)
            labels << labelOf(code, codeList, language);
        return labels.join(isChinese(language) ? QStringLiteral("；") : QStringLiteral("; "));
    }
    default: return value.text;
    }
}

QString editText(const ItemValue& value, const ItemDef& item) {
    if (value.kind == ValueKind::Null)
        return u'=' + QString::fromLatin1(value.missing) +
               (value.text.isEmpty() ? QString() : u' ' + value.text);
    if (value.kind == ValueKind::CodeSet)
        return value.codes.isEmpty() ? QStringLiteral("{}") : value.codes.join(QStringLiteral("; "));
    const bool number = value.kind == ValueKind::Integer || value.kind == ValueKind::Decimal;
    if (!number || item.type == ItemType::Calculated)
        return value.text;
    const QString text = QString::fromLatin1(value.comparator) + value.text;
    return value.unit.isEmpty() ? text : text + u' ' + value.unit;
}

} // namespace casebook
