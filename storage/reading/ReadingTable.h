// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Clock.h"
#include "storage/database/WriteTransaction.h"
#include "storage/reading/FindingService.h"

#include <optional>

namespace casebook::readingTable {

/// SQL of `reading_task`, `reading_session`, `reading_event`, `finding`, `ai_run` and `algorithm_release`. Used by
/// services inside their transactions; checks no rights and hides nothing.

/// Tasks by reader and place. @param where SQL over `t` with ?1, or empty.
[[nodiscard]] Result<QList<ReadingTask>> tasks(Connection& connection, const QByteArray& where = {},
                                               std::int64_t value = 0);
[[nodiscard]] Result<std::optional<ReadingTask>> task(Connection& connection, TaskId id);
[[nodiscard]] Result<std::optional<ReadingTask>> task(Connection& connection, const QString& idOrUuid);
[[nodiscard]] Result<ReadingTask> insertTask(WriteTransaction& tx, SubjectId subject,
                                             const QString& seriesUid, const QString& priorUid, UserId reader,
                                             ReadingMode mode, const QString& note);
[[nodiscard]] Result<int> nextOrdinal(Connection& connection, UserId reader);
/// The series that stands beside `seriesUid` (architecture: prior). Empty: there is none.
[[nodiscard]] Result<QString> priorOf(Connection& connection, const QString& seriesUid);

/// Appends an audit row about a task.
[[nodiscard]] Result<> auditTask(WriteTransaction& tx, const ReadingTask& task, const QByteArray& action,
                                 const QByteArray& field, const QString& before, const QString& after,
                                 const QString& reason = {});
[[nodiscard]] Result<Uuid> subjectUuid(Connection& connection, SubjectId subject);

struct SessionKey {
    std::int64_t id = 0;
    Uuid uuid;
};
/// The last reading session of a task; none before the first opening.
[[nodiscard]] Result<std::optional<SessionKey>> lastSession(Connection& connection, TaskId task,
                                                            bool openOnly);
/// Ends sessions that were left open, at their last event, and begins one.
[[nodiscard]] Result<SessionKey> beginSession(WriteTransaction& tx, const ReadingTask& task);

[[nodiscard]] Result<QList<ReadingEvent>> events(Connection& connection, TaskId task);
/// Appends with its audit row; fills uuid, seq, times of `event`.
[[nodiscard]] Result<ReadingEvent> append(WriteTransaction& tx, const ReadingTask& task,
                                          const SessionKey& session, ReadingEvent event, const Clock& clock);

/// A finding as it lies there, with where it comes from.
struct StoredFinding {
    Finding finding;
    QString series, subject;
    SubjectId subjectId;
    Uuid run; ///< empty for a reader's own
    QString algorithm;
    QByteArray kind; ///< of the release; "human" marks need no decision
    std::optional<double> threshold;
    TaskId task; ///< of a reader's own
    UserId readerId;
    QString reader; ///< printed name
    std::int64_t createdMs = 0;
};
/// @param seriesUid empty: of all series. Head to foot within a series.
[[nodiscard]] Result<QList<StoredFinding>> findings(Connection& connection, const QString& seriesUid);
[[nodiscard]] Result<QList<AiRun>> runs(Connection& connection, const QString& seriesUid);

struct NewRun {
    QString name, version, vendor;
    QByteArray kind; ///< "import", "human" ...
    QString seriesUid, frameOfReference;
    std::optional<OverlayId> overlay;
    bool complete = true;
    QJsonObject detail;
    QByteArray sourceHash; ///< empty: none
};
/// A finished run with its findings, audited as one. @return its uuid.
[[nodiscard]] Result<Uuid> insertRun(WriteTransaction& tx, const NewRun& run, const QList<Finding>& findings);
[[nodiscard]] Result<> insertOwn(WriteTransaction& tx, const ReadingTask& task, const SessionKey& session,
                                 const Uuid& uuid, const Finding& finding);

} // namespace casebook::readingTable
