// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Answers.h"
#include "app/cli/FormStudy.h"
#include "app/cli/Words.h"
#include "storage/subjects/MoveService.h"

#include <QJsonObject>

namespace casebook {

namespace {

QJsonObject jsonOf(const MoveOutcome& o) {
    const auto key = [](const char* name) { return QString::fromLatin1(name); };
    return {{key("from"), o.from},
            {key("to"), o.to},
            {key("exam"), o.exam},
            {key("split"), o.split},
            {key("series"), QJsonArray::fromStringList(o.series)},
            {key("instances"), o.instances},
            {key("overlays"), o.overlays},
            {key("findings"), o.findings},
            {key("measurements"), o.measurements},
            {key("tasks"), o.tasks},
            {key("forms"), o.forms},
            {key("values_asked"), o.values},
            {key("priors_ended"), o.priors},
            {key("exports"), o.exports},
            {key("closed_readings"), o.closedReadings},
            {key("locked_forms"), o.lockedForms}};
}

QString textOf(const MoveOutcome& o, bool dry) {
    QStringList lines{(dry ? Cli::tr("%1 series with %2 images would go from %3 to %4.")
                           : Cli::tr("%1 series with %2 images went from %3 to %4."))
                          .arg(o.series.size())
                          .arg(o.instances)
                          .arg(o.from, o.to)};
    const auto add = [&](int count, const QString& words) {
        if (count > 0)
            lines.append(words.arg(count));
    };
    if (o.split)
        lines.append(Cli::tr("Other series of the exam stay."));
    add(o.overlays, Cli::tr("Overlays: %1"));
    add(o.findings, Cli::tr("Findings: %1"));
    add(o.measurements, Cli::tr("Measurements: %1"));
    add(o.tasks, Cli::tr("Reading tasks: %1"));
    add(o.forms, Cli::tr("Forms that go along: %1"));
    add(o.values, Cli::tr("Values that stay and get a query: %1"));
    add(o.priors, Cli::tr("Readings that lose their prior: %1"));
    add(o.exports, Cli::tr("Released sets that keep what they hold: %1"));
    add(o.closedReadings, Cli::tr("Finished readings: %1"));
    add(o.lockedForms, Cli::tr("Locked forms: %1"));
    return lines.join(u'\n');
}

Result<Answer> moveSeries(Context& context, const Arguments& arguments) {
    const auto to = arguments.value("to");
    if (!to)
        return fail(ErrorKind::Usage, "value-needed", QStringLiteral("--to"));
    const bool dry = arguments.has("dry-run");
    auto study = context.study(dry ? Context::Need::Read : Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    FormStudy forms(**study);
    MoveService moves((*study)->database(), (*study)->session(), (*study)->vault().clock(),
                      forms.definitions);
    const MoveRequest request{arguments.words[0], arguments.has("exam"), *to, context.reason(),
                              arguments.has("closed")};
    const auto done = dry ? moves.preview(request) : moves.move(request);
    return done.map([&](const MoveOutcome& o) { return Answer{jsonOf(o), textOf(o, dry)}; });
}

} // namespace

QList<Command> seriesCommands() {
    return {
        {"series move",
         "SERIES --to SUBJECT [--exam] [--closed] [--dry-run] --reason TEXT",
         QT_TRANSLATE_NOOP(
             "casebook::Cli",
             "Moves a series, or with --exam its whole exam, to the subject that it is of; --closed "
             "also where a finished reading or a locked form hangs on it."),
         {{"to"}, {"exam", false}, {"closed", false}, {"dry-run", false}},
         1,
         1,
         false,
         moveSeries},
    };
}

} // namespace casebook
