// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/odm/DefinitionBuilder.h"

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

} // namespace

QList<Record> placeRecords(Document& document, const BuiltDefinition& built, int lines) {
    return Placing(document, built, lines).place();
}

} // namespace casebook::odm
