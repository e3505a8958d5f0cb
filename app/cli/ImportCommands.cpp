// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Answers.h"
#include "app/cli/Context.h"
#include "app/cli/ImportQueue.h"
#include "app/cli/ImportWatch.h"
#include "app/cli/Output.h"
#include "app/cli/Words.h"
#include "core/values/Messages.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace casebook {

namespace {

QString reportText(const ImportReport& report) {
    QString text = Cli::tr("%n file(s) read.", nullptr, report.files) + u' ' +
                   Cli::tr("%1 imported, %2 there already, %3 refused.")
                       .arg(report.imported)
                       .arg(report.duplicates)
                       .arg(report.refused.size()) +
                   u'\n';
    for (const auto& series : report.series)
        text += QStringLiteral("  %1  %2  %3  %4\n")
                    .arg(series.modality, series.uid)
                    .arg(series.instances)
                    .arg(series.geometry);
    for (const auto& derived : report.derived)
        text += QStringLiteral("  %1  %2  %3\n")
                    .arg(QString::fromLatin1(derived.kind), derived.uid,
                         derived.placed ? Cli::tr("placed") : QString::fromLatin1(derived.reason));
    for (const auto& waiting : report.waiting)
        text += Cli::tr("Series %1 waits for a person: %2")
                    .arg(waiting.series, QString::fromLatin1(waiting.reason)) +
                u'\n';
    if (report.mapped) {
        for (const int line : report.mapped->unusedLines)
            text += Cli::tr("Line %1 of the mapping table has no images.").arg(line) + u'\n';
        for (const QString& uid : report.mapped->seriesWithoutRow)
            text += Cli::tr("Series %1 has no row in the mapping table.").arg(uid) + u'\n';
    }
    for (const auto& guess : report.guesses)
        text += Cli::tr("%n file(s) of %1 declare a wrong character set; their text was read as %2.", nullptr,
                        guess.files)
                    .arg(guess.source, QString::fromLatin1(guess.guess)) +
                u'\n';
    for (const auto& other : report.differences)
        text += Cli::tr("Same image, other header: %1 (%2)").arg(other.path, other.attributes.join(u", ")) +
                u'\n';
    for (const auto& refused : report.refused)
        text += Cli::tr("Refused: %1 (%2)").arg(refused.path, refused.message) + u'\n';
    if (report.state == "interrupted")
        text +=
            Cli::tr(
                "The import was interrupted. What it had taken is there; import again to take the rest.") +
            u'\n';
    return text;
}

/// 0 all that could be taken was; 1 nothing was, and something was refused; 4 some of it.
Exit exitOf(const ImportReport& report) {
    const bool nothing = report.imported == 0 && report.duplicates == 0;
    if (report.state == "interrupted")
        return nothing ? Exit::Refused : Exit::Partly;
    if (nothing)
        return Exit::Refused;
    // Folders and discs hold viewers, lists and notes beside the images: those leave nothing undone.
    const bool whole = std::all_of(report.refused.begin(), report.refused.end(),
                                   [](const ImportReport::Refused& r) { return r.code == "not-dicom"; });
    return whole ? Exit::Done : Exit::Partly;
}

QString holdText(const ImportHold& hold) {
    const QString words = hold.kind == "measurement" ? Cli::tr("%n measurement(s) on %1", nullptr, hold.count)
                          : hold.kind == "reading"   ? Cli::tr("%n reading(s) of %1", nullptr, hold.count)
                          : hold.kind == "finding"   ? Cli::tr("%n finding(s) on %1", nullptr, hold.count)
                          : hold.kind == "overlay"   ? Cli::tr("%n overlay(s) on %1", nullptr, hold.count)
                          : hold.kind == "move"      ? Cli::tr("%n move(s) of %1", nullptr, hold.count)
                          : hold.kind == "export"
                              ? Cli::tr("%n released data set(s) of %1", nullptr, hold.count)
                              : Cli::tr("%n form(s) of %1", nullptr, hold.count);
    return words.arg(hold.object);
}

Result<Answer> undoImport(Context& context, const Arguments& arguments) {
    if (!arguments.words.isEmpty() || arguments.has("dry-run") || arguments.has("map"))
        return fail(ErrorKind::Usage, "too-many-operands", QStringLiteral("--undo"));
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    const QString import = *arguments.value("undo");
    const auto undone =
        (*study)->imports().undo(import, context.reason(), context.job(Cli::tr("Taking back")));
    if (!undone)
        return tl::unexpected(undone.error());
    QJsonArray holds;
    QString text;
    for (const ImportHold& hold : undone->holds) {
        holds.append(QJsonObject{{QStringLiteral("kind"), QString::fromLatin1(hold.kind)},
                                 {QStringLiteral("object"), hold.object},
                                 {QStringLiteral("count"), hold.count}});
        text += QStringLiteral("  ") + holdText(hold) + u'\n';
    }
    const Error held{ErrorKind::Refused, "import-in-use", import, {}};
    QJsonObject json{{QStringLiteral("import"), undone->import.toString()},
                     {QStringLiteral("undone"), undone->done},
                     {QStringLiteral("holds"), holds}};
    if (!undone->done)
        json.insert(QStringLiteral("error"),
                    QJsonObject{{QStringLiteral("code"), QString::fromLatin1(held.code)},
                                {QStringLiteral("message"), messageText(held)},
                                {QStringLiteral("object"), import}});
    const QString words = undone->done ? Cli::tr("The import was taken back.") : messageText(held);
    return Answer{json, words + u'\n' + text, undone->done ? Exit::Done : Exit::Refused};
}

Result<Answer> importDicom(Context& context, const Arguments& arguments) {
    if (arguments.has("undo"))
        return undoImport(context, arguments);
    if (arguments.words.isEmpty())
        return fail(ErrorKind::Usage, "operand-needed", QStringLiteral("import dicom"));
    for (const QString& path : arguments.words)
        if (!QFileInfo::exists(path))
            return fail(ErrorKind::Refused, "unreadable", path);
    const bool dry = arguments.has("dry-run");
    auto study = context.study(dry ? Context::Need::Read : Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    ImportService::Options options;
    if (const auto path = arguments.value("map")) {
        auto map = ImportMap::load(*path);
        if (!map)
            return tl::unexpected(map.error());
        options.map = std::move(*map);
    }
    if (dry) {
        auto report = (*study)->imports().rehearse(arguments.words, context.job(Cli::tr("Looking")), options);
        if (!report)
            return tl::unexpected(report.error());
        return Answer{toJson(*report),
                      Cli::tr("Nothing was written. An import would do this:") + u'\n' + reportText(*report),
                      exitOf(*report)};
    }
    options.committed = [](int committed) {
        note(QString::fromLatin1(QJsonDocument(QJsonObject{{QStringLiteral("committed"), committed}})
                                     .toJson(QJsonDocument::Compact)));
    };
    auto report = (*study)->imports().run(arguments.words, context.job(Cli::tr("Importing")), options);
    if (!report)
        return tl::unexpected(report.error());
    return importAnswer(*report);
}

Result<Answer> importVolume(Context& context, const Arguments& arguments) {
    const auto series = arguments.value("series");
    if (!series)
        return fail(ErrorKind::Usage, "option-needed", QStringLiteral("--series"));
    const QString as = arguments.valueOr("as", QStringLiteral("labels"));
    const bool labels = as == QLatin1StringView("labels");
    if (!labels && as != QLatin1StringView("image") && as != QLatin1StringView("map"))
        return fail(ErrorKind::Usage, "bad-value", QStringLiteral("--as"), {as});
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    ImagingService& imaging = (*study)->imaging();
    const bool confirm = arguments.has("confirm-placement");
    const Job job = context.job(Cli::tr("Importing"));
    auto row = labels ? imaging.importLabels(arguments.words[0], *series, confirm, job)
                      : imaging.importMap(arguments.words[0], *series, confirm, job);
    if (!row)
        return tl::unexpected(row.error());
    return overlayAnswer(**study, *row, context.job(Cli::tr("Reading")));
}

} // namespace

Answer importAnswer(const ImportReport& report) {
    return {toJson(report), reportText(report), exitOf(report)};
}

QList<Command> importCommands() {
    QList<Command> out{
        {"import dicom",
         "PATH... [--map FILE.csv] [--dry-run] | --undo IMPORT --reason TEXT",
         QT_TRANSLATE_NOOP("casebook::Cli", "Takes DICOM files, folders and archives into the study."),
         {{"map"}, {"dry-run", false}, {"undo"}},
         0,
         -1,
         false,
         importDicom},
        {"import volume",
         "FILE --series UID [--as labels|image|map] [--confirm-placement]",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Takes a NIfTI, NRRD or MetaImage file over a series: labels, or values."),
         {{"series"}, {"as"}, {"confirm-placement", false}},
         1,
         1,
         false,
         importVolume},
    };
    return out + importQueueCommands() + importWatchCommands();
}

} // namespace casebook
