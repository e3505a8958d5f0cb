// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/odm/DefinitionBuilder.h"
#include "storage/dicom/odm/ItemWriter.h"

#include <algorithm>

namespace casebook::odm {

namespace {

/// A null flavour of ours out of the words of a flag; no reason given is "no information".
QByteArray missingReason(const QString& flag) {
    static const QList<QByteArray> reasons{"NI", "UNK", "NASK", "ASKU", "NAV", "NA", "MSK", "OTH", "ND"};
    const QByteArray code = flag.trimmed().toUpper().toLatin1();
    return reasons.contains(code) ? code : QByteArray("NI");
}

class Placing {
public:
    Placing(Document& document, const BuiltDefinition& built, int lines)
        : document_(document), built_(built), lines_(lines) {}

    QList<Record> place() {
        for (const RawRecord& raw : document_.records)
            place(raw);
        return std::move(out_);
    }

private:
    void refuse(const RawRecord& raw, const char* element, const QString& oid) {
        if (document_.refused.size() < lines_)
            document_.refused.append(
                {QStringLiteral("ClinicalData/%1[%2]").arg(QLatin1StringView(element), oid),
                 "no-such",
                 {oid},
                 raw.line});
    }

    void place(const RawRecord& raw) {
        const QString visit = built_.visits.value(raw.visit);
        const QString form = built_.forms.value(raw.form);
        if (visit.isEmpty())
            return refuse(raw, "StudyEventData", raw.visit);
        if (form.isEmpty())
            return refuse(raw, "FormData", raw.form);
        const auto& places = built_.items.value(form);
        const auto at = places.constFind(raw.item);
        if (at == places.cend())
            return refuse(raw, "ItemData", raw.item);
        Record record;
        record.subject = raw.subject;
        record.visit = visit;
        record.visitRepeat = raw.visitRepeat;
        record.form = form;
        record.formRepeat = raw.formRepeat;
        record.group = at->group;
        record.row = at->group.isEmpty() ? QString() : raw.groupRepeat;
        record.item = at->item;
        record.text = raw.text;
        record.missing = raw.null ? missingReason(raw.missing) : QByteArray();
        record.unit = built_.units.value(raw.unit);
        record.remove = raw.remove;
        record.line = raw.line;
        if (at->code.isEmpty())
            out_.append(record);
        else
            fold(record, at->code, raw.text == u"true" || raw.text == u"1");
    }

    /// One code of a multicode item: joins the record of the code before.
    void fold(Record record, const QString& code, bool chosen) {
        record.text.clear();
        if (!out_.isEmpty()) {
            Record& last = out_.last();
            Record same = last;
            same.codes.clear();
            same.line = record.line;
            if (same == record) {
                if (chosen)
                    last.codes.append(code);
                return;
            }
        }
        if (chosen)
            record.codes.append(code);
        out_.append(record);
    }

    Document& document_;
    const BuiltDefinition& built_;
    int lines_;
    QList<Record> out_;
};

/// The places of a definition that was read before: its names and the OIDs kept beside them.
BuiltDefinition placesOf(const StudyDefinition& definition) {
    const Oids oids(definition);
    QHash<QString, QString> copies;
    for (const auto& [path, text] : definition.foreign)
        if (path.startsWith(u"ItemDef/") && path.endsWith(u"/@CopyOf"))
            copies.insert(path.section(u'/', 1, 1), text);
    BuiltDefinition out;
    for (const VisitDef& visit : definition.visits)
        out.visits.insert(oids.of("StudyEventDef", visit.oid), visit.oid);
    if (definition.visits.size() == 1)
        out.visits.insert(QString(), definition.visits[0].oid);
    for (const ItemDef& item : definition.items)
        if (!item.unit.isEmpty())
            out.units.insert(unitOid(item.unit), item.unit);
    for (const FormDef& form : definition.forms) {
        out.forms.insert(oids.of("FormDef", form.oid), form.oid);
        auto& places = out.items[form.oid];
        for (const SectionDef& section : form.sections)
            for (const QString& name : section.items) {
                const ItemDef* item = definition.item(name);
                if (!item)
                    continue;
                const QStringList all = itemOids(*item, definition, oids);
                const bool codes = item->type == ItemType::MultiCode && definition.codeList(item->codeList);
                for (qsizetype n = 0; n < all.size(); ++n)
                    places.insert(all[n],
                                  {section.group, name,
                                   codes ? definition.codeList(item->codeList)->codes[n].code : QString()});
                if (copies.contains(name))
                    places.insert(copies.value(name), {section.group, name, {}});
            }
    }
    return out;
}

} // namespace

bool isVersion(const StudyDefinition& definition, const QString& study, const QString& metaDataVersion) {
    return definition.oid == study && Oids(definition).metaDataVersion() == metaDataVersion;
}

QList<Record> placed(const QList<Record>& answers, const StudyDefinition& definition, QList<Line>& refused) {
    Document document;
    for (const Record& one : answers) {
        RawRecord raw;
        raw.subject = one.subject;
        raw.visit = one.visit;
        raw.visitRepeat = one.visitRepeat;
        raw.form = one.form;
        raw.formRepeat = one.formRepeat;
        raw.group = one.group;
        raw.groupRepeat = one.row;
        raw.item = one.item;
        raw.text = one.text;
        raw.unit = one.unit;
        raw.null = !one.missing.isEmpty();
        raw.missing = QString::fromLatin1(one.missing);
        raw.remove = one.remove;
        raw.line = one.line;
        document.records.push_back(std::move(raw));
    }
    const QList<Record> out = placeRecords(document, placesOf(definition), Limits().lines);
    refused += document.refused;
    return out;
}

QList<Record> placeRecords(Document& document, const BuiltDefinition& built, int lines) {
    return Placing(document, built, lines).place();
}

} // namespace casebook::odm
