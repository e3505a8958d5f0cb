// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CohortStudy.h"
#include "app/cli/Command.h"
#include "app/cli/FormStudy.h"
#include "app/cli/ListColumns.h"
#include "app/cli/Words.h"
#include "storage/subjects/ExamVisits.h"

namespace casebook {

namespace {

using namespace lists;

Result<Answer> listSubjects(Context& context, const Arguments& arguments) {
    static const Columns<Subject> columns{
        {"id", true, false, [](const Subject& s) { return s.uuid.toString(); }},
        {"label", true, false, [](const Subject& s) { return s.label; }},
        {"name", true, true, [](const Subject& s) { return s.name; }},
        {"sex", false, false, [](const Subject& s) { return s.sex; }},
        {"patient_id", false, true, [](const Subject& s) { return s.patientId; }},
        {"birth_date", false, true, [](const Subject& s) { return s.birthDate; }},
        {"status", true, false, [](const Subject& s) { return s.status; }},
        {"joined_to", false, false, [](const Subject& s) { return textOrNull(s.joinedTo); }},
        {"exams", true, false, [](const Subject& s) { return s.exams; }},
        {"series", true, false, [](const Subject& s) { return s.series; }},
        {"last_exam", true, false, [](const Subject& s) { return textOrNull(s.lastExamDate); }},
    };
    const QString where = arguments.valueOr("where", {});
    const auto names = cohort::columnsOf(where);
    const auto isListed = [](const QString& name) {
        return std::any_of(columns.begin(), columns.end(),
                           [&](const auto& c) { return name == QLatin1StringView(c.key); });
    };
    if (where.isEmpty() || !names || std::all_of(names->begin(), names->end(), isListed))
        return list(context, arguments, columns, "list subjects",
                    [](OpenStudy& study) { return study.subjects().list(); });
    // Other names are columns of the analysis table.
    Arguments others = arguments;
    others.options.remove("where");
    return list(context, others, columns, "list subjects", [&](OpenStudy& study) {
        return subjectsWhere(study, where, context.job(Cli::tr("Subjects")));
    });
}

/// An exam with its visit; without the right to read forms, or for an exam that waits, there is none.
struct ExamRow {
    ImagingStudy exam;
    std::optional<ExamVisit> visit;
};

Result<QList<ExamRow>> examRows(OpenStudy& study) {
    const auto exams = study.imaging().exams();
    if (!exams)
        return tl::unexpected(exams.error());
    QHash<std::int64_t, ExamVisit> visits;
    if (study.session().may(Right::ReadForms) && study.session().may(Right::ReadImages)) {
        FormStudy forms(study);
        const auto rows =
            ExamVisitService(study.database(), study.session(), study.vault().clock(), forms.definitions)
                .list();
        if (!rows)
            return tl::unexpected(rows.error());
        for (const ExamVisit& row : *rows)
            visits.insert(row.id.value, row);
    }
    QList<ExamRow> out;
    for (const ImagingStudy& exam : *exams) {
        const auto visit = visits.constFind(exam.id.value);
        out.append({exam, visit == visits.cend() ? std::nullopt : std::optional(*visit)});
    }
    return out;
}

/// "BASE", "CYCLE#2"; "none" where a person said so; null where it is open.
QJsonValue visitOf(const ExamRow& row) {
    if (!row.visit || row.visit->isOpen())
        return QJsonValue::Null;
    return row.visit->visit ? row.visit->visit->text() : QStringLiteral("none");
}

Result<Answer> listImaging(Context& context, const Arguments& arguments) {
    static const Columns<ExamRow> columns{
        {"id", false, false, [](const ExamRow& e) { return e.exam.uuid.toString(); }},
        {"study_uid", true, false, [](const ExamRow& e) { return e.exam.studyUid; }},
        {"patient_name", true, true, [](const ExamRow& e) { return e.exam.patientName; }},
        {"date", true, false, [](const ExamRow& e) { return textOrNull(e.exam.date); }},
        {"time", false, false, [](const ExamRow& e) { return textOrNull(e.exam.time); }},
        {"description", true, false, [](const ExamRow& e) { return e.exam.description; }},
        {"subject", true, false, [](const ExamRow& e) { return textOrNull(e.exam.subject); }},
        {"visit", true, false, visitOf},
        {"proposed_visit", false, false,
         [](const ExamRow& e) -> QJsonValue {
             if (!e.visit || !e.visit->proposed)
                 return QJsonValue::Null;
             return e.visit->proposed->text();
         }},
        {"days_off", false, false,
         [](const ExamRow& e) -> QJsonValue {
             if (!e.visit || !e.visit->hasDays)
                 return QJsonValue::Null;
             return e.visit->daysOff;
         }},
        {"modalities", false, false,
         [](const ExamRow& e) {
             return QJsonArray::fromStringList(e.visit ? e.visit->modalities : QStringList());
         }},
    };
    return list(context, arguments, columns, "list imaging", examRows);
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

} // namespace

QList<Command> listCommands() {
    return {
        listCommand("list subjects", QT_TRANSLATE_NOOP("casebook::Cli", "Lists the subjects of the study."),
                    listSubjects),
        listCommand("list imaging", QT_TRANSLATE_NOOP("casebook::Cli", "Lists the exams of the study."),
                    listImaging),
        listCommand("list series", QT_TRANSLATE_NOOP("casebook::Cli", "Lists the series of the study."),
                    listSeries),
        listCommand("list overlays", QT_TRANSLATE_NOOP("casebook::Cli", "Lists the overlays of the study."),
                    listOverlays),
        listCommand("list imports", QT_TRANSLATE_NOOP("casebook::Cli", "Lists what was imported, and when."),
                    listImports),
    };
}

} // namespace casebook
