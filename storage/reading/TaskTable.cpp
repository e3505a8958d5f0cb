// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of readingTable about tasks and sessions.
#include "storage/database/Rows.h"
#include "storage/imaging/ImagingTable.h"
#include "storage/reading/DerivedSql.h"
#include "storage/reading/ReadingTable.h"

#include <cmath>

namespace casebook::readingTable {

namespace {

constexpr const char* selectTask =
    "SELECT t.id, t.uuid, t.subject, s.label, r.series_uid, e.study_date, r.description, p.series_uid,"
    " pe.study_date, t.reader, u.login, u.printed_name, t.mode, t.state, t.reserved, t.ordinal, t.note,"
    " t.created_ms, t.opened_ms, t.first_closed_ms, t.finished_ms, t.rv"
    " FROM reading_task t JOIN subject s ON s.id = t.subject JOIN dicom_series r ON r.id = t.series"
    " JOIN dicom_study e ON e.id = r.study JOIN user u ON u.id = t.reader"
    " LEFT JOIN dicom_series p ON p.id = t.prior_series LEFT JOIN dicom_study pe ON pe.id = p.study ";

TaskState stateFromCode(const QString& code) {
    for (const TaskState state : {TaskState::New, TaskState::Reading, TaskState::Finished})
        if (code == QLatin1StringView(taskStateCode(state)))
            return state;
    return TaskState::Cancelled;
}

ReadingTask fromRow(const Statement& r) {
    ReadingTask t;
    t.id = r.id<TaskId>(0);
    t.uuid = r.uuid(1);
    t.subject = r.id<SubjectId>(2);
    t.subjectLabel = r.text(3);
    t.series = r.text(4);
    t.examDate = r.text(5);
    t.seriesDescription = r.text(6);
    t.priorSeries = r.text(7);
    t.priorDate = r.text(8);
    t.reader = r.id<UserId>(9);
    t.readerLogin = r.text(10);
    t.readerName = r.text(11);
    t.mode = readingModeFromCode(r.text(12).toLatin1()).value_or(ReadingMode::Unaided);
    t.state = stateFromCode(r.text(13));
    t.reserved = r.integer(14) != 0;
    t.ordinal = int(r.integer(15));
    t.note = r.text(16);
    t.createdMs = r.integer(17);
    t.openedMs = r.integer(18);
    t.firstClosedMs = r.integer(19);
    t.finishedMs = r.integer(20);
    t.rv = r.integer(21);
    return t;
}

Result<std::optional<ReadingTask>> one(Statement& statement) {
    const auto row = statement.step();
    if (!row)
        return tl::unexpected(row.error());
    return *row ? std::optional(fromRow(statement)) : std::nullopt;
}

/// A series that may be a prior, and how well it fits.
struct Candidate {
    QString uid, date;
    double thickness = 0;
    bool sameKernel = false;
};

constexpr int fewestPriorSlices = 30;

} // namespace

Result<QList<ReadingTask>> tasks(Connection& connection, const QByteArray& where, std::int64_t value) {
    auto rows =
        connection.prepare(QByteArray(selectTask) + (where.isEmpty() ? QByteArray() : "WHERE " + where) +
                           " ORDER BY u.login, t.ordinal, t.id");
    if (!rows)
        return tl::unexpected(rows.error());
    if (!where.isEmpty())
        rows->bindAll(value);
    return allRows<ReadingTask>(*rows, [](const Statement& r) -> Result<ReadingTask> { return fromRow(r); });
}

Result<std::optional<ReadingTask>> task(Connection& connection, TaskId id) {
    auto row = connection.prepare(QByteArray(selectTask) + "WHERE t.id = ?");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(id);
    return one(*row);
}

Result<std::optional<ReadingTask>> task(Connection& connection, const QString& idOrUuid) {
    auto row = connection.prepare(QByteArray(selectTask) + "WHERE t.uuid = ?2 OR CAST(t.id AS TEXT) = ?1");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(idOrUuid, Uuid::fromString(idOrUuid));
    return one(*row);
}

Result<int> nextOrdinal(Connection& connection, UserId reader) {
    return connection.one("SELECT coalesce(max(ordinal), 0) + 1 FROM reading_task WHERE reader = ?", reader)
        .map([](std::optional<std::int64_t> n) { return int(n.value_or(1)); });
}

Result<ReadingTask> insertTask(WriteTransaction& tx, SubjectId subject, const QString& seriesUid,
                               const QString& priorUid, UserId reader, ReadingMode mode,
                               const QString& note) {
    const auto ordinal = nextOrdinal(tx.connection(), reader);
    if (!ordinal)
        return tl::unexpected(ordinal.error());
    if (auto run =
            tx.run("INSERT INTO reading_task(uuid, subject, series, prior_series, reader, mode, state,"
                   " ordinal, note, created_ms) VALUES(?, ?, (SELECT id FROM dicom_series WHERE series_uid ="
                   " ?), (SELECT id FROM dicom_series WHERE series_uid = ?), ?, ?, 'new', ?, ?, ?)",
                   tx.newUuid(), subject, seriesUid, priorUid, reader,
                   QString::fromLatin1(readingModeCode(mode)), *ordinal, note, tx.nowMs());
        !run)
        return tl::unexpected(run.error());
    return task(tx.connection(), TaskId{tx.lastInsertId()}).map([](auto made) { return *made; });
}

Result<QString> priorOf(Connection& connection, const QString& seriesUid) {
    const auto current = imagingTable::series(connection, {}, seriesUid);
    if (!current)
        return tl::unexpected(current.error());
    if (current->isEmpty() || current->front().subject.isEmpty())
        return QString();
    const SeriesRow& now = current->front();
    const auto all = imagingTable::series(connection, now.subject, {});
    if (!all)
        return tl::unexpected(all.error());
    const auto when = [](const SeriesRow& s) { return s.examDate + s.examTime; };
    const SeriesRow* best = nullptr;
    for (const SeriesRow& s : *all) {
        const bool fits = s.isImage() && s.exam != now.exam && s.modality == now.modality &&
                          s.instances >= fewestPriorSlices && !s.examDate.isEmpty() && when(s) < when(now) &&
                          (s.bodyPart.compare(now.bodyPart, Qt::CaseInsensitive) == 0 ||
                           now.bodyPart.isEmpty() || s.bodyPart.isEmpty());
        if (!fits)
            continue;
        const auto off = [&](const SeriesRow& x) { return std::abs(x.thickness_mm - now.thickness_mm); };
        // Later exam first; within it nearest thickness, then the same kernel; the list's order decides the rest.
        const bool better =
            best == nullptr || when(s) > when(*best) ||
            (s.exam == best->exam &&
             (off(s) < off(*best) - 1e-6 || (std::abs(off(s) - off(*best)) <= 1e-6 &&
                                             s.kernel == now.kernel && best->kernel != now.kernel)));
        if (better)
            best = &s;
    }
    return best != nullptr ? best->uid : QString();
}

Result<Uuid> subjectUuid(Connection& connection, SubjectId subject) {
    auto row = connection.prepare("SELECT uuid FROM subject WHERE id = ?");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(subject);
    const auto has = row->step();
    if (!has)
        return tl::unexpected(has.error());
    return *has ? row->uuid(0) : Uuid{};
}

Result<> auditTask(WriteTransaction& tx, const ReadingTask& task, const QByteArray& action,
                   const QByteArray& field, const QString& before, const QString& after,
                   const QString& reason) {
    const auto subject = subjectUuid(tx.connection(), task.subject);
    if (!subject)
        return tl::unexpected(subject.error());
    AuditEntry entry;
    entry.action = action;
    entry.objectKind = "task";
    entry.object = task.uuid;
    entry.subject = *subject;
    entry.field = field;
    entry.oldValue = before;
    entry.newValue = after;
    entry.reasonText = reason;
    return tx.audit(entry).map([](std::int64_t) {});
}

Result<std::optional<SessionKey>> lastSession(Connection& connection, TaskId task, bool openOnly) {
    auto row =
        connection.prepare("SELECT id, uuid FROM reading_session WHERE task = ?1 AND (?2 = 0 OR closed_ms IS"
                           " NULL) ORDER BY id DESC LIMIT 1");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(task, int(openOnly));
    const auto has = row->step();
    if (!has)
        return tl::unexpected(has.error());
    return *has ? std::optional(SessionKey{row->integer(0), row->uuid(1)}) : std::nullopt;
}

Result<SessionKey> beginSession(WriteTransaction& tx, const ReadingTask& task) {
    if (auto ended =
            tx.run("UPDATE reading_session SET closed_ms = coalesce((SELECT max(time_ms) FROM reading_event v"
                   " WHERE v.session = reading_session.id), opened_ms) WHERE task = ? AND closed_ms IS NULL",
                   task.id);
        !ended)
        return tl::unexpected(ended.error());
    const SessionKey key{0, tx.newUuid()};
    if (auto run = tx.run(
            "INSERT INTO reading_session(uuid, task, reader, mode, opened_ms) VALUES(?, ?, ?, ?, ?)",
            key.uuid, task.id, task.reader, QString::fromLatin1(readingModeCode(task.mode)), tx.nowMs());
        !run)
        return tl::unexpected(run.error());
    return SessionKey{tx.lastInsertId(), key.uuid};
}

} // namespace casebook::readingTable
