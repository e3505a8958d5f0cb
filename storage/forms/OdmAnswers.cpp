// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/OdmAnswers.h"

#include "core/forms/Input.h"

#include <QHash>

namespace casebook {

namespace {

/// Repeat keys are texts: a whole number is taken as it is, any other one counts on from those met before.
class Repeats {
public:
    int of(const QString& place, const QString& key) {
        bool fits = false;
        const int number = key.toInt(&fits);
        if (fits && number >= 1)
            return number;
        if (key.isEmpty())
            return 1;
        QStringList& seen = seen_[place];
        if (!seen.contains(key))
            seen.append(key);
        return int(seen.indexOf(key)) + 1;
    }

private:
    QHash<QString, QStringList> seen_;
};

Result<std::optional<ItemValue>> valueOf(const odm::Record& record, const ItemDef& item,
                                         const StudyDefinition& definition) {
    if (!record.missing.isEmpty()) {
        ItemValue missing;
        missing.missing = record.missing;
        return missing;
    }
    if (item.type == ItemType::MultiCode) {
        ItemValue set;
        set.kind = ValueKind::CodeSet;
        set.codes = record.codes;
        set.codes.sort();
        return set;
    }
    const CodeListDef* list = definition.codeList(item.codeList);
    InputContext context;
    context.codeList = list;
    context.language = definition.languages.value(0, QStringLiteral("en"));
    QString text = record.text;
    if (!record.unit.isEmpty() && record.unit != item.unit && item.type == ItemType::Quantity)
        text += u' ' + record.unit;
    auto value = readTyped(text, item, context);
    if (value && *value)
        (*value)->raw = record.text;
    return value;
}

} // namespace

QList<OdmForm> odmForms(const QList<odm::Record>& records, const StudyDefinition& definition,
                        const std::function<QByteArray()>& newRow, QList<odm::Line>& refused) {
    QList<OdmForm> out;
    QHash<QString, qsizetype> at;
    QHash<QString, QByteArray> rows;
    Repeats repeats;
    for (const odm::Record& record : records) {
        const ItemDef* item = definition.item(record.item);
        const FormDef* def = definition.form(record.form);
        if (!item || !def || item->type == ItemType::Calculated)
            continue;
        if (record.remove) {
            refused.append(
                {QStringLiteral("ClinicalData/ItemData[%1]").arg(record.item), "removed", {}, record.line});
            continue;
        }
        auto value = valueOf(record, *item, definition);
        if (!value) {
            refused.append(
                {QStringLiteral("ClinicalData/ItemData[%1]").arg(record.item), "bad-value", {}, record.line});
            continue;
        }
        const bool ofSubject = def->anchor == FormAnchor::Subject;
        FormKey key;
        key.form = record.form;
        key.visit = ofSubject ? QString() : record.visit;
        key.visitRepeat =
            ofSubject ? 1 : repeats.of(record.subject + u'\n' + record.visit, record.visitRepeat);
        key.repeat =
            repeats.of(record.subject + u'\n' + record.visit + u'\n' + record.form, record.formRepeat);
        const QString place = QStringLiteral("%1\n%2#%3\n%4#%5")
                                  .arg(record.subject, key.visit, QString::number(key.visitRepeat), key.form,
                                       QString::number(key.repeat));
        if (!at.contains(place)) {
            at.insert(place, out.size());
            out.append({record.subject, {key, {}, {}, false}, record.line});
            out.last().form.data.form = record.form;
        }
        FormData& data = out[at.value(place)].form.data;
        ItemPath path{record.group, {}, record.item};
        if (!record.group.isEmpty()) {
            const QString rowPlace = place + u'\n' + record.group + u'\n' + record.row;
            if (!rows.contains(rowPlace)) {
                rows.insert(rowPlace, newRow());
                data.rows.append({record.group, rows.value(rowPlace)});
            }
            path.row = rows.value(rowPlace);
        }
        if (*value)
            data.values.insert(path, **value);
    }
    return out;
}

void setAsideFaults(StudyDefinition& definition, const QList<DefinitionFault>& faults,
                    QList<odm::Line>& adapted) {
    for (const DefinitionFault& fault : faults) {
        if (!fault.place.startsWith(u"item ") || !fault.place.contains(u": "))
            continue;
        const QString name = fault.place.mid(5).section(QStringLiteral(": "), 0, 0);
        const QString what = fault.place.section(QStringLiteral(": "), 1);
        for (ItemDef& item : definition.items) {
            if (item.oid != name)
                continue;
            QString* text = what == u"check"      ? &item.check
                            : what == u"show_if"  ? &item.showIf
                            : what == u"required" ? &item.required
                            : what == u"calc"     ? &item.calc
                                                  : nullptr;
            if (!text || text->isEmpty())
                continue;
            definition.foreign.append({QStringLiteral("ItemDef/%1/%2").arg(name, what), *text});
            adapted.append({QStringLiteral("ItemDef[%1]").arg(name),
                            "check-dropped",
                            {what, QString::fromLatin1(fault.code)},
                            0});
            text->clear();
        }
    }
}

} // namespace casebook
