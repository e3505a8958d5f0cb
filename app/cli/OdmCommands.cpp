// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/Context.h"
#include "app/cli/FormStudy.h"
#include "app/cli/Words.h"
#include "storage/forms/OdmStudyImport.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>

namespace casebook {

namespace {

QJsonArray linesOf(const QList<odm::Line>& lines, const QString& words) {
    QJsonArray out;
    for (const odm::Line& line : lines)
        out.append(QJsonObject{{QStringLiteral("path"), line.path}, {words, odm::lineText(line)}});
    return out;
}

Answer answerOf(const OdmReport& report, bool dryRun) {
    QJsonObject json{
        {QStringLiteral("forms"), report.forms},
        {QStringLiteral("items"), report.items},
        {QStringLiteral("adapted"), linesOf(report.adapted, QStringLiteral("what"))},
        {QStringLiteral("refused"), linesOf(report.refused, QStringLiteral("reason"))},
        {QStringLiteral("subjects"), report.subjects},
        {QStringLiteral("answered"), report.answered},
        {QStringLiteral("values"), report.values},
        {QStringLiteral("signatures_broken"), QJsonArray::fromStringList(report.brokenSignatures)},
        {QStringLiteral("version"), report.version},
        {QStringLiteral("published"), report.published},
        {QStringLiteral("dry_run"), dryRun}};
    QString text = report.refusedWhole
                       ? Cli::tr("The file was refused; nothing was changed.")
                       : Cli::tr("%1 forms with %2 items.").arg(report.forms).arg(report.items);
    text += u'\n';
    if (report.published)
        text += Cli::tr("Published as version %1 of the study's definition.").arg(report.version) + u'\n';
    if (report.answered > 0)
        text += Cli::tr("%1 values in %2 forms.").arg(report.values).arg(report.answered) + u'\n';
    for (const QString& form : report.brokenSignatures)
        text += brokenSignatureWords(form) + u'\n';
    for (const odm::Line& line : report.adapted)
        text += Cli::tr("Adapted: %1 (%2)").arg(line.path, odm::lineText(line)) + u'\n';
    for (const odm::Line& line : report.refused)
        text += Cli::tr("Refused: %1 (%2)").arg(line.path, odm::lineText(line)) + u'\n';
    const Exit exit = report.refusedWhole        ? Exit::Refused
                      : report.refused.isEmpty() ? Exit::Done
                                                 : Exit::Partly;
    return Answer{json, text, exit};
}

Result<Answer> importOdm(Context& context, const Arguments& arguments) {
    const QString& path = arguments.words[0];
    const auto input = WorkerInput::open(path);
    if (!input)
        return tl::unexpected(input.error());
    const bool dryRun = arguments.has("dry-run");
    auto open = context.study(dryRun ? Context::Need::Read : Context::Need::Write);
    if (!open)
        return tl::unexpected(open.error());
    FormStudy study(**open);
    OdmStudyImport import((*open)->database(), (*open)->session(), (*open)->vault().clock(),
                          study.definitions, (*open)->subjects(), (*open)->workers());
    OdmStudyImport::Options options;
    options.dryRun = dryRun;
    options.source = QFileInfo(path).fileName();
    options.reason = context.reason();
    const auto report = import.run(*input, options, context.job(Cli::tr("Importing")));
    if (!report)
        return tl::unexpected(report.error());
    return answerOf(*report, dryRun);
}

} // namespace

QList<Command> odmCommands() {
    return {
        {"import odm",
         "FILE [--dry-run] [--reason TEXT]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Takes forms and data from an ODM 1.3.2 file."),
         {{"dry-run", false}},
         1,
         1,
         false,
         importOdm},
    };
}

} // namespace casebook
