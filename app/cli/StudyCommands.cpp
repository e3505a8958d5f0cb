// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Context.h"
#include "app/cli/Output.h"
#include "app/cli/RecoveryOutput.h"
#include "app/cli/Terminal.h"
#include "app/cli/Words.h"
#include "storage/vault/StudyMove.h"
#include "storage/vault/Upgrade.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTimeZone>

namespace casebook {

namespace {

QJsonObject infoJson(const StudyInfo& info) {
    return {{QStringLiteral("study"), info.study.toString()},
            {QStringLiteral("name"), info.name},
            {QStringLiteral("site"), info.site},
            {QStringLiteral("created"),
             QDateTime::fromMSecsSinceEpoch(info.createdMs, QTimeZone::UTC).toString(Qt::ISODate)},
            {QStringLiteral("synthetic"), info.synthetic},
            {QStringLiteral("format"), info.formatVersion},
            {QStringLiteral("schema"), info.schemaVersion},
            {QStringLiteral("users"), info.users},
            {QStringLiteral("warnings"), QJsonArray::fromStringList(info.warnings)}};
}

QString infoText(const StudyInfo& info) {
    QString text = Cli::tr("Study: %1").arg(info.name) + u'\n' + Cli::tr("Site: %1").arg(info.site) + u'\n' +
                   Cli::tr("Users: %1").arg(info.users) + u'\n' +
                   Cli::tr("Format %1, schema %2").arg(info.formatVersion).arg(info.schemaVersion) + u'\n';
    if (info.synthetic)
        text += Cli::tr("Synthetic data") + u'\n';
    return text;
}

/// Takes a study away again that was made but whose words nobody has.
void removeStudy(CreatedStudy& created) {
    const QString folder = created.vault->folder();
    (void)created.vault->lock();
    created.vault.reset();
    if (QDir dir(folder); !dir.removeRecursively())
        note(Cli::tr("The unfinished study in %1 could not be removed. Remove the folder by hand.")
                 .arg(folder));
}

Result<Answer> createStudy(Context& context, const Arguments& arguments) {
    const QString folder = QDir::cleanPath(QDir().absoluteFilePath(arguments.words[0]));
    const auto name = arguments.value("name");
    if (!name || name->trimmed().isEmpty())
        return fail(ErrorKind::Usage, "option-needed", QStringLiteral("--name"));
    if (!arguments.has("recovery-file") && !hasTerminal())
        return fail(ErrorKind::Usage, "recovery-file-needed");
    auto place = SecretPlace::prepare(arguments.value("recovery-file"), "recovery-file");
    if (!place)
        return tl::unexpected(place.error());
    auto secret = context.passphrase(Cli::tr("Passphrase of the new study:"), true);
    if (!secret)
        return tl::unexpected(secret.error());

    NewStudy study;
    study.name = name->trimmed();
    study.site = arguments.valueOr("site", {});
    study.login =
        context.login().isEmpty() ? qEnvironmentVariable("USER", QStringLiteral("owner")) : context.login();
    study.printedName = arguments.valueOr("printed-name", {});
    study.synthetic = arguments.has("synthetic");
    auto created = Vault::create(folder, study, *secret, KdfCost::product());
    if (!created)
        return tl::unexpected(created.error());
    const auto kept = place->giveWords(created->recoveryWords);
    wipeText(created->recoveryWords);
    if (!kept) {
        removeStudy(*created);
        return tl::unexpected(kept.error());
    }
    const StudyInfo info = created->vault->info();
    if (auto locked = created->vault->lock(); !locked)
        return tl::unexpected(locked.error());
    QJsonObject json = infoJson(info);
    json.insert(QStringLiteral("folder"), folder);
    json.insert(QStringLiteral("user"), study.login);
    return Answer{
        json,
        Cli::tr("The study \"%1\" was made in %2. Its user is %3.").arg(info.name, folder, study.login)};
}

Result<Answer> studyInfo(Context& context, const Arguments&) {
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    const StudyInfo info = (*study)->vault().info();
    auto subjects = (*study)->subjects().list();
    if (!subjects)
        return tl::unexpected(subjects.error());
    auto series = (*study)->imaging().series();
    if (!series)
        return tl::unexpected(series.error());
    QJsonObject json = infoJson(info);
    json.insert(QStringLiteral("subjects"), subjects->size());
    json.insert(QStringLiteral("series"), series->size());
    return Answer{json, infoText(info) + Cli::tr("Subjects: %1").arg(subjects->size()) + u'\n' +
                            Cli::tr("Series: %1").arg(series->size()) + u'\n'};
}

/// Every opening for writing migrates; this one keeps the study as it was first.
Result<Answer> upgrade(Context& context, const Arguments& arguments) {
    const auto folder = context.folder();
    if (!folder)
        return tl::unexpected(folder.error());
    auto secret = context.passphrase(Cli::tr("Passphrase:"), false);
    if (!secret)
        return tl::unexpected(secret.error());
    const QString backup = arguments.valueOr("backup", *folder + QStringLiteral("-backup"));
    const auto done = upgradeStudy(*folder, context.login(), *secret, QDir().absoluteFilePath(backup),
                                   context.job(Cli::tr("Backing up")));
    if (!done)
        return tl::unexpected(done.error());
    const QJsonObject json{{QStringLiteral("from"), done->from},
                           {QStringLiteral("to"), done->to},
                           {QStringLiteral("backup"),
                            done->backup ? QJsonValue(done->backup->folder) : QJsonValue(QJsonValue::Null)},
                           {QStringLiteral("snapshot"), done->backup ? QJsonValue(done->backup->snapshot)
                                                                     : QJsonValue(QJsonValue::Null)}};
    if (!done->backup)
        return Answer{json, Cli::tr("The study has schema %1 already. Nothing was changed.").arg(done->to)};
    return Answer{json, Cli::tr("The study was backed up to %1, then brought from schema %2 to %3.")
                            .arg(done->backup->folder)
                            .arg(done->from)
                            .arg(done->to)};
}

Result<Answer> moveStudyTo(Context& context, const Arguments& arguments) {
    const auto folder = context.folder();
    if (!folder)
        return tl::unexpected(folder.error());
    auto secret = context.passphrase(Cli::tr("Passphrase:"), false);
    if (!secret)
        return tl::unexpected(secret.error());
    const StudyMoveOptions options{arguments.has("keep"), arguments.has("copy"), context.reason()};
    const auto moved = moveStudy(*folder, QDir().absoluteFilePath(arguments.words[0]), context.login(),
                                 *secret, options, context.job(Cli::tr("Moving the study")));
    if (!moved)
        return tl::unexpected(moved.error());
    const QJsonObject json{{QStringLiteral("folder"), moved->folder},
                           {QStringLiteral("copied"), moved->copied},
                           {QStringLiteral("packs"), moved->packs},
                           {QStringLiteral("bytes"), qint64(moved->bytes)},
                           {QStringLiteral("old_folder_gone"), moved->oldFolderGone}};
    QString text = Cli::tr("The study is in %1 now.").arg(moved->folder) + u'\n';
    if (!moved->oldFolderGone)
        text += Cli::tr("The old folder is still there, marked as moved: it opens for reading only.") + u'\n';
    return Answer{json, text};
}

} // namespace

QList<Command> studyCommands() {
    return {
        {"study create",
         "DIR --name N [--site S] [--user U] [--recovery-file F] [--synthetic]",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Makes a new encrypted study in a folder that is absent or empty."),
         {{"name"}, {"site"}, {"recovery-file"}, {"printed-name"}, {"synthetic", false}},
         1,
         1,
         false,
         createStudy},
        {"study upgrade",
         "[--backup DIR]",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Backs the study up (beside it, or in DIR), then brings it to this "
                           "version's schema."),
         {{"backup"}},
         0,
         0,
         false,
         upgrade},
        {"study move",
         "FOLDER [--keep] [--copy]",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Takes the study to another folder, on another disk by a copy that is checked "
                           "first; --keep leaves the old folder, for reading only."),
         {{"keep", false}, {"copy", false}},
         1,
         1,
         false,
         moveStudyTo},
        {"study info",
         "",
         QT_TRANSLATE_NOOP("casebook::Cli", "Says what the study is and what is in it."),
         {},
         0,
         0,
         false,
         studyInfo},
    };
}

} // namespace casebook
