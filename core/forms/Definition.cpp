// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/Definition.h"

#include <algorithm>
#include <array>

namespace casebook {

namespace {

constexpr std::array itemTypeCodes{"text",      "longtext",   "integer",   "decimal",    "quantity",
                                   "date",      "time",       "datetime",  "yesno",      "code",
                                   "multicode", "calculated", "imagelink", "lesionlink", "file"};
constexpr std::array variableClassCodes{"other", "direct", "quasi", "sensitive", "text"};

template <class E, std::size_t N>
std::optional<E> fromCode(const std::array<const char*, N>& codes, const QByteArray& code) {
    const auto at = std::find_if(codes.begin(), codes.end(), [&](const char* c) { return code == c; });
    return at == codes.end() ? std::nullopt : std::optional(static_cast<E>(at - codes.begin()));
}

template <class T> const T* byOid(const QList<T>& all, const QString& oid) {
    const auto at = std::find_if(all.begin(), all.end(), [&](const T& one) { return one.oid == oid; });
    return at == all.end() ? nullptr : &*at;
}

} // namespace

QString textIn(const LanguageText& text, const QString& language) {
    for (const QString& key : {language, QStringLiteral("en")})
        if (const auto at = text.constFind(key); at != text.cend() && !at->isEmpty())
            return *at;
    return text.isEmpty() ? QString() : text.first();
}

QByteArray itemTypeCode(ItemType type) { return itemTypeCodes[static_cast<std::size_t>(type)]; }

std::optional<ItemType> itemTypeFromCode(const QByteArray& code) {
    return fromCode<ItemType>(itemTypeCodes, code);
}

QByteArray variableClassCode(VariableClass c) { return variableClassCodes[static_cast<std::size_t>(c)]; }

std::optional<VariableClass> variableClassFromCode(const QByteArray& code) {
    return fromCode<VariableClass>(variableClassCodes, code);
}

const ItemDef* StudyDefinition::item(const QString& wanted) const { return byOid(items, wanted); }

const CodeListDef* StudyDefinition::codeList(const QString& wanted) const { return byOid(codeLists, wanted); }

const FormDef* StudyDefinition::form(const QString& wanted) const { return byOid(forms, wanted); }

const VisitDef* StudyDefinition::visit(const QString& wanted) const { return byOid(visits, wanted); }

QList<VisitFormDef> StudyDefinition::formsOf(const QString& visit) const {
    QList<VisitFormDef> found;
    std::copy_if(visitForms.begin(), visitForms.end(), std::back_inserter(found),
                 [&](const VisitFormDef& one) { return one.visit == visit; });
    return found;
}

const FormDef* StudyDefinition::formOf(const QString& item) const {
    for (const FormDef& form : forms)
        for (const SectionDef& section : form.sections)
            if (section.items.contains(item))
                return &form;
    return nullptr;
}

} // namespace casebook
