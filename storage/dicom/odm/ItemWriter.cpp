// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/odm/ItemWriter.h"

#include <QRegularExpression>

namespace casebook::odm {

namespace {

struct DataType {
    const char* name;
    bool native; ///< reading the data type gives the type back
};

DataType dataTypeOf(const ItemDef& item) {
    switch (item.type) {
    case ItemType::Text: return {"text", true};
    case ItemType::Integer: return {"integer", true};
    case ItemType::Decimal: return {"float", true};
    case ItemType::Quantity: return {"float", false};
    case ItemType::Date: return {"partialDate", true};
    case ItemType::Time: return {"partialTime", true};
    case ItemType::DateTime: return {"partialDatetime", true};
    case ItemType::YesNo: return {"boolean", item.codeList.isEmpty()};
    case ItemType::Code: return {"text", !item.codeList.isEmpty()};
    case ItemType::Calculated: return {item.decimals || !item.unit.isEmpty() ? "float" : "text", false};
    case ItemType::LongText:
    case ItemType::MultiCode:
    case ItemType::ImageLink:
    case ItemType::LesionLink:
    case ItemType::File: break;
    }
    return {"text", false};
}

bool isNumber(const QString& text) {
    static const QRegularExpression number(QStringLiteral("^[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?$"));
    return number.match(text).hasMatch();
}

/// Only a list that has codes is written.
bool hasNativeList(const ItemDef& item, const StudyDefinition& definition) {
    const CodeListDef* list = item.type == ItemType::Code ? definition.codeList(item.codeList) : nullptr;
    return list && !list->codes.isEmpty();
}

bool isSplit(const ItemDef& item, const StudyDefinition& definition) {
    const CodeListDef* list = item.type == ItemType::MultiCode ? definition.codeList(item.codeList) : nullptr;
    return list && !list->codes.isEmpty();
}

class ItemWriter {
public:
    ItemWriter(Parts& parts, const ItemDef& item, const StudyDefinition& definition, const Oids& oids,
               bool inForm)
        : p_(parts), item_(item), d_(definition), oids_(oids), inForm_(inForm) {}

    void write() {
        if (isSplit(item_, d_))
            split();
        else
            whole();
    }

private:
    void whole() {
        const DataType type = dataTypeOf(item_);
        p_.xml().writeStartElement(QStringLiteral("ItemDef"));
        p_.attribute("OID", oids_.of("ItemDef", item_.oid));
        p_.nameAttribute(item_.label, item_.oid);
        p_.attribute("DataType", QString::fromLatin1(type.name));
        const bool text = item_.type == ItemType::Text || item_.type == ItemType::LongText;
        nativeLength_ = text && item_.maxLength && *item_.maxLength > 0;
        nativeDigits_ = QLatin1StringView(type.name) == u"float" && item_.decimals && *item_.decimals >= 0;
        if (nativeLength_)
            p_.attribute("Length", QString::number(*item_.maxLength));
        if (nativeDigits_)
            p_.attribute("SignificantDigits", QString::number(*item_.decimals));
        nativeNote_ = !item_.note.isEmpty() && !item_.label.isEmpty();
        if (nativeNote_)
            p_.texts("Description", {{p_.language(), item_.note}});
        p_.texts("Question", item_.label);
        if (hasNativeUnit(item_) && !item_.unit.isEmpty())
            unitRef();
        ranges();
        if (hasNativeList(item_, d_)) {
            p_.xml().writeEmptyElement(QStringLiteral("CodeListRef"));
            p_.attribute("CodeListOID", oids_.of("CodeList", item_.codeList));
        }
        const bool longText = item_.type == ItemType::Text && item_.maxLength && *item_.maxLength > 200;
        if (!type.native || !item_.calc.isEmpty() || longText)
            p_.own("type", QString::fromLatin1(itemTypeCode(item_.type)));
        p_.own("oid", oids_.changed("ItemDef", item_.oid));
        aliases(hasNativeList(item_, d_));
        p_.xml().writeEndElement();
    }

    /// ODM 1.3.2 has one value an item: a multi code is a yes or no for each code. The first carries the rest.
    void split() {
        bool first = true;
        for (const CodeDef& code : d_.codeList(item_.codeList)->codes) {
            LanguageText label = code.label;
            for (auto at = label.begin(); at != label.end(); ++at)
                if (const QString whole = item_.label.value(at.key()); !whole.isEmpty())
                    *at = whole + QStringLiteral(": ") + *at;
            p_.xml().writeStartElement(QStringLiteral("ItemDef"));
            p_.attribute("OID", oids_.code(item_.oid, code.code));
            p_.nameAttribute(label, code.code);
            p_.attribute("DataType", QStringLiteral("boolean"));
            p_.texts("Question", label);
            p_.own("multicode", item_.oid);
            p_.own("code", code.code);
            if (first) {
                p_.own("type", QString::fromLatin1(itemTypeCode(item_.type)));
                p_.ownTexts("label", item_.label);
                for (auto [name, range] : {std::pair("soft", &item_.soft), std::pair("hard", &item_.hard)}) {
                    p_.own(QString::fromLatin1(name) + QStringLiteral(".low"), range->low);
                    p_.own(QString::fromLatin1(name) + QStringLiteral(".high"), range->high);
                }
                p_.own("check", item_.check);
                p_.ownTexts("checkmessage", item_.checkMessage);
                p_.own("unit", item_.unit);
                if (item_.required == u"yes")
                    p_.own("required", item_.required);
                aliases(false);
            }
            p_.xml().writeEndElement();
            first = false;
        }
    }

    void unitRef() {
        p_.xml().writeEmptyElement(QStringLiteral("MeasurementUnitRef"));
        p_.attribute("MeasurementUnitOID", unitOid(item_.unit));
    }

    /// The message stands at the check, without one at the first end of a range.
    void ranges() {
        messageLeft_ = !item_.checkMessage.isEmpty();
        const bool formulaComes = !item_.check.isEmpty();
        for (auto [name, range] : {std::pair("Soft", &item_.soft), std::pair("Hard", &item_.hard)})
            for (auto [comparator, end] : {std::pair("GE", &range->low), std::pair("LE", &range->high)})
                if (isNumber(*end)) {
                    begin(name, comparator);
                    p_.xml().writeTextElement(QStringLiteral("CheckValue"), *end);
                    if (hasNativeUnit(item_) && !item_.unit.isEmpty())
                        unitRef();
                    message(!formulaComes);
                    p_.xml().writeEndElement();
                }
        if (!formulaComes)
            return;
        begin("Soft", nullptr);
        p_.formula(item_.check);
        message(true);
        p_.xml().writeEndElement();
    }

    void begin(const char* softHard, const char* comparator) {
        p_.xml().writeStartElement(QStringLiteral("RangeCheck"));
        if (comparator)
            p_.attribute("Comparator", QString::fromLatin1(comparator));
        p_.attribute("SoftHard", QString::fromLatin1(softHard));
    }

    void message(bool here) {
        if (here && messageLeft_)
            p_.texts("ErrorMessage", item_.checkMessage);
        messageLeft_ = messageLeft_ && !here;
    }

    void aliases(bool nativeList) {
        if (!item_.sdtm.isEmpty())
            p_.alias(QStringLiteral("SDTM"), item_.sdtm);
        if (!isSplit(item_, d_)) {
            p_.labelMark(item_.label);
            for (auto [name, range] : {std::pair("soft", &item_.soft), std::pair("hard", &item_.hard)})
                for (auto [part, end] : {std::pair(".low", &range->low), std::pair(".high", &range->high)})
                    if (!isNumber(*end))
                        p_.own(QString::fromLatin1(name) + QLatin1StringView(part), *end);
            if (messageLeft_)
                p_.ownTexts("checkmessage", item_.checkMessage);
            if (!hasNativeUnit(item_))
                p_.own("unit", item_.unit);
        }
        if (!nativeNote_)
            p_.own("note", item_.note);
        if (!nativeList)
            p_.own("codelist", item_.codeList);
        if (item_.required != u"yes" || !inForm_)
            p_.own("required", item_.required);
        if (!inForm_) {
            p_.own("showif", item_.showIf);
            p_.own("calc", item_.calc);
        }
        p_.own("analyte", item_.analyte);
        p_.own("source", item_.source);
        p_.own("status", item_.status);
        if (item_.variableClass != VariableClass::Other)
            p_.own("class", QString::fromLatin1(variableClassCode(item_.variableClass)));
        if (item_.decimals && !nativeDigits_)
            p_.own("decimals", QString::number(*item_.decimals));
        if (item_.maxLength && !nativeLength_)
            p_.own("maxlength", QString::number(*item_.maxLength));
    }

    Parts& p_;
    const ItemDef& item_;
    const StudyDefinition& d_;
    const Oids& oids_;
    bool inForm_ = false, nativeLength_ = false, nativeDigits_ = false, nativeNote_ = false,
         messageLeft_ = false;
};

} // namespace

void Parts::nameAttribute(const LanguageText& label, const QString& oid) {
    const QString text = label.value(language_);
    attribute("Name", text.isEmpty() ? oid : text);
}

void Parts::texts(const char* element, const LanguageText& text) {
    if (text.isEmpty())
        return;
    xml_.writeStartElement(QString::fromLatin1(element));
    for (auto at = text.cbegin(); at != text.cend(); ++at) {
        xml_.writeStartElement(QStringLiteral("TranslatedText"));
        xml_.writeAttribute(QStringLiteral("xml:lang"), at.key());
        xml_.writeCharacters(*at);
        xml_.writeEndElement();
    }
    xml_.writeEndElement();
}

void Parts::labelMark(const LanguageText& label) {
    if (label.value(language_).isEmpty())
        own("nolabel", QStringLiteral("Yes"));
}

void Parts::alias(const QString& context, const QString& name) {
    xml_.writeEmptyElement(QStringLiteral("Alias"));
    attribute("Context", context);
    attribute("Name", name);
}

void Parts::own(const QString& what, const QString& value) {
    if (!value.isEmpty())
        alias(QLatin1StringView(kAlias) + what, value);
}

void Parts::own(const char* what, int value) {
    if (value != 0)
        own(what, QString::number(value));
}

void Parts::ownTexts(const char* what, const LanguageText& text) {
    for (auto at = text.cbegin(); at != text.cend(); ++at)
        own(QString::fromLatin1(what) + u'.' + at.key(), *at);
}

void Parts::formula(const QString& expression) {
    xml_.writeStartElement(QStringLiteral("FormalExpression"));
    attribute("Context", QString::fromLatin1(kContext));
    xml_.writeCharacters(expression);
    xml_.writeEndElement();
}

bool hasNativeUnit(const ItemDef& item) {
    switch (item.type) {
    case ItemType::Integer:
    case ItemType::Decimal:
    case ItemType::Quantity:
    case ItemType::Calculated: return true;
    default: return false;
    }
}

QString unitOid(const QString& ucum) { return QStringLiteral("MU.") + ucum; }

QStringList itemOids(const ItemDef& item, const StudyDefinition& definition, const Oids& oids) {
    if (!isSplit(item, definition))
        return {oids.of("ItemDef", item.oid)};
    QStringList all;
    for (const CodeDef& code : definition.codeList(item.codeList)->codes)
        all.append(oids.code(item.oid, code.code));
    return all;
}

void writeItem(Parts& parts, const ItemDef& item, const StudyDefinition& definition, const Oids& oids,
               bool inForm) {
    ItemWriter(parts, item, definition, oids, inForm).write();
}

} // namespace casebook::odm
