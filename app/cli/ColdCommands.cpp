// SPDX-License-Identifier: GPL-3.0-or-later
//
// Images of finished subjects on another disk, and back.
#include "app/cli/Answers.h"
#include "app/cli/Output.h"
#include "app/cli/Words.h"
#include "storage/study/ColdService.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonObject>

namespace casebook {

namespace {

constexpr qint64 kMib = 1 << 20, kMostDays = 36'500;

QString mebibytes(std::int64_t bytes) {
    return bytes < 0 ? Cli::tr("unknown") : QString::number(bytes / kMib);
}

QJsonValue bytesOrNull(std::int64_t bytes) {
    return bytes < 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(qint64(bytes));
}

Result<ColdChoice> choiceOf(const Arguments& arguments) {
    ColdChoice out;
    out.subjects = arguments.options.value("subject");
    out.series = arguments.options.value("series");
    if (!arguments.has("older-than"))
        return out;
    const auto days = arguments.integer("older-than", 0, 0, kMostDays);
    if (!days)
        return tl::unexpected(days.error());
    out.restDays = int(*days);
    return out;
}

/// Everything is never meant by saying nothing.
Result<ColdChoice> chosen(const Arguments& arguments) {
    const bool named = arguments.has("subject") || arguments.has("series") || arguments.has("older-than");
    if (named == arguments.has("all"))
        return fail(ErrorKind::Usage, "option-needed",
                    QStringLiteral("--subject, --series, --older-than, --all"));
    return choiceOf(arguments);
}

Result<ColdService> serviceOf(Context& context, Context::Need need) {
    auto study = context.study(need);
    return study ? Result<ColdService>(ColdService((*study)->vault(), (*study)->session()))
                 : tl::unexpected(study.error());
}

Result<Answer> list(Context& context, const Arguments&) {
    auto service = serviceOf(context, Context::Need::Read);
    if (!service)
        return tl::unexpected(service.error());
    const auto overview = service->overview();
    if (!overview)
        return tl::unexpected(overview.error());
    QJsonArray places;
    Table table({Cli::tr("Place"), Cli::tr("Files"), Cli::tr("MiB"), Cli::tr("MiB free"), Cli::tr("State")});
    table.add({Cli::tr("the study"),
               QString::number(overview->packs),
               mebibytes(overview->bytes),
               mebibytes(overview->freeBytes),
               {}});
    for (const ColdPlaceState& one : overview->places) {
        places.append(QJsonObject{{QStringLiteral("id"), QString::fromLatin1(one.place.id.toHex())},
                                  {QStringLiteral("path"), textOrNull(one.place.path)},
                                  {QStringLiteral("connected"), one.connected},
                                  {QStringLiteral("packs"), one.packs},
                                  {QStringLiteral("bytes"), qint64(one.bytes)},
                                  {QStringLiteral("waiting"), one.waiting},
                                  {QStringLiteral("free_bytes"), bytesOrNull(one.freeBytes)}});
        table.add({one.place.path, QString::number(one.packs), mebibytes(one.bytes), mebibytes(one.freeBytes),
                   one.connected ? Cli::tr("connected") : Cli::tr("not connected")});
    }
    return Answer{QJsonObject{{QStringLiteral("study"),
                               QJsonObject{{QStringLiteral("packs"), overview->packs},
                                           {QStringLiteral("bytes"), qint64(overview->bytes)},
                                           {QStringLiteral("free_bytes"), bytesOrNull(overview->freeBytes)}}},
                              {QStringLiteral("places"), places}},
                  table.text()};
}

Answer previewAnswer(const ColdPreview& preview) {
    const QJsonObject json{{QStringLiteral("dry_run"), true},
                           {QStringLiteral("subjects"), preview.subjects},
                           {QStringLiteral("series"), preview.series},
                           {QStringLiteral("packs"), preview.packs.size()},
                           {QStringLiteral("bytes"), qint64(preview.bytes)},
                           {QStringLiteral("away"), preview.awayPacks}};
    return {json, Cli::tr("%1 MiB in %2 files, of %3 series and %4 subjects. Nothing was changed.")
                      .arg(preview.bytes / kMib)
                      .arg(preview.packs.size())
                      .arg(preview.series)
                      .arg(preview.subjects)};
}

Answer reportAnswer(const ColdReport& report) {
    QJsonObject json{{QStringLiteral("packs"), report.packs},
                     {QStringLiteral("bytes"), qint64(report.bytes)},
                     {QStringLiteral("left"), report.left},
                     {QStringLiteral("place"), textOrNull(report.place)},
                     {QStringLiteral("away"), awayJson(report.away)},
                     {QStringLiteral("damage"), damageJson(report.damage)},
                     {QStringLiteral("left_over"), report.leftOver},
                     {QStringLiteral("stopped"), QJsonValue::Null}};
    QString text = Cli::tr("%1 files moved, %2 MiB, each read back and checked.")
                       .arg(report.packs)
                       .arg(report.bytes / kMib) +
                   u'\n' + damageText(report.damage) + awayText(report.away);
    if (report.leftOver > 0)
        text += Cli::tr("%n file(s) that were moved could not be removed from their old place; the next move or "
                        "compact does it.",
                        nullptr, report.leftOver) +
                u'\n';
    if (report.stopped) {
        json.insert(QStringLiteral("stopped"), QString::fromLatin1(report.stopped->code));
        text +=
            Cli::tr("%1 files stay where they were: %2").arg(report.left).arg(cliMessage(*report.stopped)) +
            u'\n';
    }
    return {json, text, report.left > 0 ? Exit::Partly : Exit::Done};
}

Result<Answer> move(Context& context, const Arguments& arguments) {
    const auto choice = chosen(arguments);
    if (!choice)
        return tl::unexpected(choice.error());
    const auto to = arguments.value("to");
    const bool onlyLooks = arguments.has("dry-run");
    if (!to && !onlyLooks)
        return fail(ErrorKind::Usage, "option-needed", QStringLiteral("--to"));
    auto service = serviceOf(context, Context::Need::Write);
    if (!service)
        return tl::unexpected(service.error());
    if (onlyLooks)
        return service->previewMove(*choice).map(previewAnswer);
    return service
        ->move(*choice, QDir().absoluteFilePath(*to), context.reason(), context.job(Cli::tr("Moving images")))
        .map(reportAnswer);
}

Result<Answer> back(Context& context, const Arguments& arguments) {
    const auto choice = chosen(arguments);
    if (!choice)
        return tl::unexpected(choice.error());
    auto service = serviceOf(context, Context::Need::Write);
    if (!service)
        return tl::unexpected(service.error());
    if (arguments.has("dry-run"))
        return service->previewBack(*choice).map(previewAnswer);
    return service->bringBack(*choice, context.reason(), context.job(Cli::tr("Moving images")))
        .map(reportAnswer);
}

Result<Answer> place(Context& context, const Arguments& arguments) {
    auto service = serviceOf(context, Context::Need::Write);
    if (!service)
        return tl::unexpected(service.error());
    const QString folder = QDir::cleanPath(QDir().absoluteFilePath(arguments.words[0]));
    return service->point(folder).map([&](int places) {
        return Answer{QJsonObject{{QStringLiteral("places"), places}, {QStringLiteral("path"), folder}},
                      Cli::tr("The study looks for these images in %1 from now on.").arg(folder)};
    });
}

} // namespace

QList<Command> coldCommands() {
    const QList<OptionSpec> which{
        {"subject"}, {"series"}, {"older-than"}, {"all", false}, {"dry-run", false}};
    return {
        {"cold list",
         "",
         QT_TRANSLATE_NOOP("casebook::Cli", "Says what of the images lies on which disk."),
         {},
         0,
         0,
         false,
         list},
        {"cold move", "--to DIR (--subject S | --series UID | --older-than DAYS | --all) [--dry-run]",
         QT_TRANSLATE_NOOP(
             "casebook::Cli",
             "Moves images to a folder on another disk; --older-than takes subjects without a new "
             "image or a reading for so many days."),
         QList<OptionSpec>{{"to"}} + which, 0, 0, false, move},
        {"cold back", "(--subject S | --series UID | --older-than DAYS | --all) [--dry-run]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Brings images back into the study."), which, 0, 0, false, back},
        {"cold place",
         "DIR",
         QT_TRANSLATE_NOOP("casebook::Cli", "Says where a disk with images of the study is now."),
         {},
         1,
         1,
         false,
         place},
    };
}

} // namespace casebook
