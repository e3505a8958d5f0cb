// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/odm/OdmWriter.h"

#include "storage/dicom/odm/DefinitionWriter.h"
#include "storage/dicom/odm/ItemWriter.h"

namespace casebook::odm {

namespace {

/// Opens and closes SubjectData ... ItemGroupData as the keys of the answers change.
class DataWriter {
public:
    DataWriter(QXmlStreamWriter& xml, const StudyDefinition& definition, const Oids& oids)
        : xml_(xml), parts_(xml, {}), d_(definition), oids_(oids) {}

    void write(const QList<Record>& records) {
        xml_.writeStartElement(QStringLiteral("ClinicalData"));
        parts_.attribute("StudyOID", d_.oid);
        parts_.attribute("MetaDataVersionOID", oids_.metaDataVersion());
        for (const Record& record : records)
            answer(record);
        closeTo(0);
        xml_.writeEndElement();
    }

private:
    struct Level {
        const char* element;
        const char* oidName;
        QString oid;
        const char* keyName;
        QString key;
        bool operator==(const Level& other) const { return oid == other.oid && key == other.key; }
    };

    void closeTo(qsizetype depth) {
        while (open_.size() > depth) {
            xml_.writeEndElement();
            open_.removeLast();
        }
    }

    /// OID of the ItemGroupDef that holds the item in the form.
    QString groupOf(const Record& record) const {
        const FormDef* form = d_.form(record.form);
        for (qsizetype n = 0; form && n < form->sections.size(); ++n)
            if (form->sections[n].group == record.group && form->sections[n].items.contains(record.item))
                return oids_.group(*form, n);
        return {};
    }

    void answer(const Record& record) {
        const ItemDef* item = d_.item(record.item);
        const QString group = groupOf(record);
        if (!item || group.isEmpty())
            return;
        const QList<Level> wanted{
            {"SubjectData", "SubjectKey", record.subject, nullptr, {}},
            {"StudyEventData", "StudyEventOID", oids_.of("StudyEventDef", record.visit),
             "StudyEventRepeatKey", record.visitRepeat},
            {"FormData", "FormOID", oids_.of("FormDef", record.form), "FormRepeatKey", record.formRepeat},
            {"ItemGroupData", "ItemGroupOID", group, "ItemGroupRepeatKey", record.row}};
        qsizetype same = 0;
        while (same < open_.size() && open_[same] == wanted[same])
            ++same;
        closeTo(same);
        for (const Level& level : wanted.sliced(same)) {
            xml_.writeStartElement(QString::fromLatin1(level.element));
            parts_.attribute(level.oidName, level.oid);
            if (level.keyName && !level.key.isEmpty())
                parts_.attribute(level.keyName, level.key);
            open_.append(level);
        }
        values(record, *item);
    }

    void values(const Record& record, const ItemDef& item) {
        const CodeListDef* list = item.type == ItemType::MultiCode ? d_.codeList(item.codeList) : nullptr;
        if (!list) {
            value(record, oids_.of("ItemDef", item.oid), record.text, item);
            return;
        }
        for (const CodeDef& code : list->codes)
            value(record, oids_.code(item.oid, code.code),
                  record.codes.contains(code.code) ? QStringLiteral("true") : QStringLiteral("false"), item);
    }

    void value(const Record& record, const QString& oid, const QString& text, const ItemDef& item) {
        xml_.writeStartElement(QStringLiteral("ItemData"));
        parts_.attribute("ItemOID", oid);
        if (record.missing.isEmpty())
            parts_.attribute("Value", text);
        else
            parts_.attribute("IsNull", QStringLiteral("Yes"));
        if (!record.unit.isEmpty() && record.unit == item.unit) {
            xml_.writeEmptyElement(QStringLiteral("MeasurementUnitRef"));
            parts_.attribute("MeasurementUnitOID", unitOid(record.unit));
        }
        if (!record.missing.isEmpty())
            flag(record.missing);
        xml_.writeEndElement();
    }

    /// Why a value is missing: an Annotation with a flag.
    void flag(const QByteArray& reason) {
        xml_.writeStartElement(QStringLiteral("Annotation"));
        parts_.attribute("SeqNum", QStringLiteral("1"));
        xml_.writeStartElement(QStringLiteral("Flag"));
        xml_.writeStartElement(QStringLiteral("FlagValue"));
        parts_.attribute("CodeListOID", QStringLiteral("NullFlavor"));
        xml_.writeCharacters(QString::fromLatin1(reason));
        xml_.writeEndElement();
        xml_.writeEndElement();
        xml_.writeEndElement();
    }

    QXmlStreamWriter& xml_;
    Parts parts_;
    const StudyDefinition& d_;
    const Oids& oids_;
    QList<Level> open_;
};

} // namespace

QByteArray writeOdm(const StudyDefinition& definition, const FileHead& head, const QList<Record>& records) {
    QByteArray out;
    QXmlStreamWriter xml(&out);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(1);
    const Oids oids(definition);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("ODM"));
    xml.writeDefaultNamespace(QString::fromLatin1(kNamespace));
    const auto attribute = [&](const char* name, const QString& value) {
        xml.writeAttribute(QString::fromLatin1(name), value);
    };
    attribute("ODMVersion", QStringLiteral("1.3.2"));
    attribute("FileType", QStringLiteral("Snapshot"));
    attribute("FileOID", head.fileOid);
    attribute("Granularity", records.isEmpty() ? QStringLiteral("Metadata") : QStringLiteral("All"));
    attribute("CreationDateTime", head.created.toString(Qt::ISODate));
    attribute("SourceSystem", QStringLiteral("Casebook"));
    if (!head.softwareVersion.isEmpty())
        attribute("SourceSystemVersion", head.softwareVersion);
    writeStudy(xml, definition, oids);
    if (!records.isEmpty())
        DataWriter(xml, definition, oids).write(records);
    xml.writeEndElement();
    xml.writeEndDocument();
    return out;
}

} // namespace casebook::odm
