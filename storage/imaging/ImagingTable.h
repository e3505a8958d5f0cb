// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/WriteTransaction.h"
#include "storage/dicom/Instance.h"
#include "storage/imaging/ImagingService.h"
#include "storage/objects/ObjectStore.h"

#include <optional>

namespace casebook::imagingTable {

/// SQL of `dicom_study`, `dicom_series`, `instance`, `overlay` and their neighbours. Used by services
/// inside their transactions; checks no rights and writes no audit.

struct Exam {
    ExamId id;
    Uuid uuid;
    std::optional<SubjectId> subject; ///< none: waits for a person
    std::optional<std::int64_t> identity; ///< row of source_identity
};
/// Of an exam that was split between subjects: the part that has the series, else the first part with images.
[[nodiscard]] Result<std::optional<Exam>> findExam(Connection& connection, const QString& studyUid,
                                                   const QString& seriesUid);
/// All parts of an exam that was split, those with images first.
[[nodiscard]] Result<QList<Exam>> partsOfExam(Connection& connection, const QString& studyUid);
[[nodiscard]] Result<Exam> insertExam(WriteTransaction& tx, const dicom::ParsedInstance& first,
                                      std::optional<SubjectId> subject, std::int64_t identity);
/// Another part of the same exam, for another subject. @param identity nothing: that of the exam.
[[nodiscard]] Result<Exam> copyExam(WriteTransaction& tx, ExamId exam, std::optional<SubjectId> subject,
                                    std::optional<std::int64_t> identity = std::nullopt);
[[nodiscard]] Result<> setSubject(WriteTransaction& tx, ExamId exam, std::optional<SubjectId> subject);

struct SeriesKey {
    SeriesId id;
    Uuid uuid;
    bool isNew = false;
};
[[nodiscard]] Result<SeriesKey> ensureSeries(WriteTransaction& tx, ExamId exam,
                                             const dicom::ParsedInstance& first);

struct NewInstance {
    const dicom::ParsedInstance& parsed;
    std::int64_t pack; ///< row of `pack`
    Extent extent;
    QByteArray dedupKey;
    /// Where the instance is here already: "UID#2", what differs ("pixels", "header"), names of attributes.
    QString localUid;
    QByteArray variant;
    QStringList differences;
};
[[nodiscard]] Result<> insertInstance(WriteTransaction& tx, SeriesId series, ImportId import,
                                      const NewInstance& instance);

/// What is stored of one instance: where its bytes are, and its header.
struct StoredInstance {
    InstanceId id;
    QString sopInstance;
    PackId pack;
    Extent extent;
    QByteArray dedupKey;
    dicom::ParsedInstance parsed;
    bool importDone = true; ///< false: its import was interrupted
};
/// Those that are shown: not the second files of an instance that wait for a person or were left out.
[[nodiscard]] Result<QList<StoredInstance>> instancesOfSeries(Connection& connection,
                                                              const QString& seriesUid);
/// All of them, second files ("UID#2") too.
[[nodiscard]] Result<QList<StoredInstance>> instancesBySop(Connection& connection,
                                                           const QString& sopInstance);
/// Ties second files whose first came later in the same import to it.
[[nodiscard]] Result<> linkVariants(WriteTransaction& tx, ImportId import);

/// By more SQL behind the joins of `i` instance, `s` series, `m` import; ?1 is `value`.
[[nodiscard]] Result<QList<StoredInstance>> instancesWhere(Connection& connection, const QByteArray& sql,
                                                           const QString& value = {});
[[nodiscard]] Result<QList<StoredInstance>> drawablesWithoutOverlay(Connection& connection);
/// Series UIDs that setSeriesFacts was never called for.
[[nodiscard]] Result<QStringList> seriesWithoutFacts(Connection& connection);

[[nodiscard]] Result<QList<ImagingStudy>> exams(Connection& connection, const QString& subject);
[[nodiscard]] Result<QList<SeriesRow>> series(Connection& connection, const QString& subject,
                                              const QString& seriesUid,
                                              SeriesCounts counts = SeriesCounts::With);
[[nodiscard]] Result<QList<OverlayRow>> overlays(Connection& connection);

/// Words of the series' first instance that lists show, and the warnings of its volumes.
struct SeriesFactsRow {
    QString bodyPart, kernel;
    int columns = 0, rows = 0;
    QList<QByteArray> warnings;
    QString geometry;
    double thickness_mm = 0, step_mm = 0;
};
[[nodiscard]] Result<> setSeriesFacts(WriteTransaction& tx, const QString& seriesUid,
                                      const SeriesFactsRow& facts);

} // namespace casebook::imagingTable
