// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/reading/FindingService.h"

#include "storage/database/Database.h"
#include "storage/reading/ReadingCases.h"

#include <cmath>

namespace casebook {

namespace {

using readingTable::SessionKey;

const QString keyMs = QStringLiteral("ms");
const QString keyReason = QStringLiteral("reason");
const QString keyText = QStringLiteral("text");
const QString keyEvent = QStringLiteral("event");
const QString keyFinding = QStringLiteral("finding");

/// The task as its own reader works on it. Error "no-such-task", "not-your-task".
Result<ReadingTask> ownTask(Connection& connection, const Session& session, TaskId id) {
    const auto task = readingTable::task(connection, id);
    if (!task)
        return tl::unexpected(task.error());
    const bool known = *task && ((*task)->reader == session.user || session.may(Right::AssignTasks) ||
                                 session.may(Right::ReadReadings));
    if (!known)
        return fail(ErrorKind::Refused, "no-such-task", QString::number(id.value));
    if ((*task)->reader != session.user)
        return fail(ErrorKind::NoRight, "not-your-task", QString::number(id.value));
    return **task;
}

Result<> requireUnfinished(const ReadingTask& task) {
    return task.state == TaskState::Finished || task.state == TaskState::Cancelled
               ? fail(ErrorKind::Refused, "task-finished", QString::number(task.id.value))
               : Result<>();
}

Result<ReadingTask> again(Connection& connection, TaskId id) {
    return readingTable::task(connection, id).map([](auto row) { return *row; });
}

/// The monotonic clocks of one boot differ from UTC by the same amount; a session of an earlier boot is over.
bool isSameBoot(const ReadingEvent& last, const Clock& clock) {
    constexpr std::int64_t tolerance = 5'000;
    const std::int64_t then = last.timeMs - last.monoMs, now = clock.utcMs() - clock.monotonicMs();
    return std::abs(then - now) <= tolerance && clock.monotonicMs() >= last.monoMs;
}

Result<SessionKey> begin(WriteTransaction& tx, const ReadingTask& task, const Clock& clock) {
    auto key = readingTable::beginSession(tx, task);
    if (!key)
        return key;
    ReadingEvent opened;
    opened.type = ReadingEventType::Opened;
    if (auto added = readingTable::append(tx, task, *key, opened, clock); !added)
        return tl::unexpected(added.error());
    if (auto run = tx.run(
            "UPDATE reading_task SET state = 'reading', opened_ms = coalesce(opened_ms, ?), rv = rv + 1"
            " WHERE id = ?",
            tx.nowMs(), task.id);
        !run)
        return tl::unexpected(run.error());
    return key;
}

/// The open session, or a new one where there is none or it ended with a crash before a reboot.
Result<SessionKey> currentSession(WriteTransaction& tx, const ReadingTask& task, const Clock& clock) {
    const auto open = readingTable::lastSession(tx.connection(), task.id, true);
    const auto events = readingTable::events(tx.connection(), task.id);
    if (!open || !events)
        return tl::unexpected(open ? events.error() : open.error());
    if (*open && !events->isEmpty() && isSameBoot(events->last(), clock))
        return **open;
    return begin(tx, task, clock);
}

/// Would the event stand in a replay of what is there?
Result<> requireLegal(Connection& connection, const ReadingTask& task, ReadingEvent event) {
    auto events = readingTable::events(connection, task.id);
    const auto stored = readingTable::findings(connection, task.series);
    if (!events || !stored)
        return tl::unexpected(events ? stored.error() : events.error());
    event.seq = int(events->size()) + 1;
    events->append(event);
    return replay(readingCases::startOf(task, *stored), *events).map([](const CaseState&) {});
}

Result<> requireVisible(Connection& connection, const ReadingTask& task, const Session& session,
                        const Uuid& finding) {
    const auto seen = readingCases::load(connection, task, session);
    if (!seen)
        return tl::unexpected(seen.error());
    const bool there = std::any_of(seen->findings.begin(), seen->findings.end(),
                                   [&](const FindingRow& row) { return row.finding.uuid == finding; });
    return there ? Result<>() : fail(ErrorKind::Refused, "no-such-finding", finding.toString());
}

bool isAboutOne(ReadingEventType type) {
    switch (type) {
    case ReadingEventType::Seen:
    case ReadingEventType::Accepted:
    case ReadingEventType::Edited:
    case ReadingEventType::Rejected:
    case ReadingEventType::Deferred:
    case ReadingEventType::Withdrawn: return true;
    default: return false;
    }
}

QStringList codesOf(const QList<CloseBlock>& missing) {
    QStringList out;
    for (const CloseBlock& block : missing)
        out.append(QString::fromLatin1(block.code));
    out.removeDuplicates();
    return out;
}

ReadingEvent eventOf(ReadingEventType type, const Uuid& finding = {}, const QJsonObject& body = {}) {
    ReadingEvent event;
    event.type = type;
    event.finding = finding;
    event.body = body;
    return event;
}

} // namespace

FindingService::FindingService(Database& database, const Session& session, const Clock& clock)
    : database_(database), session_(session), clock_(clock) {}

Result<ReadingCase> FindingService::open(TaskId id) {
    if (auto may = session_.require(Right::ReadCases); !may)
        return tl::unexpected(may.error());
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<ReadingCase> {
        const auto task = ownTask(tx.connection(), session_, id);
        if (!task)
            return tl::unexpected(task.error());
        if (auto unfinished = requireUnfinished(*task); !unfinished)
            return tl::unexpected(unfinished.error());
        const auto scope = ReadingVisibility::scope(tx.connection(), session_);
        if (!scope)
            return tl::unexpected(scope.error());
        // A concurrent reading without its AI would be another reading than the one that was given.
        if (task->mode == ReadingMode::Concurrent && scope->hidesDerived(task->subject))
            return fail(ErrorKind::Refused, "first-reading-open", QString::number(id.value));
        if (auto key = begin(tx, *task, clock_); !key)
            return tl::unexpected(key.error());
        return again(tx.connection(), id).and_then([&](const ReadingTask& now) {
            return readingCases::load(tx.connection(), now, session_);
        });
    });
}

Result<ReadingCase> FindingService::look(TaskId id) const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<ReadingCase> {
        auto task = ownTask(c, session_, id);
        if (!task && task.error().code == "not-your-task") {
            const auto scope = ReadingVisibility::scope(c, session_);
            task = again(c, id);
            if (!task || !scope)
                return tl::unexpected(task ? scope.error() : task.error());
            if (!session_.may(Right::ReadReadings) || scope->hidesOthers(task->subject))
                return fail(ErrorKind::NoRight, "not-your-task", QString::number(id.value));
        }
        if (!task)
            return tl::unexpected(task.error());
        return readingCases::load(c, *task, session_);
    });
}

Result<> FindingService::leave(TaskId id) {
    if (auto may = session_.require(Right::ReadCases); !may)
        return may;
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto task = ownTask(tx.connection(), session_, id);
        if (!task)
            return tl::unexpected(task.error());
        if (auto run = tx.run("UPDATE reading_session SET closed_ms = ? WHERE task = ? AND closed_ms IS NULL",
                              tx.nowMs(), id);
            !run)
            return run;
        return tx.changedRows() == 0 ? Result<>()
                                     : readingTable::auditTask(tx, *task, "leave", "session", {}, {});
    });
}

Result<QList<ReadingEvent>> FindingService::events(TaskId id) const {
    return look(id).and_then([&](const ReadingCase&) {
        return database_.read([&](ReadConnection& c) { return readingTable::events(c, id); });
    });
}

Result<ReadingCase> FindingService::change(TaskId id, ReadingEvent event, const Finding* own) {
    if (auto may = session_.require(Right::ReadCases); !may)
        return tl::unexpected(may.error());
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<ReadingCase> {
        auto task = ownTask(tx.connection(), session_, id);
        if (!task)
            return tl::unexpected(task.error());
        if (auto unfinished = requireUnfinished(*task); !unfinished)
            return tl::unexpected(unfinished.error());
        if (isAboutOne(event.type))
            if (auto seen = requireVisible(tx.connection(), *task, session_, event.finding); !seen)
                return tl::unexpected(seen.error());
        const auto key = currentSession(tx, *task, clock_);
        if (!key)
            return tl::unexpected(key.error());
        if (event.type == ReadingEventType::TakenBack) {
            // Only what this session decided: what another day saw needs a decision of its own.
            const auto now = readingCases::load(tx.connection(), *task, session_);
            const auto all = readingTable::events(tx.connection(), id);
            if (!now || !all)
                return tl::unexpected(now ? all.error() : now.error());
            const auto last = std::find_if(all->begin(), all->end(), [&](const ReadingEvent& e) {
                return e.uuid == now->state.lastUndoable && e.session == key->uuid;
            });
            if (now->state.lastUndoable.bytes.isEmpty() || last == all->end())
                return fail(ErrorKind::Refused, "nothing-to-undo", QString::number(id.value));
            event.finding = last->finding;
            event.body.insert(keyEvent, last->uuid.toString());
        }
        if (own != nullptr) {
            event.finding = tx.newUuid();
            if (auto row = readingTable::insertOwn(tx, *task, *key, event.finding, *own); !row)
                return tl::unexpected(row.error());
        }
        if (auto legal = requireLegal(tx.connection(), *task, event); !legal)
            return tl::unexpected(legal.error());
        if (auto added = readingTable::append(tx, *task, *key, event, clock_); !added)
            return tl::unexpected(added.error());
        return again(tx.connection(), id).and_then([&](const ReadingTask& now) {
            return readingCases::load(tx.connection(), now, session_);
        });
    });
}

Result<ReadingCase> FindingService::accept(TaskId task, const Uuid& finding) {
    return change(task, eventOf(ReadingEventType::Accepted, finding));
}

Result<ReadingCase> FindingService::reject(TaskId task, const Uuid& finding, const QByteArray& reason,
                                           const QString& text) {
    if (!isRejectReason(reason))
        return fail(ErrorKind::Refused, "bad-reason", QString::fromLatin1(reason));
    if (reason == "other" && text.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    return change(task, eventOf(ReadingEventType::Rejected, finding,
                                {{keyReason, QString::fromLatin1(reason)}, {keyText, text.trimmed()}}));
}

Result<ReadingCase> FindingService::defer(TaskId task, const Uuid& finding, const QString& question) {
    return change(task, eventOf(ReadingEventType::Deferred, finding, {{keyText, question.trimmed()}}));
}

Result<ReadingCase> FindingService::edit(TaskId task, const Uuid& finding, const Finding& changed) {
    if (!changed.center.allFinite())
        return fail(ErrorKind::Refused, "bad-place");
    return change(task, eventOf(ReadingEventType::Edited, finding, {{keyFinding, toJson(changed)}}));
}

Result<ReadingCase> FindingService::add(TaskId task, const Finding& finding) {
    if (!finding.center.allFinite())
        return fail(ErrorKind::Refused, "bad-place");
    return change(task, eventOf(ReadingEventType::Added), &finding);
}

Result<ReadingCase> FindingService::withdraw(TaskId task, const Uuid& finding, const QString& reason) {
    if (reason.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    return change(task, eventOf(ReadingEventType::Withdrawn, finding, {{keyReason, reason.trimmed()}}));
}

Result<ReadingCase> FindingService::takeBack(TaskId task) {
    return change(task, eventOf(ReadingEventType::TakenBack));
}

Result<> FindingService::note(TaskId task, ReadingEventType type, const Uuid& finding, std::int64_t ms) {
    const QJsonObject body = ms > 0 ? QJsonObject{{keyMs, qint64(ms)}} : QJsonObject{};
    return change(task, eventOf(type, finding, body)).map([](const ReadingCase&) {});
}

Result<> FindingService::seen(TaskId task, const Uuid& finding, std::int64_t ms) {
    return note(task, ReadingEventType::Seen, finding, ms);
}

Result<> FindingService::idle(TaskId task, std::int64_t ms) {
    return note(task, ReadingEventType::Idle, {}, ms);
}

Result<> FindingService::firstImage(TaskId task) { return note(task, ReadingEventType::FirstImage, {}, 0); }

Result<ReadingCase> FindingService::close(TaskId id) {
    if (auto may = session_.require(Right::ReadCases); !may)
        return tl::unexpected(may.error());
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<ReadingCase> {
        const auto task = ownTask(tx.connection(), session_, id);
        if (!task)
            return tl::unexpected(task.error());
        if (auto unfinished = requireUnfinished(*task); !unfinished)
            return tl::unexpected(unfinished.error());
        const auto key = currentSession(tx, *task, clock_);
        if (!key)
            return tl::unexpected(key.error());
        const auto now = readingCases::load(tx.connection(), *task, session_);
        if (!now)
            return now;
        const bool first = task->mode == ReadingMode::Second && !now->state.firstClosed;
        if (!first && !now->missing.isEmpty())
            return fail(ErrorKind::Refused, "not-ready", QString::number(id.value), codesOf(now->missing));
        const auto added = readingTable::append(
            tx, *task, *key, eventOf(first ? ReadingEventType::FirstClosed : ReadingEventType::Signed),
            clock_);
        if (!added)
            return tl::unexpected(added.error());
        const QByteArray set =
            first ? QByteArray("first_closed_ms = ?1") : QByteArray("finished_ms = ?1, state = 'finished'");
        if (auto run =
                tx.run("UPDATE reading_task SET " + set + ", rv = rv + 1 WHERE id = ?2", tx.nowMs(), id);
            !run)
            return tl::unexpected(run.error());
        if (!first)
            if (auto run =
                    tx.run("UPDATE reading_session SET closed_ms = ? WHERE task = ? AND closed_ms IS NULL",
                           tx.nowMs(), id);
                !run)
                return tl::unexpected(run.error());
        return again(tx.connection(), id).and_then([&](const ReadingTask& closed) {
            return readingCases::load(tx.connection(), closed, session_);
        });
    });
}

} // namespace casebook
