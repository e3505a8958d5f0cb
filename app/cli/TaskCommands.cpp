// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/ListColumns.h"
#include "app/cli/Words.h"
#include "storage/reading/FindingService.h"
#include "storage/reading/TaskService.h"

namespace casebook {

namespace {

using namespace lists;

TaskService tasksOf(OpenStudy& study) { return {study.database(), study.session(), study.vault().clock()}; }

FindingService readingOf(OpenStudy& study) {
    return {study.database(), study.session(), study.vault().clock()};
}

QJsonValue timeOrNull(std::int64_t ms) {
    return ms == 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(utc(ms));
}

const Columns<ReadingTask>& taskColumns() {
    using Task = ReadingTask;
    static const Columns<Task> columns{
        {"id", true, false, [](const Task& t) { return t.uuid.toString(); }},
        {"number", false, false, [](const Task& t) { return qint64(t.id.value); }},
        {"subject", true, false, [](const Task& t) { return t.subjectLabel; }},
        {"series", true, false, [](const Task& t) { return t.series; }},
        {"exam_date", false, false, [](const Task& t) { return textOrNull(t.examDate); }},
        {"prior", false, false, [](const Task& t) { return textOrNull(t.priorSeries); }},
        {"reader", true, false, [](const Task& t) { return t.readerLogin; }},
        {"mode", true, false, [](const Task& t) { return code(readingModeCode(t.mode)); }},
        {"state", true, false, [](const Task& t) { return code(taskStateCode(t.state)); }},
        {"reserved", false, false, [](const Task& t) { return t.reserved; }},
        {"place", false, false, [](const Task& t) { return t.ordinal; }},
        {"note", false, false, [](const Task& t) { return textOrNull(t.note); }},
        {"created", false, false, [](const Task& t) { return timeOrNull(t.createdMs); }},
        {"opened", true, false, [](const Task& t) { return timeOrNull(t.openedMs); }},
        {"first_closed", true, false, [](const Task& t) { return timeOrNull(t.firstClosedMs); }},
        {"finished", true, false, [](const Task& t) { return timeOrNull(t.finishedMs); }},
    };
    return columns;
}

QJsonObject taskJson(const ReadingTask& task) {
    QJsonObject out{{QStringLiteral("task"), task.uuid.toString()}};
    for (const auto& column : taskColumns())
        if (QByteArrayView(column.key) != "id")
            out.insert(QLatin1StringView(column.key), column.get(task));
    return out;
}

QString taskText(const ReadingTask& task) {
    return Cli::tr("Task %1: %2, %3, %4")
        .arg(QString::number(task.id.value), task.readerLogin,
             QString::fromLatin1(readingModeCode(task.mode)), QString::fromLatin1(taskStateCode(task.state)));
}

Answer taskAnswer(const ReadingTask& task) { return {taskJson(task), taskText(task)}; }

Answer caseAnswer(const ReadingCase& reading) {
    QJsonObject json = taskJson(reading.task);
    QJsonArray missing, runs;
    for (const CloseBlock& block : reading.missing)
        missing.append(QJsonObject{{QStringLiteral("code"), QString::fromLatin1(block.code)},
                                   {QStringLiteral("count"), block.count},
                                   {QStringLiteral("object"), textOrNull(block.object)}});
    for (const AiRun& run : reading.runs)
        runs.append(QJsonObject{{QStringLiteral("algorithm"), run.name},
                                {QStringLiteral("version"), run.version},
                                {QStringLiteral("findings"), run.findings},
                                {QStringLiteral("complete"), run.complete}});
    json.insert(QStringLiteral("session"), textOrNull(reading.session.toString()));
    json.insert(QStringLiteral("first_read_closed"), reading.state.firstClosed);
    json.insert(QStringLiteral("ai_visible"), reading.aiVisible);
    json.insert(QStringLiteral("runs"), runs);
    json.insert(QStringLiteral("findings"), qint64(reading.findings.size()));
    json.insert(QStringLiteral("undecided"), reading.state.undecided);
    json.insert(QStringLiteral("seconds"), double(reading.state.readingMs) / 1000);
    json.insert(QStringLiteral("missing"), missing);
    return {json, taskText(reading.task)};
}

Result<ReadingTask> named(OpenStudy& study, const Arguments& arguments) {
    return tasksOf(study).find(arguments.words[0]);
}

Result<Answer> addTask(Context& context, const Arguments& arguments) {
    NewTask wanted;
    for (const char* option : {"series", "reader", "mode"})
        if (!arguments.has(option))
            return option == QByteArrayView("mode") ? fail(ErrorKind::Usage, "mode-needed")
                                                    : fail(ErrorKind::Usage, "value-needed",
                                                           QStringLiteral("--") + QLatin1StringView(option));
    wanted.seriesUid = arguments.valueOr("series", {});
    wanted.readerLogin = arguments.valueOr("reader", {});
    wanted.note = arguments.valueOr("note", {});
    wanted.mode = readingModeFromCode(arguments.valueOr("mode", {}).toLatin1());
    if (!wanted.mode)
        return fail(ErrorKind::Usage, "bad-value", QStringLiteral("--mode"), {arguments.valueOr("mode", {})});
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    return tasksOf(**study).add(wanted).map(taskAnswer);
}

Result<Answer> listTasks(Context& context, const Arguments& arguments) {
    return list(context, arguments, taskColumns(), "list tasks",
                [](OpenStudy& study) { return tasksOf(study).list(); });
}

Result<Answer> openTask(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    const auto task = named(**study, arguments);
    if (!task)
        return tl::unexpected(task.error());
    return readingOf(**study).open(task->id).map(caseAnswer);
}

Result<Answer> closeTask(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    const auto task = named(**study, arguments);
    if (!task)
        return tl::unexpected(task.error());
    return readingOf(**study).close(task->id).map(caseAnswer);
}

Result<Answer> showTask(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    const auto task = named(**study, arguments);
    if (!task)
        return tl::unexpected(task.error());
    return readingOf(**study).look(task->id).map(caseAnswer);
}

/// Runs a change of a task and tells what it is now.
template <class Change> Result<Answer> changed(Context& context, const Arguments& arguments, Change change) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    const auto task = named(**study, arguments);
    if (!task)
        return tl::unexpected(task.error());
    TaskService tasks = tasksOf(**study);
    if (Result<> done = change(tasks, *task); !done)
        return tl::unexpected(done.error());
    return named(**study, arguments).map(taskAnswer);
}

Result<Answer> skipTask(Context& context, const Arguments& arguments) {
    return changed(context, arguments, [&](TaskService& tasks, const ReadingTask& task) {
        return tasks.skip(task.id, context.reason());
    });
}

Result<Answer> reopenTask(Context& context, const Arguments& arguments) {
    return changed(context, arguments, [&](TaskService& tasks, const ReadingTask& task) {
        return tasks.reopen(task.id, context.reason());
    });
}

Result<Answer> reserveTask(Context& context, const Arguments& arguments) {
    return changed(context, arguments, [&](TaskService& tasks, const ReadingTask& task) {
        return tasks.reserve(task.id, !arguments.has("free"));
    });
}

Result<Answer> setPrior(Context& context, const Arguments& arguments) {
    return changed(context, arguments, [&](TaskService& tasks, const ReadingTask& task) {
        return tasks.setPrior(task.id, arguments.valueOr("series", {}), context.reason());
    });
}

Result<Answer> reassignTask(Context& context, const Arguments& arguments) {
    if (!arguments.has("reader"))
        return fail(ErrorKind::Usage, "value-needed", QStringLiteral("--reader"));
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    const auto task = named(**study, arguments);
    if (!task)
        return tl::unexpected(task.error());
    return tasksOf(**study)
        .reassign(task->id, arguments.valueOr("reader", {}), context.reason())
        .map(taskAnswer);
}

Command one(const char* words, const char* usage, const char* summary, QList<OptionSpec> options,
            Result<Answer> (*run)(Context&, const Arguments&)) {
    return {words, usage, summary, std::move(options), 1, 1, false, run};
}

} // namespace

QList<Command> taskCommands() {
    return {
        {"task add",
         "--series UID --reader USER --mode unaided|second|concurrent [--note TEXT]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Gives a reader a case to read. The mode must be chosen."),
         {{"series"}, {"reader"}, {"mode"}, {"note"}},
         0,
         0,
         false,
         addTask},
        listCommand("task list", QT_TRANSLATE_NOOP("casebook::Cli", "Lists the reading tasks."), listTasks),
        listCommand("list tasks", QT_TRANSLATE_NOOP("casebook::Cli", "Lists the reading tasks."), listTasks),
        one("task show", "ID",
            QT_TRANSLATE_NOOP("casebook::Cli", "Shows a task and what is missing for closing it."), {},
            showTask),
        one("task open", "ID", QT_TRANSLATE_NOOP("casebook::Cli", "Begins to read the case of a task."), {},
            openTask),
        one("task close", "ID",
            QT_TRANSLATE_NOOP("casebook::Cli",
                              "Closes the first read in mode second; then finishes the reading."),
            {}, closeTask),
        one("task skip", "ID [--reason TEXT]",
            QT_TRANSLATE_NOOP("casebook::Cli", "Puts a task at the end of its reader's list."), {}, skipTask),
        one("task reserve", "ID [--free]",
            QT_TRANSLATE_NOOP("casebook::Cli", "Keeps a task for its reader, or frees it."),
            {{"free", false}}, reserveTask),
        one("task prior", "ID [--series UID] [--reason TEXT]",
            QT_TRANSLATE_NOOP("casebook::Cli",
                              "Sets another prior beside the case; without --series there is none."),
            {{"series"}}, setPrior),
        one("task reassign", "ID --reader USER [--reason TEXT]",
            QT_TRANSLATE_NOOP("casebook::Cli", "Gives a task to another reader."), {{"reader"}},
            reassignTask),
        one("task reopen", "ID --reason TEXT",
            QT_TRANSLATE_NOOP("casebook::Cli", "Opens a finished reading again."), {}, reopenTask),
    };
}

} // namespace casebook
