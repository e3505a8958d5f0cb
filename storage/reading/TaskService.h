// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cad/Reading.h"
#include "core/values/Clock.h"
#include "storage/vault/Session.h"

namespace casebook {

class Database;

enum class TaskState { New, Reading, Finished, Cancelled };
[[nodiscard]] QByteArray taskStateCode(TaskState state); ///< "new", "reading", "finished", "cancelled"

/// One reader's work on one case: a series, with the prior beside it.
struct ReadingTask {
    TaskId id;
    Uuid uuid;
    SubjectId subject;
    QString subjectLabel;
    QString series, examDate, seriesDescription; ///< Series UID; ISO date
    QString priorSeries, priorDate;              ///< empty: no prior
    UserId reader;
    QString readerLogin, readerName;
    ReadingMode mode = ReadingMode::Unaided;
    TaskState state = TaskState::New;
    bool reserved = false; ///< kept by its reader: not given to others by reassigning many
    int ordinal = 0;       ///< place in the reader's list
    QString note;
    std::int64_t createdMs = 0, openedMs = 0, firstClosedMs = 0, finishedMs = 0; ///< UTC; 0: not yet
    std::int64_t rv = 0;
};

struct NewTask {
    QString seriesUid;
    QString readerLogin;
    std::optional<ReadingMode> mode; ///< must be chosen
    QString note;
};

/// Giving out reading work and the worklist of a reader. Right AssignTasks gives, reassigns, changes the prior
/// and sees every task; a reader (ReadCases) sees his own, reserves and skips them.
/// Errors: "no-such-task", "no-such-series", "no-such-user", "not-a-reader", "mode-needed", "mode-not-offered",
/// "task-exists" (the same reader, series and mode), "not-an-image", "subject-needed" (the exam waits),
/// "task-finished", "task-not-finished", "reason-needed", "task-started". Any thread but the GUI's; blocks.
class TaskService {
public:
    TaskService(Database& database, const Session& session, const Clock& clock);

    [[nodiscard]] Result<ReadingTask> add(const NewTask& task);
    /// Every task the session may see: by reader, then ordinal.
    [[nodiscard]] Result<QList<ReadingTask>> list() const;
    /// Own tasks that are not finished, begun ones first, then by ordinal.
    [[nodiscard]] Result<QList<ReadingTask>> worklist() const;
    [[nodiscard]] Result<ReadingTask> find(const QString& idOrUuid) const;

    [[nodiscard]] Result<> reserve(TaskId task, bool reserved);
    /// To the end of the reader's list.
    [[nodiscard]] Result<> skip(TaskId task, const QString& reason);
    /// To another reader. A begun reading needs a reason: it is cancelled, what was read stays under its
    /// reader's name, and the other reader gets a new task, which is returned.
    [[nodiscard]] Result<ReadingTask> reassign(TaskId task, const QString& readerLogin,
                                               const QString& reason);
    /// A finished reading is open again; a reason is needed. Its reader, or who may assign.
    [[nodiscard]] Result<> reopen(TaskId task, const QString& reason);
    /// Another prior, or none (empty UID); a series of the same subject.
    [[nodiscard]] Result<> setPrior(TaskId task, const QString& seriesUid, const QString& reason);

private:
    Database& database_;
    const Session& session_;
    const Clock& clock_;
};

} // namespace casebook
