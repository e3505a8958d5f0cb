// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/ListColumns.h"
#include "app/cli/Words.h"
#include "core/values/Messages.h"
#include "storage/reading/FindingImport.h"
#include "storage/reading/FindingService.h"

#include <cmath>

namespace casebook {

namespace {

using namespace lists;

QJsonValue number(const std::optional<double>& value) {
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

/// The session's own decision; without one what all others say, "mixed" where they differ.
QByteArray stateOf(const FindingRow& row) {
    if (row.state.state != MarkState::Open || row.decisions.isEmpty())
        return markStateCode(row.state.state);
    const MarkState first = row.decisions.front().state.state;
    const bool same = std::all_of(row.decisions.begin(), row.decisions.end(),
                                  [&](const ReaderDecision& d) { return d.state.state == first; });
    return same ? markStateCode(first) : "mixed";
}

QJsonArray decisionsOf(const FindingRow& row) {
    QJsonArray out;
    for (const ReaderDecision& one : row.decisions)
        out.append(
            QJsonObject{{QStringLiteral("reader"), one.reader},
                        {QStringLiteral("state"), QString::fromLatin1(markStateCode(one.state.state))},
                        {QStringLiteral("reason"), textOrNull(QString::fromLatin1(one.state.reason))}});
    return out;
}

/// With the geometry of the last edit, where there is one.
Finding shown(const FindingRow& row) {
    if (row.state.changed.isEmpty())
        return row.finding;
    return findingFromJson(row.state.changed).value_or(row.finding);
}

const Columns<FindingRow>& findingColumns() {
    using Row = FindingRow;
    static const Columns<Row> columns{
        {"id", true, false, [](const Row& f) { return f.finding.uuid.toString(); }},
        {"subject", true, false, [](const Row& f) { return textOrNull(f.subject); }},
        {"series", true, false, [](const Row& f) { return f.series; }},
        {"algorithm", true, false, [](const Row& f) { return textOrNull(f.algorithm); }},
        {"reader", true, false, [](const Row& f) { return textOrNull(f.reader); }},
        {"score", true, false, [](const Row& f) { return number(f.finding.score); }},
        {"state", true, false, [](const Row& f) { return code(stateOf(f)); }},
        {"reason", false, false,
         [](const Row& f) { return textOrNull(QString::fromLatin1(f.state.reason)); }},
        {"category", false, false, [](const Row& f) { return f.finding.category; }},
        {"type", false, false, [](const Row& f) { return textOrNull(QString::fromLatin1(f.finding.type)); }},
        {"site", false, false, [](const Row& f) { return textOrNull(f.finding.site); }},
        {"center_mm", false, false, [](const Row& f) { return jsonOf(shown(f).center); }},
        {"long_mm", false, false, [](const Row& f) { return number(shown(f).size.long_mm); }},
        {"short_mm", false, false, [](const Row& f) { return number(shown(f).size.short_mm); }},
        {"mean_mm", false, false, [](const Row& f) { return number(shown(f).size.mean_mm); }},
        {"volume_mm3", false, false, [](const Row& f) { return number(shown(f).size.volume_mm3); }},
        {"external_id", false, false, [](const Row& f) { return textOrNull(f.finding.externalId); }},
        {"decisions", false, false, [](const Row& f) { return decisionsOf(f); }},
    };
    return columns;
}

FindingService readingOf(OpenStudy& study) {
    return {study.database(), study.session(), study.vault().clock()};
}

TaskService tasksOf(OpenStudy& study) { return {study.database(), study.session(), study.vault().clock()}; }

Result<Answer> listFindings(Context& context, const Arguments& arguments) {
    return list(context, arguments, findingColumns(), "list findings",
                [&](OpenStudy& study) -> Result<QList<FindingRow>> {
                    const auto task = arguments.value("task");
                    if (!task)
                        return readingOf(study).list();
                    const auto named = tasksOf(study).find(*task);
                    if (!named)
                        return tl::unexpected(named.error());
                    return readingOf(study).look(named->id).map(
                        [](const ReadingCase& reading) { return reading.findings; });
                });
}

/// The own task in which this finding is judged: named, or the only one on its series that is not finished.
Result<ReadingTask> taskFor(OpenStudy& study, const Arguments& arguments, const QString& seriesUid) {
    if (const auto named = arguments.value("task"))
        return tasksOf(study).find(*named);
    auto own = tasksOf(study).worklist();
    if (!own)
        return tl::unexpected(own.error());
    own->removeIf([&](const ReadingTask& task) { return task.series != seriesUid; });
    if (own->isEmpty())
        return fail(ErrorKind::Refused, "no-task-here", seriesUid);
    return own->size() == 1 ? Result<ReadingTask>(own->front())
                            : fail(ErrorKind::Usage, "value-needed", QStringLiteral("--task"));
}

/// Where a finding is and who judges it.
struct Judged {
    Uuid finding;
    ReadingTask task;
};

Result<Judged> judged(OpenStudy& study, const Arguments& arguments) {
    const auto all = readingOf(study).list();
    if (!all)
        return tl::unexpected(all.error());
    const Uuid wanted = Uuid::fromString(arguments.words[0]);
    const auto row =
        std::find_if(all->begin(), all->end(), [&](const FindingRow& f) { return f.finding.uuid == wanted; });
    if (row == all->end() || wanted.bytes.isEmpty())
        return fail(ErrorKind::Refused, "no-such-finding", arguments.words[0]);
    const auto task = taskFor(study, arguments, row->series);
    if (!task)
        return tl::unexpected(task.error());
    return Judged{wanted, *task};
}

Answer findingAnswer(const ReadingCase& reading, const Uuid& finding) {
    const FindingState* state = reading.state.find(finding);
    const QByteArray word = state != nullptr ? markStateCode(state->state) : QByteArray("open");
    const QString reason = state != nullptr ? QString::fromLatin1(state->reason) : QString();
    return {QJsonObject{{QStringLiteral("finding"), finding.toString()},
                        {QStringLiteral("task"), reading.task.uuid.toString()},
                        {QStringLiteral("state"), QString::fromLatin1(word)},
                        {QStringLiteral("reason"), textOrNull(reason)},
                        {QStringLiteral("undecided"), reading.state.undecided}},
            Cli::tr("Finding %1: %2").arg(finding.toString(), QString::fromLatin1(word))};
}

/// A reason of the list by its code; other words are "other" with a text.
Result<ReadingCase> reject(OpenStudy& study, const Judged& at, const QString& reason) {
    const QByteArray known = reason.trimmed().toLatin1();
    return isRejectReason(known) && known != "other"
               ? readingOf(study).reject(at.task.id, at.finding, known)
               : readingOf(study).reject(at.task.id, at.finding, "other", reason);
}

Result<Answer> decide(Context& context, const Arguments& arguments) {
    static const QStringList verbs = QStringLiteral("accept reject defer withdraw undo").split(u' ');
    const QString verb = arguments.words[1];
    if (!verbs.contains(verb))
        return fail(ErrorKind::Usage, "bad-value", QStringLiteral("finding decide"), {verb});
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    const auto at = judged(**study, arguments);
    if (!at)
        return tl::unexpected(at.error());
    Result<ReadingCase> done =
        verb == verbs[0]   ? readingOf(**study).accept(at->task.id, at->finding)
        : verb == verbs[1] ? reject(**study, *at, context.reason())
        : verb == verbs[2] ? readingOf(**study).defer(at->task.id, at->finding, context.reason())
        : verb == verbs[3] ? readingOf(**study).withdraw(at->task.id, at->finding, context.reason())
                           : readingOf(**study).takeBack(at->task.id);
    return done.map([&](const ReadingCase& reading) { return findingAnswer(reading, at->finding); });
}

/// "X,Y,Z" in LPS mm.
std::optional<WorldPoint> pointOf(const QString& text) {
    const QStringList parts = text.split(u',');
    WorldPoint p;
    for (int i = 0; i < 3; ++i) {
        bool ok = false;
        p[i] = parts.value(i).trimmed().toDouble(&ok);
        if (!ok || !std::isfinite(p[i]) || parts.size() != 3)
            return std::nullopt;
    }
    return p;
}

Result<Answer> addFinding(Context& context, const Arguments& arguments) {
    const auto place = pointOf(arguments.valueOr("at", {}));
    if (!place)
        return fail(ErrorKind::Usage, "bad-value", QStringLiteral("--at"), {arguments.valueOr("at", {})});
    if (!arguments.has("task"))
        return fail(ErrorKind::Usage, "value-needed", QStringLiteral("--task"));
    Finding fresh;
    fresh.category = arguments.valueOr("category", QStringLiteral("nodule"));
    fresh.center = *place;
    if (const auto size = arguments.value("diameter")) {
        bool ok = false;
        const double mm = size->toDouble(&ok);
        if (!ok || !(mm > 0) || mm > 300)
            return fail(ErrorKind::Usage, "bad-value", QStringLiteral("--diameter"), {*size});
        fresh.size.mean_mm = mm;
    }
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    const auto task = tasksOf(**study).find(arguments.valueOr("task", {}));
    if (!task)
        return tl::unexpected(task.error());
    return readingOf(**study).add(task->id, fresh).map([](const ReadingCase& reading) {
        const FindingState& last = reading.state.findings.last();
        return findingAnswer(reading, last.finding);
    });
}

QJsonArray problemsJson(const QList<FindingsProblem>& problems) {
    QJsonArray out;
    for (const FindingsProblem& one : problems)
        out.append(QJsonObject{
            {QStringLiteral("code"), QString::fromLatin1(one.code)},
            {QStringLiteral("pointer"), one.pointer},
            {QStringLiteral("message"), messageText(Error{ErrorKind::Refused, one.code, one.pointer, {}})}});
    return out;
}

Answer importAnswer(const FindingsImported& done) {
    QJsonObject json{{QStringLiteral("run"), textOrNull(done.run.toString())},
                     {QStringLiteral("series"), textOrNull(done.series)},
                     {QStringLiteral("findings"), done.findings},
                     {QStringLiteral("complete"), done.complete},
                     {QStringLiteral("already_there"), done.alreadyThere},
                     {QStringLiteral("errors"), problemsJson(done.errors)},
                     {QStringLiteral("warnings"), problemsJson(done.warnings)}};
    QString text = Cli::tr("%n finding(s) taken.", nullptr, done.findings) + u'\n';
    for (const auto& list : {done.errors, done.warnings})
        for (const FindingsProblem& one : list)
            text += QString::fromLatin1(one.code) + u' ' + one.pointer + u": " +
                    messageText(Error{ErrorKind::Refused, one.code, one.pointer, {}}) + u'\n';
    if (done.errors.isEmpty())
        return {json, text};
    const QJsonObject first = json[QStringLiteral("errors")][0].toObject();
    json.insert(QStringLiteral("error"),
                QJsonObject{{QStringLiteral("code"), first[QStringLiteral("code")]},
                            {QStringLiteral("message"), first[QStringLiteral("message")]},
                            {QStringLiteral("object"), first[QStringLiteral("pointer")]}});
    return {json, text, Exit::Refused};
}

Result<Answer> importFindings(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    FindingImport import((*study)->database(), (*study)->vault().objects(), (*study)->workers(),
                         (*study)->session(), (*study)->vault().clock());
    return import.run(arguments.words[0], context.job(Cli::tr("Importing"))).map([](const FindingsImported& done) { return importAnswer(done); });
}

Command findingList(const char* words) {
    Command command = listCommand(
        words, QT_TRANSLATE_NOOP("casebook::Cli", "Lists the findings of AI and readers."), listFindings);
    command.usage = "[--task ID] [--columns A,B,...] [--limit N]";
    command.options.append({"task"});
    return command;
}

} // namespace

QList<Command> findingCommands() {
    return {
        findingList("finding list"),
        findingList("list findings"),
        {"finding decide",
         "ID accept|reject|defer|withdraw|undo [--reason CODE|TEXT] [--task ID]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Judges a finding in one's own reading."),
         {{"task"}},
         2,
         2,
         false,
         decide},
        {"finding add",
         "--task ID --at X,Y,Z [--diameter MM] [--category NAME]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Adds a finding of one's own, in LPS mm."),
         {{"task"}, {"at"}, {"diameter"}, {"category"}},
         0,
         0,
         false,
         addFinding},
        {"import findings",
         "FILE.json",
         QT_TRANSLATE_NOOP("casebook::Cli", "Takes the findings of an algorithm (casebook.findings/1)."),
         {},
         1,
         1,
         false,
         importFindings},
    };
}

} // namespace casebook
