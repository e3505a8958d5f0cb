// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Answers.h"
#include "app/cli/Context.h"
#include "app/cli/Output.h"

#include <QDateTime>
#include <QJsonObject>
#include <QTimeZone>

#include <algorithm>
#include <functional>
#include <limits>

namespace casebook {

namespace {

/// One column of a list: its key in the JSON, and where the value comes from.
template <class Row>
struct Column {
    const char* key;
    bool byDefault;
    bool identifies; ///< who may read it is checked, and the reading is audited
    std::function<QJsonValue(const Row&)> get;
};

template <class Row>
using Columns = QList<Column<Row>>;

/// The columns asked for, or the usual ones. Error "bad-value" for an unknown name.
template <class Row>
Result<Columns<Row>> chosen(const Columns<Row>& all, const Arguments& arguments) {
    const auto names = arguments.value("columns");
    Columns<Row> out;
    if (!names) {
        std::copy_if(all.begin(), all.end(), std::back_inserter(out),
                     [](const auto& c) { return c.byDefault; });
        return out;
    }
    for (const QString& name : names->split(u',', Qt::SkipEmptyParts)) {
        const auto found = std::find_if(all.begin(), all.end(), [&](const Column<Row>& column) {
            return name.trimmed() == QLatin1StringView(column.key);
        });
        if (found == all.end())
            return fail(ErrorKind::Usage, "bad-value", QStringLiteral("--columns"), {name.trimmed()});
        out.append(*found);
    }
    return out;
}

QString cellText(const QJsonValue& value) {
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 15);
    if (value.isBool())
        return value.toBool() ? QStringLiteral("yes") : QStringLiteral("no");
    if (value.isArray()) {
        QStringList parts;
        for (const QJsonValue& part : value.toArray())
            parts += part.toString();
        return parts.join(u' ');
    }
    return value.toString();
}

template <class Row>
Answer answer(const QList<Row>& rows, const Columns<Row>& columns, qint64 limit) {
    QStringList heads;
    for (const auto& column : columns)
        heads += QLatin1StringView(column.key);
    Table table(heads);
    QJsonArray json;
    for (const Row& row : rows) {
        if (json.size() >= limit)
            break;
        QJsonObject object;
        QStringList cells;
        for (const auto& column : columns) {
            const QJsonValue value = column.get(row);
            object.insert(QLatin1StringView(column.key), value);
            cells += cellText(value);
        }
        json.append(object);
        table.add(cells);
    }
    return Answer{json, table.text()};
}

/// Opens the study as the columns need it. Identifying columns that were asked for by name need the
/// right and the audit; usual ones are dropped where the session may not read them.
template <class Row>
Result<OpenStudy*> openFor(Context& context, const Arguments& arguments, Columns<Row>& columns,
                           const char* what) {
    const bool named = arguments.has("columns");
    const auto identifies = [](const Column<Row>& column) { return column.identifies; };
    const bool wanted = std::any_of(columns.begin(), columns.end(), identifies);
    auto study = context.study(named && wanted ? Context::Need::Write : Context::Need::Read);
    if (!study || !wanted)
        return study;
    const Session& session = (*study)->session();
    if (!named && !session.may(Right::ReadIdentity)) {
        columns.removeIf(identifies);
        return study;
    }
    if (auto allowed = session.require(Right::ReadIdentity); !allowed)
        return tl::unexpected(allowed.error());
    if (auto recorded = (*study)->subjects().recordIdentityRead(QLatin1StringView(what)); !recorded)
        return tl::unexpected(recorded.error());
    return study;
}

/// What every list does: columns, right, rows, answer.
template <class Row, class Fetch>
Result<Answer> list(Context& context, const Arguments& arguments, const Columns<Row>& all, const char* what,
                    Fetch fetch) {
    auto columns = chosen(all, arguments);
    if (!columns)
        return tl::unexpected(columns.error());
    auto limit =
        arguments.integer("limit", std::numeric_limits<qint64>::max(), 0, std::numeric_limits<qint64>::max());
    if (!limit)
        return tl::unexpected(limit.error());
    auto study = openFor(context, arguments, *columns, what);
    if (!study)
        return tl::unexpected(study.error());
    Result<QList<Row>> rows = fetch(**study);
    if (!rows)
        return tl::unexpected(rows.error());
    return answer(*rows, *columns, *limit);
}

QJsonValue code(const QByteArray& bytes) { return QString::fromLatin1(bytes); }

QJsonArray codes(const QList<QByteArray>& list) {
    QJsonArray out;
    for (const QByteArray& one : list)
        out.append(QString::fromLatin1(one));
    return out;
}

QString utc(std::int64_t ms) {
    return QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::UTC).toString(Qt::ISODateWithMs);
}

Result<Answer> listSubjects(Context& context, const Arguments& arguments) {
    static const Columns<Subject> columns{
        {"id", true, false, [](const Subject& s) { return s.uuid.toString(); }},
        {"label", true, false, [](const Subject& s) { return s.label; }},
        {"name", true, true, [](const Subject& s) { return s.name; }},
        {"sex", false, false, [](const Subject& s) { return s.sex; }},
        {"patient_id", false, true, [](const Subject& s) { return s.patientId; }},
        {"birth_date", false, true, [](const Subject& s) { return s.birthDate; }},
        {"status", true, false, [](const Subject& s) { return s.status; }},
        {"exams", true, false, [](const Subject& s) { return s.exams; }},
        {"series", true, false, [](const Subject& s) { return s.series; }},
        {"last_exam", true, false, [](const Subject& s) { return textOrNull(s.lastExamDate); }},
    };
    return list(context, arguments, columns, "list subjects",
                [](OpenStudy& study) { return study.subjects().list(); });
}

Result<Answer> listImaging(Context& context, const Arguments& arguments) {
    static const Columns<ImagingStudy> columns{
        {"id", false, false, [](const ImagingStudy& e) { return e.uuid.toString(); }},
        {"study_uid", true, false, [](const ImagingStudy& e) { return e.studyUid; }},
        {"patient_name", true, true, [](const ImagingStudy& e) { return e.patientName; }},
        {"date", true, false, [](const ImagingStudy& e) { return textOrNull(e.date); }},
        {"time", false, false, [](const ImagingStudy& e) { return textOrNull(e.time); }},
        {"description", true, false, [](const ImagingStudy& e) { return e.description; }},
        {"subject", true, false, [](const ImagingStudy& e) { return textOrNull(e.subject); }},
    };
    return list(context, arguments, columns, "list imaging",
                [](OpenStudy& study) { return study.imaging().exams(); });
}

Result<Answer> listSeries(Context& context, const Arguments& arguments) {
    static const Columns<SeriesRow> columns{
        {"id", false, false, [](const SeriesRow& s) { return s.uuid.toString(); }},
        {"uid", true, false, [](const SeriesRow& s) { return s.uid; }},
        {"modality", true, false, [](const SeriesRow& s) { return s.modality; }},
        {"kind", true, false, [](const SeriesRow& s) { return code(s.kind); }},
        {"instances", true, false, [](const SeriesRow& s) { return s.instances; }},
        {"description", true, false, [](const SeriesRow& s) { return s.description; }},
        {"number", false, false, [](const SeriesRow& s) { return s.number; }},
        {"body_part", false, false, [](const SeriesRow& s) { return s.bodyPart; }},
        {"kernel", false, false, [](const SeriesRow& s) { return s.kernel; }},
        {"frame_of_reference", false, false,
         [](const SeriesRow& s) { return textOrNull(s.frameOfReference); }},
        {"columns", false, false, [](const SeriesRow& s) { return s.columns; }},
        {"rows", false, false, [](const SeriesRow& s) { return s.rows; }},
        {"overlays", false, false, [](const SeriesRow& s) { return s.overlays; }},
        {"warnings", true, false, [](const SeriesRow& s) { return codes(s.warnings); }},
        {"subject", true, false, [](const SeriesRow& s) { return textOrNull(s.subject); }},
        {"exam", true, false, [](const SeriesRow& s) { return s.exam; }},
        {"date", false, false, [](const SeriesRow& s) { return textOrNull(s.examDate); }},
    };
    return list(context, arguments, columns, "list series",
                [](OpenStudy& study) { return study.imaging().series(); });
}

Result<Answer> listOverlays(Context& context, const Arguments& arguments) {
    static const Columns<OverlayRow> columns{
        {"id", true, false, [](const OverlayRow& o) { return o.uuid.toString(); }},
        {"uid", true, false, [](const OverlayRow& o) { return o.uid; }},
        {"sop_instance", true, false, [](const OverlayRow& o) { return textOrNull(o.sopInstance); }},
        {"kind", true, false, [](const OverlayRow& o) { return code(o.kind); }},
        {"series", true, false, [](const OverlayRow& o) { return textOrNull(o.series); }},
        {"placement", true, false, [](const OverlayRow& o) { return code(o.placement); }},
        {"reason", false, false,
         [](const OverlayRow& o) { return textOrNull(QString::fromLatin1(o.reason)); }},
        {"algorithm", true, false, [](const OverlayRow& o) { return textOrNull(o.algorithm.name); }},
        {"version", false, false, [](const OverlayRow& o) { return textOrNull(o.algorithm.version); }},
    };
    return list(context, arguments, columns, "list overlays",
                [](OpenStudy& study) { return study.imaging().overlays(); });
}

Result<Answer> listImports(Context& context, const Arguments& arguments) {
    using Row = ImportService::ImportRow;
    static const Columns<Row> columns{
        {"id", true, false, [](const Row& i) { return i.uuid.toString(); }},
        {"time", true, false, [](const Row& i) { return utc(i.startedMs); }},
        {"user", true, false, [](const Row& i) { return i.user; }},
        {"state", true, false, [](const Row& i) { return code(i.state); }},
        {"files", true, false, [](const Row& i) { return i.report.files; }},
        {"imported", true, false, [](const Row& i) { return i.report.imported; }},
        {"duplicates", true, false, [](const Row& i) { return i.report.duplicates; }},
        {"refused", true, false, [](const Row& i) { return qint64(i.report.refused.size()); }},
        {"waiting", true, false, [](const Row& i) { return qint64(i.report.waiting.size()); }},
        {"report", false, false, [](const Row& i) { return toJson(i.report); }},
    };
    return list(context, arguments, columns, "list imports",
                [](OpenStudy& study) { return study.imports().list(); });
}

Command command(const char* words, const char* summary, Result<Answer> (*run)(Context&, const Arguments&)) {
    return {words, "[--columns A,B,...] [--limit N]", summary, {{"columns"}, {"limit"}}, 0, 0, false, run};
}

} // namespace

QList<Command> listCommands() {
    return {
        command("list subjects", QT_TRANSLATE_NOOP("casebook::Cli", "Lists the subjects of the study."),
                listSubjects),
        command("list imaging", QT_TRANSLATE_NOOP("casebook::Cli", "Lists the exams of the study."),
                listImaging),
        command("list series", QT_TRANSLATE_NOOP("casebook::Cli", "Lists the series of the study."),
                listSeries),
        command("list overlays", QT_TRANSLATE_NOOP("casebook::Cli", "Lists the overlays of the study."),
                listOverlays),
        command("list imports", QT_TRANSLATE_NOOP("casebook::Cli", "Lists what was imported, and when."),
                listImports),
    };
}

} // namespace casebook
