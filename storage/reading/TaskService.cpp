// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/reading/TaskService.h"

#include "storage/database/Database.h"
#include "storage/imaging/ImagingTable.h"
#include "storage/reading/DerivedSql.h"
#include "storage/reading/ReadingTable.h"
#include "storage/reading/ReadingVisibility.h"
#include "storage/subjects/ConsentTable.h"

#include <array>

namespace casebook {

namespace {

constexpr std::array stateCodes{"new", "reading", "finished", "cancelled"};

/// The user of that login who may read. Error "no-such-user", "not-a-reader".
Result<UserId> readerOf(Connection& connection, const QString& login) {
    const auto user = connection.one("SELECT id FROM user WHERE login = ? AND state = 'active'", login);
    if (!user)
        return tl::unexpected(user.error());
    if (!*user)
        return fail(ErrorKind::Refused, "no-such-user", login);
    const auto reads =
        connection.one("SELECT 1 FROM user_role WHERE user_id = ? AND role = 'reader'", **user);
    if (!reads)
        return tl::unexpected(reads.error());
    return *reads ? Result<UserId>(UserId{**user}) : fail(ErrorKind::Refused, "not-a-reader", login);
}

struct TaskSeries {
    SubjectId subject;
    bool image = false;
};

/// The series as a task needs it. Error "no-such-series", "subject-needed", "not-an-image".
Result<TaskSeries> seriesOf(Connection& connection, const Session& session, const QString& uid) {
    const auto scope = ReadingVisibility::scope(connection, session);
    if (!scope)
        return tl::unexpected(scope.error());
    auto row = connection.prepare("SELECT coalesce(e.subject, 0), " CASEBOOK_DERIVED_SERIES
                                  " FROM dicom_series r JOIN dicom_study e ON e.id = r.study"
                                  " WHERE r.series_uid = ?");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(uid);
    const auto has = row->step();
    if (!has)
        return tl::unexpected(has.error());
    if (!*has || scope->hidesSeries(uid))
        return fail(ErrorKind::Refused, "no-such-series", uid);
    if (row->integer(1) != 0)
        return fail(ErrorKind::Refused, "not-an-image", uid);
    if (row->integer(0) == 0)
        return fail(ErrorKind::Refused, "subject-needed", uid);
    if (auto use = consentTable::requireUse(connection, row->id<SubjectId>(0)); !use)
        return tl::unexpected(use.error());
    return TaskSeries{row->id<SubjectId>(0), true};
}

/// The task, where this session may see it. Error "no-such-task".
Result<ReadingTask> seenTask(Connection& connection, const Session& session, TaskId id) {
    const auto task = readingTable::task(connection, id);
    if (!task)
        return tl::unexpected(task.error());
    const bool seen = *task && ((*task)->reader == session.user || session.may(Right::AssignTasks) ||
                                session.may(Right::ReadReadings));
    return seen ? Result<ReadingTask>(**task)
                : fail(ErrorKind::Refused, "no-such-task", QString::number(id.value));
}

/// Its own reader, or who gives out tasks.
Result<ReadingTask> changeableTask(Connection& connection, const Session& session, TaskId id) {
    auto task = seenTask(connection, session, id);
    if (!task)
        return task;
    const Right needed =
        task->reader == session.user && session.may(Right::ReadCases) ? Right::ReadCases : Right::AssignTasks;
    if (auto may = session.require(needed); !may)
        return tl::unexpected(may.error());
    return task;
}

Result<> requireUnfinished(const ReadingTask& task) {
    return task.state == TaskState::Finished || task.state == TaskState::Cancelled
               ? fail(ErrorKind::Refused, "task-finished", QString::number(task.id.value))
               : Result<>();
}

/// Who may ask for tasks at all.
Result<> requireList(const Session& session) {
    for (const Right right : {Right::AssignTasks, Right::ReadReadings})
        if (session.may(right))
            return {};
    return session.require(Right::ReadSubjects);
}

} // namespace

QByteArray taskStateCode(TaskState state) { return stateCodes[static_cast<std::size_t>(state)]; }

TaskService::TaskService(Database& database, const Session& session, const Clock& clock)
    : database_(database), session_(session), clock_(clock) {}

Result<ReadingTask> TaskService::add(const NewTask& wanted) {
    if (auto may = session_.require(Right::AssignTasks); !may)
        return tl::unexpected(may.error());
    if (!wanted.mode)
        return fail(ErrorKind::Usage, "mode-needed");
    if (*wanted.mode == ReadingMode::Adjudicate)
        return fail(ErrorKind::Refused, "mode-not-offered");
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<ReadingTask> {
        const auto series = seriesOf(tx.connection(), session_, wanted.seriesUid);
        if (!series)
            return tl::unexpected(series.error());
        const auto reader = readerOf(tx.connection(), wanted.readerLogin);
        if (!reader)
            return tl::unexpected(reader.error());
        const auto twin =
            tx.one("SELECT t.id FROM reading_task t JOIN dicom_series r ON r.id = t.series WHERE"
                   " r.series_uid = ? AND t.reader = ? AND t.mode = ? AND t.state IN ('new','reading')",
                   wanted.seriesUid, *reader, QString::fromLatin1(readingModeCode(*wanted.mode)));
        if (!twin)
            return tl::unexpected(twin.error());
        if (*twin)
            return fail(ErrorKind::Refused, "task-exists", QString::number(**twin));
        const auto prior = readingTable::priorOf(tx.connection(), wanted.seriesUid);
        if (!prior)
            return tl::unexpected(prior.error());
        auto task = readingTable::insertTask(tx, series->subject, wanted.seriesUid, *prior, *reader,
                                             *wanted.mode, wanted.note.trimmed());
        if (!task)
            return task;
        if (auto a = readingTable::auditTask(tx, *task, "create", "mode", {},
                                             QString::fromLatin1(readingModeCode(task->mode)) + u' ' +
                                                 task->readerLogin);
            !a)
            return tl::unexpected(a.error());
        return task;
    });
}

Result<QList<ReadingTask>> TaskService::list() const {
    if (auto may = requireList(session_); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) {
        return session_.may(Right::AssignTasks) || session_.may(Right::ReadReadings)
                   ? readingTable::tasks(c)
                   : readingTable::tasks(c, "t.reader = ?1", session_.user.value);
    });
}

Result<QList<ReadingTask>> TaskService::worklist() const {
    if (auto may = requireList(session_); !may)
        return tl::unexpected(may.error());
    auto rows = database_.read([&](ReadConnection& c) {
        return readingTable::tasks(c, "t.reader = ?1 AND t.state IN ('new','reading')", session_.user.value);
    });
    if (rows)
        std::stable_sort(rows->begin(), rows->end(), [](const ReadingTask& a, const ReadingTask& b) {
            return (a.state == TaskState::Reading) > (b.state == TaskState::Reading);
        });
    return rows;
}

Result<ReadingTask> TaskService::find(const QString& idOrUuid) const {
    if (auto may = requireList(session_); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<ReadingTask> {
        const auto task = readingTable::task(c, idOrUuid);
        if (!task)
            return tl::unexpected(task.error());
        if (!*task)
            return fail(ErrorKind::Refused, "no-such-task", idOrUuid);
        return seenTask(c, session_, (*task)->id);
    });
}

Result<> TaskService::reserve(TaskId id, bool reserved) {
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto task = changeableTask(tx.connection(), session_, id);
        if (!task)
            return tl::unexpected(task.error());
        if (auto open = requireUnfinished(*task); !open)
            return open;
        if (task->reserved == reserved)
            return {};
        if (auto run =
                tx.run("UPDATE reading_task SET reserved = ?, rv = rv + 1 WHERE id = ?", int(reserved), id);
            !run)
            return run;
        const auto word = [](bool on) { return on ? QStringLiteral("yes") : QStringLiteral("no"); };
        return readingTable::auditTask(tx, *task, "change", "reserved", word(task->reserved), word(reserved));
    });
}

Result<> TaskService::skip(TaskId id, const QString& reason) {
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto task = changeableTask(tx.connection(), session_, id);
        if (!task)
            return tl::unexpected(task.error());
        if (auto open = requireUnfinished(*task); !open)
            return open;
        const auto last = readingTable::nextOrdinal(tx.connection(), task->reader);
        if (!last)
            return tl::unexpected(last.error());
        if (auto run = tx.run("UPDATE reading_task SET ordinal = ?, rv = rv + 1 WHERE id = ?", *last, id);
            !run)
            return run;
        return readingTable::auditTask(tx, *task, "skip", "ordinal", QString::number(task->ordinal),
                                       QString::number(*last), reason);
    });
}

Result<ReadingTask> TaskService::reassign(TaskId id, const QString& readerLogin, const QString& reason) {
    if (auto may = session_.require(Right::AssignTasks); !may)
        return tl::unexpected(may.error());
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<ReadingTask> {
        const auto task = seenTask(tx.connection(), session_, id);
        if (!task)
            return task;
        if (auto open = requireUnfinished(*task); !open)
            return tl::unexpected(open.error());
        const auto reader = readerOf(tx.connection(), readerLogin);
        if (!reader)
            return tl::unexpected(reader.error());
        if (*reader == task->reader)
            return task;
        if (task->state == TaskState::Reading && reason.trimmed().isEmpty())
            return fail(ErrorKind::Refused, "reason-needed");
        Result<ReadingTask> given = *task;
        if (task->state == TaskState::New) {
            const auto last = readingTable::nextOrdinal(tx.connection(), *reader);
            if (!last)
                return tl::unexpected(last.error());
            if (auto run = tx.run(
                    "UPDATE reading_task SET reader = ?, ordinal = ?, reserved = 0, rv = rv + 1 WHERE id"
                    " = ?",
                    *reader, *last, id);
                !run)
                return tl::unexpected(run.error());
            given = readingTable::task(tx.connection(), id).map([](auto row) { return *row; });
        } else {
            if (auto run =
                    tx.run("UPDATE reading_task SET state = 'cancelled', rv = rv + 1 WHERE id = ?", id);
                !run)
                return tl::unexpected(run.error());
            given = readingTable::insertTask(tx, task->subject, task->series, task->priorSeries, *reader,
                                             task->mode, task->note);
        }
        if (!given)
            return given;
        if (auto a = readingTable::auditTask(tx, *task, "reassign", "reader", task->readerLogin, readerLogin,
                                             reason);
            !a)
            return tl::unexpected(a.error());
        return given;
    });
}

Result<> TaskService::reopen(TaskId id, const QString& reason) {
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto task = changeableTask(tx.connection(), session_, id);
        if (!task)
            return tl::unexpected(task.error());
        if (reason.trimmed().isEmpty())
            return fail(ErrorKind::Refused, "reason-needed");
        if (task->state != TaskState::Finished)
            return fail(ErrorKind::Refused, "task-not-finished", QString::number(id.value));
        if (auto use = consentTable::requireUse(tx.connection(), task->subject); !use)
            return use;
        const auto session = readingTable::lastSession(tx.connection(), id, false);
        if (!session || !*session)
            return session ? fail(ErrorKind::Damaged, "database-damaged", QStringLiteral("reading_session"))
                           : Result<>(tl::unexpected(session.error()));
        ReadingEvent event;
        event.type = ReadingEventType::Reopened;
        event.body.insert(QStringLiteral("reason"), reason.trimmed());
        if (auto added = readingTable::append(tx, *task, **session, event, clock_); !added)
            return tl::unexpected(added.error());
        if (auto run = tx.run(
                "UPDATE reading_task SET state = 'reading', finished_ms = NULL, rv = rv + 1 WHERE id = ?",
                id);
            !run)
            return run;
        return readingTable::auditTask(tx, *task, "reopen", "state", QStringLiteral("finished"),
                                       QStringLiteral("reading"), reason);
    });
}

Result<> TaskService::setPrior(TaskId id, const QString& seriesUid, const QString& reason) {
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto task = changeableTask(tx.connection(), session_, id);
        if (!task)
            return tl::unexpected(task.error());
        if (auto open = requireUnfinished(*task); !open)
            return open;
        if (seriesUid == task->priorSeries)
            return {};
        if (!seriesUid.isEmpty()) {
            const auto series = seriesOf(tx.connection(), session_, seriesUid);
            if (!series)
                return tl::unexpected(series.error());
            if (series->subject != task->subject || seriesUid == task->series)
                return fail(ErrorKind::Refused, "no-such-series", seriesUid);
        }
        if (auto run = tx.run(
                "UPDATE reading_task SET prior_series = (SELECT id FROM dicom_series WHERE series_uid ="
                " ?), rv = rv + 1 WHERE id = ?",
                seriesUid, id);
            !run)
            return run;
        return readingTable::auditTask(tx, *task, "change", "prior", task->priorSeries, seriesUid, reason);
    });
}

} // namespace casebook
