// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cohort/DataCut.h"
#include "core/forms/DefinitionJson.h"
#include "storage/cohort/AfterCut.h"
#include "storage/database/Connection.h"
#include "storage/database/Rows.h"
#include "storage/export/ExportData.h"
#include "storage/export/ExportIdentifiers.h"
#include "storage/imaging/ImagingTable.h"
#include "storage/reading/ReadingVisibility.h"

#include <QDate>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace casebook {

namespace {

/// Items of an older version of the form that it has no more, each in its own part.
void addDropped(FormDef& form, const FormDef& older) {
    for (const SectionDef& section : older.sections) {
        SectionDef dropped = section;
        for (const SectionDef& known : std::as_const(form.sections))
            if (known.group == section.group) {
                dropped.groupLabel = known.groupLabel;
                dropped.items.removeIf([&](const QString& item) { return known.items.contains(item); });
            }
        if (!dropped.items.isEmpty())
            form.sections.append(dropped);
    }
}

void addDropped(CodeListDef& list, const CodeListDef& older) {
    for (const CodeDef& code : older.codes)
        if (std::none_of(list.codes.cbegin(), list.codes.cend(),
                         [&](const CodeDef& known) { return known.code == code.code; }))
            list.codes.append(code);
}

/// The parts of `older` with an OID that `parts` have not, and what those they share have lost.
template <class Part> void addDropped(QList<Part>& parts, const QList<Part>& older) {
    for (const Part& part : older) {
        const auto same = std::find_if(parts.begin(), parts.end(),
                                       [&](const Part& known) { return known.oid == part.oid; });
        if (same == parts.end())
            parts.append(part);
        else
            addDropped(*same, part);
    }
}

void addDropped(StudyDefinition& definition, const StudyDefinition& older) {
    addDropped(definition.forms, older.forms);
    addDropped(definition.codeLists, older.codeLists);
}

/// Reads the parts one after the other; the first error is kept and ends the rest.
class Reading {
public:
    Reading(Connection& connection, std::int64_t cohort, const ExportOptions& options,
            const ReadingScope& scope)
        : connection_(connection), cohort_(cohort), cut_(DataCut::fromText(options.cut)), scope_(scope) {}

    Result<ExportData> all() {
        for (auto part : {&Reading::study, &Reading::subjects, &Reading::visits, &Reading::definitions,
                          &Reading::forms, &Reading::values, &Reading::exams, &Reading::series,
                          &Reading::instances, &Reading::labelMaps, &Reading::measurements, &Reading::tasks})
            if (auto done = (this->*part)(); !done)
                return tl::unexpected(done.error());
        setIndexDates();
        return std::move(data_);
    }

private:
    /// Runs `fn(row)` for every row of a statement with the cohort as its only parameter.
    template <class F> Result<> each(const QByteArray& sql, F&& fn) {
        auto rows = connection_.prepare(sql);
        if (!rows)
            return tl::unexpected(rows.error());
        if (sql.contains('?'))
            rows->bind(1, cohort_);
        for (;;) {
            const auto more = rows->step();
            if (!more)
                return tl::unexpected(more.error());
            if (!*more)
                return {};
            fn(*rows);
        }
    }
    Result<> study();
    Result<> subjects();
    Result<> visits();
    Result<> definitions();
    Result<> forms();
    Result<> values();
    Result<> exams();
    Result<> series();
    Result<> instances();
    Result<> labelMaps();
    Result<> measurements();
    Result<> tasks();
    void setIndexDates();

    Connection& connection_;
    std::int64_t cohort_;
    const DataCut cut_;
    const ReadingScope& scope_;
    ExportData data_;
    AfterCut after_;
    QHash<std::int64_t, int> subjectAt_, examAt_, seriesAt_, formAt_;
    QHash<QString, QString> seriesUids_;
};

Result<> Reading::study() {
    bool found = false;
    auto done = each("SELECT name, criteria, numbers, cut FROM cohort WHERE id = ?", [&](const Statement& r) {
        found = true;
        data_.cohortName = r.text(0);
        data_.cohortCriteria = r.text(1).toUtf8();
        data_.cohortNumbers = r.text(2).toUtf8();
        data_.cohortCut = r.text(3);
    });
    if (!done)
        return done;
    if (!found)
        return fail(ErrorKind::Refused, "no-such-cohort", QString::number(cohort_));
    return each("SELECT name, protocol, synthetic FROM study", [&](const Statement& r) {
        data_.studyName = r.text(0);
        data_.protocol = r.text(1);
        data_.synthetic = r.integer(2) != 0;
    });
}

Result<> Reading::subjects() {
    auto done =
        each("SELECT s.id, s.uuid, s.label, s.sex, s.birth_date, s.status, s.name FROM current_member m"
             " JOIN subject s ON s.id = m.subject WHERE m.cohort = ? ORDER BY s.uuid",
             [&](const Statement& r) {
                 ExportSubject s;
                 s.id = r.id<SubjectId>(0);
                 s.uuid = r.uuid(1);
                 s.label = r.text(2);
                 s.sex = r.text(3);
                 s.birthDate = r.text(4);
                 s.status = r.text(5);
                 s.identifiers = {s.label, r.text(6)};
                 s.names = {r.text(6)};
                 subjectAt_.insert(s.id.value, int(data_.subjects.size()));
                 data_.subjects.append(s);
             });
    if (!done)
        return done;
    done =
        each("SELECT i.subject, i.value FROM subject_ident i JOIN current_member m ON m.subject = i.subject"
             " WHERE m.cohort = ? ORDER BY i.id",
             [&](const Statement& r) {
                 data_.subjects[subjectAt_.value(r.integer(0))].identifiers.append(r.text(1));
             });
    if (!done)
        return done;
    done = each("SELECT i.subject, i.patient_id, i.name_utf8 FROM source_identity i"
                " JOIN current_member m ON m.subject = i.subject WHERE m.cohort = ? ORDER BY i.id",
                [&](const Statement& r) {
                    ExportSubject& s = data_.subjects[subjectAt_.value(r.integer(0))];
                    s.identifiers.append({r.text(1), r.text(2)});
                    s.names.append(r.text(2));
                });
    if (!done)
        return done;
    return readTypedIdentifiers(connection_).map([&](const QList<TypedIdentifier>& typed) {
        for (const TypedIdentifier& one : typed)
            if (const auto at = subjectAt_.constFind(one.subject.value); at != subjectAt_.cend()) {
                data_.subjects[*at].identifiers.append(one.text);
                if (one.name)
                    data_.subjects[*at].names.append(one.text);
            }
    });
}

Result<> Reading::visits() {
    return each("SELECT v.id, v.subject, v.def_oid, v.repeat, v.date, v.state FROM visit v"
                " JOIN current_member m ON m.subject = v.subject WHERE m.cohort = ? AND v.state <> 'planned'"
                " ORDER BY v.subject, v.date, v.def_oid, v.repeat",
                [&](const Statement& r) {
                    ExportVisit v{r.integer(0), subjectAt_.value(r.integer(1)),
                                  r.text(2),    int(r.integer(3)),
                                  r.text(4),    r.text(5)};
                    if (!cut_.excludes(v.date))
                        data_.visits.append(v);
                });
}

Result<> Reading::definitions() {
    QByteArrayList used;
    auto done =
        each("SELECT json FROM definition d WHERE d.id IN (SELECT f.definition FROM form f"
             " JOIN current_member m ON m.subject = f.subject WHERE m.cohort = ?) ORDER BY d.version, d.id",
             [&](const Statement& r) { used.append(r.text(0).toUtf8()); });
    if (!done)
        return done;
    QList<StudyDefinition> older;
    for (const QByteArray& json : used) {
        auto definition = definitionFromJson(json);
        if (!definition)
            return tl::unexpected(definition.error());
        for (const ItemDef& item : definition->items)
            data_.items.insert(item.oid, item);
        older.prepend(std::exchange(data_.definition, std::move(*definition)));
    }
    // What a newer version dropped holds answers all the same.
    for (const StudyDefinition& definition : std::as_const(older))
        addDropped(data_.definition, definition);
    return readAfterCut(connection_, data_.definition, cut_).map([&](AfterCut found) {
        after_ = std::move(found);
    });
}

Result<> Reading::forms() {
    return each("SELECT f.id, f.subject, f.def_oid, f.repeat, f.anchor_kind, f.anchor_id, f.reader, f.state,"
                " coalesce(v.def_oid, ''), coalesce(v.repeat, 0), coalesce(v.date, '') FROM form f"
                " JOIN current_member m ON m.subject = f.subject LEFT JOIN visit v ON v.id = f.visit"
                " WHERE m.cohort = ? AND f.state <> 'not-started' ORDER BY f.subject, v.date, v.def_oid, "
                "v.repeat, f.def_oid,"
                " f.anchor_id, f.reader, f.repeat, f.id",
                [&](const Statement& r) {
                    ExportForm f;
                    f.id = r.integer(0);
                    f.subject = subjectAt_.value(r.integer(1));
                    f.form = r.text(2);
                    f.repeat = int(r.integer(3));
                    f.anchor = FormAnchor(r.integer(4));
                    f.anchorId = r.integer(5);
                    f.reader = r.integer(6);
                    f.state = r.text(7);
                    f.visit = r.text(8);
                    f.visitRepeat = int(r.integer(9));
                    f.visitDate = r.text(10);
                    const SubjectId subject = data_.subjects[f.subject].id;
                    if (after_.forms.contains(f.id) || (f.reader != 0 && scope_.hidesOthers(subject)))
                        return;
                    formAt_.insert(f.id, int(data_.forms.size()));
                    data_.forms.append(f);
                });
}

Result<> Reading::values() {
    QHash<std::int64_t, QPair<int, int>> rowAt;
    auto done =
        each("SELECT w.id, w.form, w.group_oid, w.ordinal FROM form_row w JOIN form f ON f.id = w.form"
             " JOIN current_member m ON m.subject = f.subject WHERE m.cohort = ? AND w.state = 'live'"
             " ORDER BY w.form, w.group_oid, w.ordinal, w.id",
             [&](const Statement& r) {
                 const auto form = formAt_.constFind(r.integer(1));
                 if (form == formAt_.cend() || after_.rows.contains(r.integer(0)))
                     return;
                 auto& rows = data_.forms[*form].rows;
                 rowAt.insert(r.integer(0), {*form, int(rows.size())});
                 rows.append(ExportFormRow{r.text(2), int(r.integer(3)), {}});
             });
    if (!done)
        return done;
    QHash<std::int64_t, QStringList> codes;
    done =
        each("SELECT c.value_id, c.code FROM item_value_code c JOIN item_value v ON v.id = c.value_id"
             " JOIN form_row w ON w.id = v.row_id JOIN form f ON f.id = w.form"
             " JOIN current_member m ON m.subject = f.subject WHERE m.cohort = ? ORDER BY c.value_id, c.code",
             [&](const Statement& r) { codes[r.integer(0)].append(r.text(1)); });
    if (!done)
        return done;
    return each(
        "SELECT v.row_id, d.oid, v.kind, coalesce(v.txt, ''), v.unit, coalesce(v.nullf, ''), v.cmp, v.held, "
        "v.id"
        " FROM item_value v JOIN item_def d ON d.id = v.item_id JOIN form_row w ON w.id = v.row_id"
        " JOIN form f ON f.id = w.form JOIN current_member m ON m.subject = f.subject WHERE m.cohort = ?"
        " ORDER BY v.row_id, d.oid",
        [&](const Statement& r) {
            const auto row = rowAt.constFind(r.integer(0));
            if (row == rowAt.cend())
                return;
            if (r.integer(7) != 0) {
                ++data_.heldValues;
                return;
            }
            data_.forms[row->first].rows[row->second].values.append(
                {r.text(1), ValueKind(r.integer(2)), r.text(3), r.text(4), r.text(5).toLatin1(),
                 r.text(6).toLatin1(), codes.value(r.integer(8))});
        });
}

Result<> Reading::exams() {
    return each("SELECT e.id, e.subject, e.study_uid, e.study_date FROM dicom_study e"
                " JOIN current_member m ON m.subject = e.subject WHERE m.cohort = ? AND e.state = 'ready'"
                " ORDER BY e.subject, e.study_date, e.study_uid",
                [&](const Statement& r) {
                    ExportExam e{r.integer(0), subjectAt_.value(r.integer(1)), r.text(2), r.text(3)};
                    const QDate stored = QDate::fromString(e.date, QStringLiteral("yyyyMMdd"));
                    if (stored.isValid())
                        e.date = stored.toString(Qt::ISODate);
                    if (cut_.excludes(e.date))
                        return;
                    examAt_.insert(e.id, int(data_.exams.size()));
                    data_.exams.append(e);
                });
}

Result<> Reading::series() {
    // Two images with one UID: neither leaves before a person has said which is right.
    return each(
        "SELECT s.id, s.study, s.series_uid, s.modality, s.frame_of_ref, CASE WHEN EXISTS (SELECT 1 FROM"
        " instance v JOIN instance f ON f.id = v.variant_of WHERE v.variant = 'pixels' AND v.state <>"
        " 'left-out' AND f.state = 'ready' AND (v.series = s.id OR f.series = s.id)) THEN"
        " 'conflicting-instance' ELSE s.kind END FROM dicom_series s"
        " JOIN dicom_study e ON e.id = s.study JOIN current_member m ON m.subject = e.subject"
        " WHERE m.cohort = ? AND s.state = 'ready' ORDER BY s.study, s.number, s.series_uid",
        [&](const Statement& r) {
            const auto exam = examAt_.constFind(r.integer(1));
            if (exam == examAt_.cend() || scope_.hidesSeries(r.text(2)))
                return;
            ExportSeries s{r.integer(0), *exam, r.text(2), r.text(3), r.text(4), r.text(5).toLatin1()};
            seriesAt_.insert(s.id, int(data_.series.size()));
            data_.series.append(s);
        });
}

Result<> Reading::instances() {
    for (int at = 0; at < data_.series.size(); ++at) {
        auto stored = imagingTable::instancesOfSeries(connection_, data_.series[at].uid);
        if (!stored)
            return tl::unexpected(stored.error());
        QSet<QString> seen;
        for (const auto& one : *stored) {
            if (seen.contains(one.sopInstance))
                continue;
            seen.insert(one.sopInstance);
            data_.instances.append({at, one.sopInstance, one.pack, one.extent, one.parsed});
        }
    }
    std::stable_sort(data_.instances.begin(), data_.instances.end(), [](const auto& a, const auto& b) {
        return std::tuple(a.series, a.header.slice.instanceNumber, a.sop) <
               std::tuple(b.series, b.header.slice.instanceNumber, b.sop);
    });
    return {};
}

Result<> Reading::labelMaps() {
    return each("SELECT o.series, count(*) FROM overlay o JOIN dicom_series s ON s.id = o.series"
                " JOIN dicom_study e ON e.id = s.study JOIN current_member m ON m.subject = e.subject"
                " WHERE m.cohort = ? AND o.kind = 'LABELS' AND o.state = 'ready' GROUP BY o.series",
                [&](const Statement& r) {
                    const auto series = seriesAt_.constFind(r.integer(0));
                    if (series != seriesAt_.cend())
                        data_.labelMaps.insert(*series, int(r.integer(1)));
                });
}

Result<> Reading::measurements() {
    return each(
        "SELECT e.subject, s.series_uid, x.sop_uid, x.kind, x.unit, x.value, x.user, e.study_date FROM "
        "measurement x"
        " JOIN dicom_series s ON s.id = x.series JOIN dicom_study e ON e.id = s.study"
        " JOIN current_member m ON m.subject = e.subject WHERE m.cohort = ? AND x.state = 'ready' ORDER BY "
        "x.id",
        [&](const Statement& r) {
            ExportMeasurement x;
            x.subject = subjectAt_.value(r.integer(0));
            x.series = r.text(1);
            x.sop = r.text(2);
            x.kind = r.text(3);
            x.unit = r.text(4);
            if (!r.isNull(5))
                x.value = r.real(5);
            x.user = r.integer(6);
            if (!cut_.excludes(r.text(7)) && !scope_.hidesOthers(data_.subjects[x.subject].id))
                data_.measurements.append(x);
        });
}

Result<> Reading::tasks() {
    return each(
        "SELECT t.id, t.subject, s.series_uid, t.mode, t.state, t.reader, e.study_date FROM reading_task t"
        " JOIN dicom_series s ON s.id = t.series JOIN dicom_study e ON e.id = s.study"
        " JOIN current_member m ON m.subject = t.subject"
        " WHERE m.cohort = ? AND t.state <> 'cancelled' ORDER BY t.id",
        [&](const Statement& r) {
            ExportTask t{r.integer(0), subjectAt_.value(r.integer(1)), r.text(2), r.text(3), r.text(4),
                         r.integer(5)};
            if (!cut_.excludes(r.text(6)) && !scope_.hidesOthers(data_.subjects[t.subject].id))
                data_.tasks.append(t);
        });
}

/// Of "@SCR:DM:index_date": form and item. Anchors that are longer expressions name no single item.
QString anchorItem(const StudyDefinition& definition, const QString& anchor) {
    const QStringList parts = definition.anchors.value(anchor).split(u':');
    return parts.size() == 3 && definition.item(parts[2]) != nullptr ? parts[2] : QString();
}

void Reading::setIndexDates() {
    QHash<QPair<int, QString>, QString> dates; // subject and anchor's item -> date
    const QString index = anchorItem(data_.definition, QStringLiteral("INDEX"));
    const QString consent = anchorItem(data_.definition, QStringLiteral("CONSENT"));
    for (const ExportForm& form : std::as_const(data_.forms))
        for (const ExportFormRow& row : form.rows)
            for (const ExportValue& value : row.values)
                if ((value.item == index || value.item == consent) && dayOf(value.text))
                    dates.insert({form.subject, value.item}, value.text);
    for (int i = 0; i < data_.subjects.size(); ++i) {
        QString& date = data_.subjects[i].indexDate;
        date = dates.value({i, index});
        if (date.isEmpty())
            date = dates.value({i, consent});
    }
    for (const ExportExam& exam : std::as_const(data_.exams)) {
        QString& date = data_.subjects[exam.subject].indexDate;
        if (date.isEmpty() && dayOf(exam.date))
            date = exam.date;
    }
}

} // namespace

Result<ExportData> readExportData(Connection& connection, std::int64_t cohort, const ExportOptions& options,
                                  const ReadingScope& scope) {
    return Reading(connection, cohort, options, scope).all();
}

std::optional<qint64> dayOf(const QString& isoDate) {
    if (isoDate.size() != 10)
        return {};
    const QDate date = QDate::fromString(isoDate, Qt::ISODate);
    return date.isValid() ? std::optional(date.toJulianDay() - QDate(1970, 1, 1).toJulianDay())
                          : std::nullopt;
}

QByteArray ExportOptions::kindCode() const {
    return kind == Kind::Dicom ? "dicom" : kind == Kind::Csv ? "csv" : "dataset";
}

QByteArray ExportOptions::toJson() const {
    const QJsonObject object{
        {QStringLiteral("kind"), QString::fromLatin1(kindCode())},
        {QStringLiteral("dates"), dates == Dates::Index ? QStringLiteral("index") : QStringLiteral("shift")},
        {QStringLiteral("profile"), profile},
        {QStringLiteral("cut"), cut},
        {QStringLiteral("words"), QJsonArray::fromStringList(words)},
        {QStringLiteral("labels"), QJsonArray::fromStringList(labels)},
        {QStringLiteral("title"), title},
        {QStringLiteral("licence"), licence},
        {QStringLiteral("contact"), contact},
        {QStringLiteral("ethics"), ethics}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

ExportOptions ExportOptions::fromJson(const QByteArray& json) {
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const auto text = [&](const char* key) { return object.value(QLatin1StringView(key)).toString(); };
    const auto list = [&](const char* key) {
        QStringList out;
        for (const QJsonValue& value : object.value(QLatin1StringView(key)).toArray())
            out.append(value.toString());
        return out;
    };
    ExportOptions out;
    const QString kind = text("kind");
    out.kind = kind == u"dicom" ? Kind::Dicom : kind == u"csv" ? Kind::Csv : Kind::Dataset;
    out.dates = text("dates") == u"index" ? Dates::Index : Dates::Shift;
    out.profile = text("profile");
    out.cut = text("cut");
    out.words = list("words");
    out.labels = list("labels");
    out.title = text("title");
    out.licence = text("licence");
    out.contact = text("contact");
    out.ethics = text("ethics");
    return out;
}

} // namespace casebook
