// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cad/FindingsJson.h"
#include "storage/reading/TaskService.h"

namespace casebook {

/// One run of an algorithm on a series, as a reader is told of it. "Not run" is the absence of one.
struct AiRun {
    Uuid uuid;
    QString name, version, vendor, kind; ///< kind "import", "human", "builtin", "onnx", "external"
    QByteArray state;                    ///< "done", "failed", "refused" ...
    bool complete = true;
    std::optional<double> threshold;
    int findings = 0;
    std::int64_t createdMs = 0;
};

/// What one reader says of a finding.
struct ReaderDecision {
    QString reader; ///< printed name
    FindingState state;
};

/// A finding in a list, with what was said of it.
struct FindingRow {
    Finding finding;
    QString series, subject;   ///< Series UID, label
    QString algorithm;         ///< "name version"; empty for a reader's own
    QString reader;            ///< printed name where a reader added it
    bool own = false;
    bool needsDecision = false; ///< an AI mark at or above its run's threshold
    FindingState state;        ///< of the session's own reading; open where he has none
    QList<ReaderDecision>
        decisions; ///< of every reader this session may hear of, the own one first; lists only
};

/// What still keeps a reading from being closed.
struct CloseBlock {
    QByteArray code; ///< "undecided-marks", "form-missing", "form-incomplete", "ai-hidden"
    int count = 0;
    QString object;  ///< form OID, or id of the task that hides AI
};

/// A case as its reader sees it now.
struct ReadingCase {
    ReadingTask task;
    Uuid session;             ///< open reading session; empty where the case is only looked at
    bool aiVisible = false;
    QList<AiRun> runs;        ///< none where AI is hidden
    QList<FindingRow> findings; ///< head to foot; AI only where it is visible
    CaseState state;          ///< replay of what is visible
    QList<CloseBlock> missing;///< for closing; empty: it may be closed
};

/// The reading itself: sessions, events, closing. Right ReadCases and being the task's reader. Every event is one
/// transaction with an audit row, so a kill loses nothing that was answered. Errors beside those of TaskService:
/// "not-your-task" (NoRight), "no-such-finding", "illegal-event", "bad-reason", "reason-needed",
/// "first-reading-open" (another task of the subject must be read without AI first), "not-ready" (args: codes of
/// what is missing), "nothing-to-undo", "bad-place". A change begins a session where none is open (the command
/// line: each command is a program of its own). Any thread but the GUI's; blocks.
class FindingService {
public:
    FindingService(Database& database, const Session& session, const Clock& clock);

    /// Begins a reading session: the task's state becomes reading, its time is kept.
    [[nodiscard]] Result<ReadingCase> open(TaskId task);
    /// The case without beginning anything. The task's reader, or ReadReadings on a finished task.
    [[nodiscard]] Result<ReadingCase> look(TaskId task) const;
    /// Ends the session without closing the reading (back to the list).
    [[nodiscard]] Result<> leave(TaskId task);

    /// Findings of the study this session may see, head to foot within a series.
    [[nodiscard]] Result<QList<FindingRow>> list() const;

    [[nodiscard]] Result<ReadingCase> accept(TaskId task, const Uuid& finding);
    [[nodiscard]] Result<ReadingCase> reject(TaskId task, const Uuid& finding, const QByteArray& reason,
                                             const QString& text = {});
    [[nodiscard]] Result<ReadingCase> defer(TaskId task, const Uuid& finding, const QString& question);
    [[nodiscard]] Result<ReadingCase> edit(TaskId task, const Uuid& finding, const Finding& changed);
    [[nodiscard]] Result<ReadingCase> add(TaskId task, const Finding& finding);
    [[nodiscard]] Result<ReadingCase> withdraw(TaskId task, const Uuid& finding, const QString& reason);
    /// Appends a take-back of the last decision of this reading session.
    [[nodiscard]] Result<ReadingCase> takeBack(TaskId task);
    /// Times: a mark stood visible for `ms`; nothing was touched for `ms`; the first picture stood.
    [[nodiscard]] Result<> seen(TaskId task, const Uuid& finding, std::int64_t ms);
    [[nodiscard]] Result<> idle(TaskId task, std::int64_t ms);
    [[nodiscard]] Result<> firstImage(TaskId task);

    /// Mode second: the first call closes the unaided read and needs nothing else. Then, and in the other modes,
    /// it finishes the reading: every AI mark at or above its run's threshold decided (deferred is undecided),
    /// and the forms that hang on the task complete. Error "not-ready".
    [[nodiscard]] Result<ReadingCase> close(TaskId task);
    /// Every event of the task, oldest first. Its reader, or ReadReadings where others are visible.
    [[nodiscard]] Result<QList<ReadingEvent>> events(TaskId task) const;

private:
    [[nodiscard]] Result<ReadingCase> change(TaskId task, ReadingEvent event, const Finding* own = nullptr);
    [[nodiscard]] Result<> note(TaskId task, ReadingEventType type, const Uuid& finding, std::int64_t ms);

    Database& database_;
    const Session& session_;
    const Clock& clock_;
};

} // namespace casebook
