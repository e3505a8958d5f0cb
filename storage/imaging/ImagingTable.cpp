// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/ImagingTable.h"

#include "storage/database/Rows.h"
#include "storage/imaging/SubjectMatch.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace casebook::imagingTable {

namespace {

QByteArray kindOf(dicom::ObjectKind kind) {
    switch (kind) {
    case dicom::ObjectKind::Image: return "image";
    case dicom::ObjectKind::MultiFrame: return "multi-frame";
    case dicom::ObjectKind::Segmentation: return "seg";
    case dicom::ObjectKind::StructuredReport: return "sr";
    case dicom::ObjectKind::RtStruct: return "rtstruct";
    case dicom::ObjectKind::Presentation: return "presentation";
    case dicom::ObjectKind::Pdf: return "pdf";
    case dicom::ObjectKind::ParametricMap: return "map";
    case dicom::ObjectKind::Other: break;
    }
    return "other";
}

/// DICOM TM "HHMMSS.f" to HH:MM:SS; empty when there is none.
QString isoTime(const QString& tm) {
    if (tm.size() < 4)
        return {};
    return tm.mid(0, 2) + u':' + tm.mid(2, 2) + (tm.size() >= 6 ? QString(u':' + tm.mid(4, 2)) : QString());
}

QByteArray json(const QJsonObject& object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

QString utf8(const QByteArray& bytes) { return QString::fromUtf8(bytes); }

const QString keyWarnings = QStringLiteral("warnings");
const QString keyBodyPart = QStringLiteral("bodyPart");
const QString keyKernel = QStringLiteral("kernel");
const QString keyColumns = QStringLiteral("columns");
const QString keyRows = QStringLiteral("rows");
const QString keyGeometry = QStringLiteral("geometry");
const QString keyThickness = QStringLiteral("thickness_mm");
const QString keyStep = QStringLiteral("step_mm");

constexpr const char* selectInstance =
    "SELECT i.id, i.sop_uid, p.pack_id, i.off, i.len, i.cmac, i.header, m.state"
    " FROM instance i JOIN pack p ON p.id = i.pack JOIN dicom_series s ON s.id = i.series"
    " LEFT JOIN import m ON m.id = i.import_id ";

Result<StoredInstance> instanceFromRow(const Statement& row) {
    StoredInstance out;
    out.id = row.id<InstanceId>(0);
    out.sopInstance = row.text(1);
    out.pack = PackId{row.blob(2)};
    out.extent = {row.integer(3), row.integer(4)};
    out.dedupKey = row.blob(5);
    auto parsed = dicom::instanceFromJson(row.text(6).toUtf8());
    if (!parsed)
        return fail(ErrorKind::Damaged, "database-damaged", QStringLiteral("instance"));
    out.parsed = std::move(*parsed);
    out.importDone = row.text(7) == QLatin1StringView("done");
    return out;
}

/// Of id, uuid, subject, identity.
Exam examOf(const Statement& row) {
    Exam exam{row.id<ExamId>(0), row.uuid(1), std::nullopt, row.integerOrNull(3)};
    if (!row.isNull(2))
        exam.subject = row.id<SubjectId>(2);
    return exam;
}

} // namespace

Result<std::optional<Exam>> findExam(Connection& connection, const QString& studyUid,
                                     const QString& seriesUid) {
    auto row = connection.prepare("SELECT id, uuid, subject, identity FROM dicom_study WHERE study_uid = ?1"
                                  " ORDER BY id = (SELECT study FROM dicom_series WHERE series_uid = ?2) "
                                  "DESC, state = 'empty', id LIMIT 1");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(studyUid, seriesUid);
    return row->step().map([&](bool has) { return has ? std::optional(examOf(*row)) : std::nullopt; });
}

Result<QList<Exam>> partsOfExam(Connection& connection, const QString& studyUid) {
    auto rows = connection.prepare("SELECT id, uuid, subject, identity FROM dicom_study WHERE study_uid = ?"
                                   " ORDER BY state = 'empty', id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(studyUid);
    return allRows<Exam>(*rows, [](const Statement& r) -> Result<Exam> { return examOf(r); });
}

Result<Exam> copyExam(WriteTransaction& tx, ExamId exam, std::optional<SubjectId> subject,
                      std::optional<std::int64_t> identity) {
    const std::optional<std::int64_t> owner = subject ? std::optional(subject->value) : std::nullopt;
    Exam out{{}, tx.newUuid(), subject, identity};
    if (auto run =
            tx.run("INSERT INTO dicom_study(uuid, study_uid, subject, identity, study_date, study_time,"
                   " description, accession, tags) SELECT ?, study_uid, ?, coalesce(?, identity), study_date,"
                   " study_time, description, accession, tags FROM dicom_study WHERE id = ?",
                   out.uuid, owner, identity, exam);
        !run)
        return tl::unexpected(run.error());
    out.id = ExamId{tx.lastInsertId()};
    return out;
}

Result<Exam> insertExam(WriteTransaction& tx, const dicom::ParsedInstance& first,
                        std::optional<SubjectId> subject, std::int64_t identity) {
    Exam exam{{}, tx.newUuid(), subject, identity};
    const std::optional<std::int64_t> owner = subject ? std::optional(subject->value) : std::nullopt;
    if (auto run =
            tx.run("INSERT INTO dicom_study(uuid, study_uid, subject, identity, study_date, study_time,"
                   " description, accession, tags) VALUES(?, ?, ?, ?, ?, ?, ?, ?, '{}')",
                   exam.uuid, first.studyUid, owner, identity, subjectMatch::isoDate(first.studyDate),
                   isoTime(first.studyTime), first.studyDescription, first.accession);
        !run)
        return tl::unexpected(run.error());
    exam.id = ExamId{tx.lastInsertId()};
    return exam;
}

Result<> setSubject(WriteTransaction& tx, ExamId exam, std::optional<SubjectId> subject) {
    const std::optional<std::int64_t> owner = subject ? std::optional(subject->value) : std::nullopt;
    return tx.run("UPDATE dicom_study SET subject = ? WHERE id = ?", owner, exam);
}

Result<SeriesKey> ensureSeries(WriteTransaction& tx, ExamId exam, const dicom::ParsedInstance& first) {
    auto row = tx.prepare("SELECT id, uuid FROM dicom_series WHERE series_uid = ?");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(first.seriesUid);
    const auto has = row->step();
    if (!has)
        return tl::unexpected(has.error());
    if (*has)
        return SeriesKey{row->id<SeriesId>(0), row->uuid(1), false};
    SeriesKey key{{}, tx.newUuid(), true};
    const QJsonObject tags{{keyBodyPart, first.bodyPart},
                           {keyKernel, first.kernel},
                           {keyColumns, first.slice.columns},
                           {keyRows, first.slice.rows}};
    if (auto run = tx.run("INSERT INTO dicom_series(uuid, series_uid, study, modality, description, number,"
                          " frame_of_ref, kind, state, tags) VALUES(?, ?, ?, ?, ?, ?, ?, ?, 'ready', ?)",
                          key.uuid, first.seriesUid, exam, first.modality, first.seriesDescription,
                          first.seriesNumber.value_or(0), first.slice.frameOfReference,
                          utf8(kindOf(first.kind)), utf8(json(tags)));
        !run)
        return tl::unexpected(run.error());
    key.id = SeriesId{tx.lastInsertId()};
    // All series of the exam may have been moved to another subject before this one came.
    return tx.run("UPDATE dicom_study SET state = 'ready' WHERE id = ? AND state = 'empty'", exam).map([&] {
        return key;
    });
}

Result<> insertInstance(WriteTransaction& tx, SeriesId series, ImportId import, const NewInstance& n) {
    const dicom::ParsedInstance& p = n.parsed;
    const auto place = [](std::int64_t value, bool known) {
        return known ? std::optional(value) : std::nullopt;
    };
    QJsonArray differences = QJsonArray::fromStringList(n.differences);
    return tx.run(
        "INSERT INTO instance(series, sop_uid, sop_class, pack, off, len, cmac, transfer_syntax, header,"
        " pixel_off, pixel_len, import_id, state, variant, differences)"
        " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        series, n.localUid.isEmpty() ? p.sopInstance : n.localUid, p.sopClass, n.pack, n.extent.offset,
        n.extent.length, n.dedupKey, p.transferSyntax, utf8(dicom::toJson(p)),
        place(p.pixelOffset, p.pixelOffset >= 0), place(p.pixelLength, p.pixelOffset >= 0), import,
        QString::fromLatin1(n.variant.isEmpty() ? "ready" : "waiting"), QString::fromLatin1(n.variant),
        differences.isEmpty() ? QString() : utf8(QJsonDocument(differences).toJson(QJsonDocument::Compact)));
}

Result<QList<StoredInstance>> instancesOfSeries(Connection& connection, const QString& seriesUid) {
    auto rows = connection.prepare(QByteArray(selectInstance) +
                                   "WHERE s.series_uid = ? AND i.state = 'ready' ORDER BY i.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(seriesUid);
    return allRows<StoredInstance>(*rows, instanceFromRow);
}

Result<QList<StoredInstance>> instancesBySop(Connection& connection, const QString& sopInstance) {
    // '$' follows '#': the UID itself and its "UID#2".
    auto rows = connection.prepare(QByteArray(selectInstance) +
                                   "WHERE i.sop_uid = ?1 OR (i.sop_uid > ?1 || '#' AND i.sop_uid < ?1 || '$')"
                                   " ORDER BY i.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(sopInstance);
    return allRows<StoredInstance>(*rows, instanceFromRow);
}

Result<> linkVariants(WriteTransaction& tx, ImportId import) {
    return tx.run("UPDATE instance SET variant_of = (SELECT min(f.id) FROM instance f WHERE f.sop_uid ="
                  " substr(instance.sop_uid, 1, instr(instance.sop_uid, '#') - 1))"
                  " WHERE import_id = ? AND variant <> '' AND variant_of IS NULL",
                  import);
}

Result<QList<StoredInstance>> instancesWhere(Connection& connection, const QByteArray& sql,
                                             const QString& value) {
    auto rows = connection.prepare(QByteArray(selectInstance) + sql);
    if (!rows)
        return tl::unexpected(rows.error());
    if (sql.contains("?1"))
        rows->bindAll(value);
    return allRows<StoredInstance>(*rows, instanceFromRow);
}

Result<QList<StoredInstance>> drawablesWithoutOverlay(Connection& connection) {
    auto rows = connection.prepare(QByteArray(selectInstance) +
                                   "WHERE (s.kind = 'seg' OR i.sop_class IN ('1.2.840.10008.5.1.4.1.1.66.4',"
                                   " '1.2.840.10008.5.1.4.1.1.66.7', '1.2.840.10008.5.1.4.1.1.481.3', "
                                   "'1.2.840.10008.5.1.4.1.1.30')) AND "
                                   "i.state = 'ready' AND NOT EXISTS (SELECT 1 FROM overlay o"
                                   " WHERE o.uid = i.sop_uid)"
                                   " ORDER BY i.id");
    if (!rows)
        return tl::unexpected(rows.error());
    return allRows<StoredInstance>(*rows, instanceFromRow);
}

Result<QStringList> seriesWithoutFacts(Connection& connection) {
    auto rows = connection.prepare(
        "SELECT series_uid FROM dicom_series WHERE json_extract(tags, '$.geometry') IS NULL ORDER BY id");
    if (!rows)
        return tl::unexpected(rows.error());
    return allRows<QString>(*rows, [](const Statement& r) -> Result<QString> { return r.text(0); });
}

Result<QList<ImagingStudy>> exams(Connection& connection, const QString& subject) {
    auto rows = connection.prepare(
        "SELECT e.id, e.uuid, e.study_uid, e.study_date, e.study_time, e.description, i.name_utf8, s.label"
        " FROM dicom_study e LEFT JOIN subject s ON s.id = e.subject LEFT JOIN source_identity i ON i.id = "
        "e.identity"
        " WHERE (?1 = '' OR s.label = ?1) AND e.state <> 'empty'"
        " ORDER BY s.label, e.study_date, e.study_time, e.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(subject);
    return allRows<ImagingStudy>(*rows, [](const Statement& r) -> Result<ImagingStudy> {
        return ImagingStudy{r.id<ExamId>(0), r.uuid(1), r.text(2), r.text(3),
                            r.text(4),       r.text(5), r.text(6), r.text(7)};
    });
}

Result<QList<SeriesRow>> series(Connection& connection, const QString& subject, const QString& seriesUid,
                                SeriesCounts counts) {
    QByteArray sql =
        "SELECT r.id, r.uuid, r.series_uid, r.modality, r.description, r.number, r.frame_of_ref, r.kind, "
        "r.tags,"
        " CASE WHEN ?3 THEN (SELECT count(*) FROM instance i WHERE i.series = r.id AND i.state = 'ready') "
        "END, s.label, "
        "e.study_uid, e.study_date,"
        " CASE WHEN ?3 THEN (SELECT count(*) FROM overlay o WHERE o.series = r.id) END, e.study_time"
        " FROM dicom_series r JOIN dicom_study e ON e.id = r.study LEFT JOIN subject s ON s.id = e.subject"
        " WHERE true";
    // Only what is asked: an index serves no condition that may be void.
    if (!subject.isEmpty())
        sql += " AND s.label = ?1";
    if (!seriesUid.isEmpty())
        sql += " AND r.series_uid = ?2";
    auto rows = connection.prepare(sql + " ORDER BY s.label, e.study_date, e.study_time, r.number, r.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(subject, seriesUid, counts == SeriesCounts::With ? 1 : 0);
    return allRows<SeriesRow>(*rows, [](const Statement& r) -> Result<SeriesRow> {
        const QJsonObject tags = QJsonDocument::fromJson(r.text(8).toUtf8()).object();
        SeriesRow out;
        out.id = r.id<SeriesId>(0);
        out.uuid = r.uuid(1);
        out.uid = r.text(2);
        out.modality = r.text(3);
        out.description = r.text(4);
        out.number = int(r.integer(5));
        out.frameOfReference = r.text(6);
        out.kind = r.text(7).toLatin1();
        out.bodyPart = tags[keyBodyPart].toString();
        out.kernel = tags[keyKernel].toString();
        out.columns = tags[keyColumns].toInt();
        out.rows = tags[keyRows].toInt();
        out.geometry = tags[keyGeometry].toString();
        out.thickness_mm = tags[keyThickness].toDouble();
        out.step_mm = tags[keyStep].toDouble();
        for (const auto& code : tags[keyWarnings].toArray())
            out.warnings.append(code.toString().toLatin1());
        out.instances = int(r.integer(9));
        out.subject = r.text(10);
        out.exam = r.text(11);
        out.examDate = r.text(12);
        out.overlays = int(r.integer(13));
        out.examTime = r.text(14);
        return out;
    });
}

Result<> setSeriesFacts(WriteTransaction& tx, const QString& seriesUid, const SeriesFactsRow& facts) {
    QJsonArray warnings;
    for (const QByteArray& code : facts.warnings)
        warnings.append(QString::fromLatin1(code));
    const QJsonObject tags{{keyBodyPart, facts.bodyPart},
                           {keyKernel, facts.kernel},
                           {keyColumns, facts.columns},
                           {keyRows, facts.rows},
                           {keyWarnings, warnings},
                           {keyGeometry, facts.geometry},
                           {keyThickness, facts.thickness_mm},
                           {keyStep, facts.step_mm}};
    return tx.run("UPDATE dicom_series SET tags = ? WHERE series_uid = ?", utf8(json(tags)), seriesUid);
}

} // namespace casebook::imagingTable
