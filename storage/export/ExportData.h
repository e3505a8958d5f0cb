// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cohort/AnalysisTable.h"
#include "core/forms/Definition.h"
#include "core/forms/ItemValue.h"
#include "core/values/Ids.h"
#include "core/values/Result.h"
#include "storage/dicom/Instance.h"
#include "storage/objects/ObjectStore.h"

#include <QHash>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace casebook {

class Connection;
class ReadingScope;

/// What an export is about, as the person chose it. Kept with the export, so that it can be repeated.
struct ExportOptions {
    enum class Kind { Dataset, Dicom, Csv };
    enum class Dates { Shift, Index };
    Kind kind = Kind::Dataset;
    Dates dates = Dates::Shift;  ///< Index: the index event of everyone is moved to 1960-01-01
    QString profile = QStringLiteral("research"); ///< or "strict": no dates, no patient characteristics
    QString cut; ///< ISO date; nothing later is taken (core/cohort/DataCut.h). Empty: everything
    QStringList words, labels; ///< the study's own words and segment labels
    QString title, licence, contact, ethics; ///< for README; may be empty

    [[nodiscard]] bool strict() const { return profile == u"strict"; }
    [[nodiscard]] bool wantsImages() const { return kind != Kind::Csv; }
    [[nodiscard]] bool wantsTables() const { return kind != Kind::Dicom; }
    [[nodiscard]] QByteArray toJson() const;
    [[nodiscard]] static ExportOptions fromJson(const QByteArray& json);
    [[nodiscard]] QByteArray kindCode() const; ///< "dataset", "dicom", "csv"
};

// Rows of one snapshot of the study. Subjects are told by their place in ExportData::subjects.

struct ExportSubject {
    SubjectId id;
    Uuid uuid;
    QString label, sex, birthDate, status;
    QStringList identifiers; ///< names, IDs: what may never come out
    QStringList names;       ///< of them, those that may not come out in parts either
    QString indexDate; ///< ISO; of the study's anchor INDEX, else CONSENT, else the first exam; may be empty
    QString pseudonym;
    int dayOffset = 0;
};

struct ExportVisit {
    std::int64_t id = 0;
    int subject = 0;
    QString visit;
    int repeat = 1;
    QString date, state;
};

struct ExportValue {
    QString item;
    ValueKind kind = ValueKind::Null;
    QString text, unit;
    QByteArray missing, comparator;
    QStringList codes;
};

struct ExportFormRow {
    QString group; ///< empty: the ungrouped part
    int ordinal = 0;
    QList<ExportValue> values;
};

struct ExportForm {
    std::int64_t id = 0;
    int subject = 0;
    QString form;
    int repeat = 1;
    QString visit;
    int visitRepeat = 0;
    QString visitDate;
    FormAnchor anchor = FormAnchor::Visit;
    std::int64_t anchorId = 0;
    std::int64_t reader = 0;
    QString state;
    QList<ExportFormRow> rows;
};

struct ExportExam {
    std::int64_t id = 0;
    int subject = 0;
    QString studyUid, date;
};

struct ExportSeries {
    std::int64_t id = 0;
    int exam = 0; ///< place in ExportData::exams
    QString uid, modality, frameOfReference;
    QByteArray kind;
};

struct ExportInstance {
    int series = 0; ///< place in ExportData::series
    QString sop;
    PackId pack;
    Extent extent;
    dicom::ParsedInstance header;
};

struct ExportMeasurement {
    int subject = 0;
    QString series, sop, kind, unit;
    std::optional<double> value;
    std::int64_t user = 0;
};

struct ExportTask {
    std::int64_t id = 0;
    int subject = 0;
    QString series, mode, state;
    std::int64_t reader = 0;
};

/// One consistent snapshot of what a cohort's export needs. Sorted; a value.
/// Times to events as the cohort pages count them (core/cohort/SurvivalTimes.h), so that whoever computes from the
/// set comes to the same numbers.
struct ExportOutcomes {
    QList<cohort::ColumnInfo> columns; ///< "os_days", "os_event" ...; empty: none known
    QHash<std::int64_t, QStringList>
        cells; ///< by subject; days as whole numbers, events 0 or 1, empty: missing
};

struct ExportData {
    QString studyName, protocol, cohortName;
    bool synthetic = false;
    QByteArray cohortCriteria, cohortNumbers; ///< JSON, as the cohort keeps them
    QString cohortCut;
    StudyDefinition definition; ///< of the newest version used, with forms, items and codes that it dropped
    QMap<QString, ItemDef> items; ///< of every version used; the newest wins
    QList<ExportSubject> subjects; ///< by UUID
    QList<ExportVisit> visits;
    QList<ExportForm> forms;
    QList<ExportExam> exams;
    QList<ExportSeries> series;
    QList<ExportInstance> instances;
    QMap<int, int>
        labelMaps; ///< place in series -> label maps from files (NIfTI ...) beside it; never released
    QList<ExportMeasurement> measurements;
    QList<ExportTask> tasks;
    ExportOutcomes outcomes;
    int heldValues = 0; ///< values left out because they wait for a reason
};

/// Reads it. `scope`: what the session may not see is as if it were not there.
/// Errors: "no-such-cohort", those of Connection and of definitionFromJson.
[[nodiscard]] Result<ExportData> readExportData(Connection& connection, std::int64_t cohort,
                                                const ExportOptions& options, const ReadingScope& scope);

/// Days from 1970-01-01 of a full ISO date; nothing for a partial one or none.
[[nodiscard]] std::optional<qint64> dayOf(const QString& isoDate);

} // namespace casebook
