// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/odm/DefinitionWriter.h"

#include <QSet>

namespace casebook::odm {

/// The small parts of which every element is made.
class Parts {
public:
    Parts(QXmlStreamWriter& xml, QString keyLanguage) : xml_(xml), language_(std::move(keyLanguage)) {}

    [[nodiscard]] QString language() const { return language_; }
    [[nodiscard]] QXmlStreamWriter& xml() const { return xml_; }
    void attribute(const char* name, const QString& value) {
        xml_.writeAttribute(QString::fromLatin1(name), value);
    }
    /// Name: the label in the key language, else the OID; ODM asks for one.
    void nameAttribute(const LanguageText& label, const QString& oid);
    /// An element of TranslatedTexts; nothing for an empty text.
    void texts(const char* element, const LanguageText& text);
    /// A label that Name must not stand in for when it is read.
    void labelMark(const LanguageText& label);
    void alias(const QString& context, const QString& name);
    void own(const QString& what, const QString& value); ///< nothing for an empty value
    void own(const char* what, const QString& value) { own(QString::fromLatin1(what), value); }
    void own(const char* what, int value); ///< nothing for 0
    void ownTexts(const char* what, const LanguageText& text);
    void formula(const QString& expression);

private:
    QXmlStreamWriter& xml_;
    QString language_;
};

/// True where the unit stands in a MeasurementUnitRef.
[[nodiscard]] bool hasNativeUnit(const ItemDef& item);
[[nodiscard]] QString unitOid(const QString& ucum);
/// One OID, or one a code.
[[nodiscard]] QStringList itemOids(const ItemDef& item, const StudyDefinition& definition, const Oids& oids);
/// ItemDef of an item; of a multicode item one a code. An item of no form carries what an ItemRef would.
void writeItem(Parts& parts, const ItemDef& item, const StudyDefinition& definition, const Oids& oids,
               bool inForm);

} // namespace casebook::odm
