// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ImportWatch.h"

#include "app/cli/Answers.h"
#include "app/cli/Context.h"
#include "app/cli/Output.h"
#include "app/cli/Terminal.h"
#include "app/cli/Words.h"
#include "storage/imaging/WatchService.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThread>

#include <algorithm>
#include <chrono>

namespace casebook {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr qint64 kEvery_s = 10, kSettle_s = 2, kLongest_s = 86'400;

QString key(const char* name) { return QString::fromLatin1(name); }

/// False as soon as someone wants the program to end.
bool waitFor(seconds time) {
    constexpr milliseconds step{100};
    const QDeadlineTimer until(time);
    while (!interrupted() && !until.hasExpired())
        QThread::sleep(
            std::min(step, std::chrono::duration_cast<milliseconds>(until.remainingTimeAsDuration())));
    return !interrupted();
}

/// What all imports of one run did together.
struct Sum {
    ImportReport report;
    QJsonArray imports;
    WatchLook last;

    void add(const ImportReport& more) {
        imports.append(more.uuid.toString());
        report.uuid = more.uuid;
        report.files += more.files;
        report.imported += more.imported;
        report.duplicates += more.duplicates;
        report.seconds += more.seconds;
        report.refused += more.refused;
        report.differences += more.differences;
        report.waiting += more.waiting;
        report.series += more.series;
        report.derived += more.derived;
        report.guesses += more.guesses;
        for (const QString& label : more.subjects)
            if (!report.subjects.contains(label))
                report.subjects.append(label);
        report.state = more.state;
    }
};

Answer answerOf(const Sum& sum) {
    Answer answer = importAnswer(sum.report);
    QJsonObject json = answer.json.toObject();
    json.insert(key("imports"), sum.imports);
    json.insert(key("settling"), sum.last.settling);
    QJsonArray unreadable;
    for (const ImportReport::Refused& one : sum.last.unreadable) {
        unreadable.append(QJsonObject{{key("path"), one.path},
                                      {key("code"), QString::fromLatin1(one.code)},
                                      {key("message"), one.message}});
        answer.text += one.message + u'\n';
    }
    json.insert(key("unreadable"), unreadable);
    if (sum.last.settling > 0)
        answer.text +=
            Cli::tr("%n file(s) may still grow, and will be taken by a later look.", nullptr, sum.last.settling) +
            u'\n';
    answer.json = json;
    if (sum.imports.isEmpty())
        answer.exit = Exit::Done; // nothing new: nothing has failed
    if (!sum.last.unreadable.isEmpty() && answer.exit == Exit::Done)
        answer.exit = Exit::Partly;
    return answer;
}

/// One look, and the import of what it found. A stop in the middle is no error: the rest comes the next time.
Result<> step(WatchService& watch, const ImportService::Options& options, const Job& job, Sum& sum) {
    auto look = watch.look(job);
    if (!look)
        return look.error().kind == ErrorKind::Cancelled ? Result<>() : tl::unexpected(look.error());
    sum.last = std::move(*look);
    if (sum.last.ready.isEmpty())
        return {};
    const auto report = watch.take(sum.last.ready, job, options);
    if (!report)
        return tl::unexpected(report.error());
    sum.add(*report);
    note(QString::fromUtf8(QJsonDocument(QJsonObject{{key("event"), key("imported")},
                                                     {key("import"), report->uuid.toString()},
                                                     {key("imported"), report->imported},
                                                     {key("refused"), int(report->refused.size())},
                                                     {key("waiting"), int(report->waiting.size())}})
                               .toJson(QJsonDocument::Compact)));
    return {};
}

Result<Answer> run(Context& context, OpenStudy& study, const Arguments& arguments) {
    const bool once = arguments.has("once");
    const auto every = arguments.integer("every", kEvery_s, 1, kLongest_s);
    const auto settle =
        arguments.integer("settle", once ? kSettle_s : every.value_or(kEvery_s), 0, kLongest_s);
    if (!every || !settle)
        return tl::unexpected(every ? settle.error() : every.error());
    ImportService::Options options;
    if (const auto path = arguments.value("map")) {
        auto map = ImportMap::load(*path);
        if (!map)
            return tl::unexpected(map.error());
        options.map = std::move(*map);
    }
    WatchService watch(study.database(), study.imports(), study.session(), study.vault().folder());
    const Job job = context.job(Cli::tr("Importing"));
    Sum sum;
    // The first look only remembers; whatever is the same at the next one has stopped growing.
    if (auto looked = step(watch, options, job, sum); !looked)
        return tl::unexpected(looked.error());
    if (!once)
        note(QStringLiteral("{\"event\":\"watching\"}"));
    bool goesOn = waitFor(seconds(*settle));
    while (goesOn) {
        if (auto looked = step(watch, options, job, sum); !looked)
            return tl::unexpected(looked.error());
        goesOn = !once && waitFor(seconds(*every));
    }
    return answerOf(sum);
}

Result<Answer> watch(Context& context, const Arguments& arguments) {
    const auto add = arguments.value("add"), remove = arguments.value("remove");
    const bool on = arguments.has("on"), off = arguments.has("off"), list = arguments.has("list");
    const int settings = int(add.has_value()) + int(remove.has_value()) + int(on) + int(off) + int(list);
    if (settings > 1)
        return fail(ErrorKind::Usage, "wrong-usage", QStringLiteral("import watch"));
    auto study = context.study(list ? Context::Need::Read : Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    OpenStudy& open = **study;
    if (settings == 0)
        return run(context, open, arguments);
    WatchService service(open.database(), open.imports(), open.session(), open.vault().folder());
    Result<> done;
    if (add)
        done = service.addFolder(*add, context.reason());
    else if (remove)
        done = service.removeFolder(*remove, context.reason());
    else if (on || off)
        done = service.setOn(on, context.reason());
    if (!done)
        return tl::unexpected(done.error());
    const auto now = service.settings();
    if (!now)
        return tl::unexpected(now.error());
    QString text =
        (now->on ? Cli::tr("Folders are watched:") : Cli::tr("No folder is watched. On the list:")) + u'\n';
    for (const QString& folder : now->folders)
        text += QStringLiteral("  ") + folder + u'\n';
    return Answer{
        QJsonObject{{key("on"), now->on}, {key("folders"), QJsonArray::fromStringList(now->folders)}}, text};
}

} // namespace

QList<Command> importWatchCommands() {
    return {{"import watch",
             "[--once] [--every SECONDS] [--settle SECONDS] [--map FILE.csv] | --list"
             " | --add FOLDER|--remove FOLDER|--on|--off --reason TEXT",
             QT_TRANSLATE_NOOP("casebook::Cli",
                               "Takes what comes into the watched folders, until it is stopped."),
             {{"once", false},
              {"every"},
              {"settle"},
              {"map"},
              {"add"},
              {"remove"},
              {"on", false},
              {"off", false},
              {"list", false}},
             0,
             0,
             false,
             watch}};
}

} // namespace casebook
