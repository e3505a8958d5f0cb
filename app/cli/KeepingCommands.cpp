// SPDX-License-Identifier: GPL-3.0-or-later
//
// Backup, restore, compact and keys: what keeps a study safe over the years.
#include "app/cli/Answers.h"
#include "app/cli/Output.h"
#include "app/cli/RecoveryOutput.h"
#include "app/cli/Words.h"
#include "storage/study/BackupService.h"
#include "storage/study/KeyringService.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonObject>

namespace casebook {

namespace {

QString absolute(const QString& path) { return QDir::cleanPath(QDir().absoluteFilePath(path)); }

/// The number that was named holds for every backup from now on, whoever makes it.
Result<BackupReport> backUp(Vault& vault, const QString& folder, std::optional<int> keep, const Job& job) {
    BackupService service(vault.database(), vault.session(), vault.clock());
    auto state = service.state();
    if (!state)
        return tl::unexpected(state.error());
    BackupPlan plan = state->plan;
    plan.keep = keep.value_or(plan.keep);
    auto report = vault.backup(folder, plan.keep, job);
    if (!report)
        return report;
    auto chosen = service.setPlan(plan);
    return chosen ? report : Result<BackupReport>(tl::unexpected(chosen.error()));
}

Result<Answer> backup(Context& context, const Arguments& arguments) {
    bool isNumber = true;
    const auto named = arguments.value("keep");
    const int keep = named ? named->toInt(&isNumber) : 1;
    if (!isNumber || keep < 1)
        return fail(ErrorKind::Usage, "bad-value", QStringLiteral("--keep"));
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    const auto report =
        backUp((*study)->vault(), absolute(arguments.words[0]), named ? std::optional(keep) : std::nullopt,
               context.job(Cli::tr("Backing up")));
    if (!report)
        return tl::unexpected(report.error());
    const QJsonObject json{{QStringLiteral("snapshot"), report->snapshot},
                           {QStringLiteral("packs"), report->packs},
                           {QStringLiteral("copied"), report->copied},
                           {QStringLiteral("bytes"), qint64(report->bytesCopied)},
                           {QStringLiteral("verified"), report->verified},
                           {QStringLiteral("removed"), QJsonArray::fromStringList(report->removedSnapshots)},
                           {QStringLiteral("damage"), damageJson(report->damage)},
                           {QStringLiteral("away"), awayJson(report->away)},
                           {QStringLiteral("seconds"), report->seconds}};
    const QString text = Cli::tr("Backed up as %1: %2 new files, %3 MiB, read back and checked.")
                             .arg(report->snapshot)
                             .arg(report->copied)
                             .arg(report->bytesCopied / (1 << 20)) +
                         u'\n' + damageText(report->damage) + awayText(report->away);
    const bool isWhole = report->damage.isEmpty() && report->away.isEmpty();
    return Answer{json, text, isWhole ? Exit::Done : Exit::Partly};
}

Result<Answer> restore(Context& context, const Arguments& arguments) {
    auto secret = context.passphrase(Cli::tr("Passphrase when the backup was made:"), false);
    if (!secret)
        return tl::unexpected(secret.error());
    const QString to = absolute(arguments.words[1]);
    auto restored = Vault::restore(absolute(arguments.words[0]), arguments.valueOr("snapshot", {}), to,
                                   context.login(), *secret, context.job(Cli::tr("Restoring")));
    if (!restored)
        return tl::unexpected(restored.error());
    const RestoreReport& report = restored->report;
    if (auto locked = restored->vault->lock(); !locked)
        return tl::unexpected(locked.error());
    const QJsonObject json{{QStringLiteral("folder"), to},
                           {QStringLiteral("snapshot"), report.snapshot},
                           {QStringLiteral("packs"), report.packs},
                           {QStringLiteral("bytes"), qint64(report.bytes)},
                           {QStringLiteral("backups_off"), report.backupsOff},
                           {QStringLiteral("damage"), damageJson(report.damage)},
                           {QStringLiteral("away"), awayJson(report.away)}};
    const QString text =
        Cli::tr("The study was restored from %1 to %2.").arg(report.snapshot, to) + u'\n' +
        damageText(report.damage) + awayText(report.away) +
        (report.backupsOff ? Cli::tr("Its backups no longer start by themselves. Turn them on "
                                     "again, with a folder of their own.") +
                                 u'\n'
                           : QString());
    return Answer{json, text, report.damage.isEmpty() ? Exit::Done : Exit::Partly};
}

/// What is in force already and must be said, not undone: exit 4, and why on stderr.
Answer partly(const QJsonObject& json, const Error& why, const QString& whatNow) {
    note(cliMessage(why));
    note(whatNow);
    return {json, {}, Exit::Partly};
}

Result<Answer> compact(Context& context, const Arguments&) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    const auto report = (*study)->vault().compact(context.job(Cli::tr("Compacting")));
    if (!report)
        return tl::unexpected(report.error());
    const QJsonObject json{{QStringLiteral("packs"), report->packs},
                           {QStringLiteral("waiting"), report->waiting},
                           {QStringLiteral("bytes_before"), qint64(report->bytesBefore)},
                           {QStringLiteral("bytes_after"), qint64(report->bytesAfter)}};
    if (report->unfinished)
        return partly(json, *report->unfinished,
                      Cli::tr("%1 files were removed; the database was not written anew. Run compact again.")
                          .arg(report->packs));
    return Answer{json,
                  Cli::tr("%1 files removed, %2 KiB given back.")
                      .arg(report->packs)
                      .arg((report->bytesBefore - report->bytesAfter) / 1024)};
}

Result<Answer> addToKeyring(Context& context, const Arguments&) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    auto secret = context.passphrase(Cli::tr("Your passphrase again:"), false);
    if (!secret)
        return tl::unexpected(secret.error());
    if (auto done = KeyringService((*study)->vault()).remember(*secret); !done)
        return tl::unexpected(done.error());
    return Answer{QJsonObject{}, Cli::tr("The keyring of this desktop opens the study from now on.")};
}

Result<Answer> removeFromKeyring(Context& context, const Arguments&) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    if (auto done = KeyringService((*study)->vault()).forget(); !done)
        return tl::unexpected(done.error());
    return Answer{QJsonObject{}, Cli::tr("No keyring opens the study for you any more.")};
}

Result<Answer> keyringStatus(Context& context, const Arguments&) {
    const auto where = context.folder();
    if (!where)
        return tl::unexpected(where.error());
    const bool there = KeyringService::canUnlock(*where, context.login());
    return Answer{QJsonObject{{QStringLiteral("remembered"), there}},
                  there ? Cli::tr("The keyring of this desktop holds a secret for this study.")
                        : Cli::tr("The keyring of this desktop holds nothing for this study.")};
}

Result<Answer> newRecoveryWords(Context& context, const Arguments& arguments) {
    auto place = SecretPlace::prepare(arguments.value("recovery-file"), "recovery-file");
    if (!place)
        return tl::unexpected(place.error());
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    auto secret = context.passphrase(Cli::tr("Your passphrase again:"), false);
    if (!secret)
        return tl::unexpected(secret.error());
    Vault& vault = (*study)->vault();
    auto fresh = vault.makeRecoveryWords(*secret);
    if (!fresh)
        return tl::unexpected(fresh.error());
    const auto used = place->giveWords(fresh->words).and_then([&] { return vault.useRecoveryWords(*fresh); });
    wipeText(fresh->words);
    if (used)
        return Answer{QJsonObject{},
                      Cli::tr("The recovery words are new. The old ones open nothing any more.")};
    if (used.error().code != "recovery-words-uncertain") {
        place->takeBack();
        note(Cli::tr("The old recovery words stay good; the new ones open nothing."));
    }
    return tl::unexpected(used.error());
}

Result<Answer> checkRecoveryWords(Context& context, const Arguments& arguments) {
    auto words = context.recoveryWords(arguments.value("recovery-file"));
    if (!words)
        return tl::unexpected(words.error());
    auto study = context.study(Context::Need::Read);
    const auto right =
        study ? (*study)->vault().checkRecoveryWords(*words) : Result<>(tl::unexpected(study.error()));
    wipeText(*words);
    if (!right)
        return tl::unexpected(right.error());
    return Answer{QJsonObject{{QStringLiteral("ok"), true}}, Cli::tr("These words open the study.")};
}

Result<> handOverCodes(SecretPlace& place, QList<UserCode>& codes) {
    if (codes.isEmpty())
        return {};
    constexpr qsizetype lineLength =
        128; // of a name and its code; one that grew would leave its beginnings in memory
    QString text;
    text.reserve(codes.size() * lineLength);
    for (UserCode& code : codes) {
        if (!text.isEmpty())
            text += u'\n';
        text += code.login;
        text += u'\t';
        text += code.code;
        wipeText(code.code);
    }
    auto done =
        place.give(Cli::tr("Each user unlocks once with this code and then chooses a passphrase:"), text);
    wipeText(text);
    return done;
}

Answer rotatedAnswer(const RotatedKeys& rotated, const Result<>& codes, const Result<>& words) {
    QJsonObject json{{QStringLiteral("epoch"), qint64(rotated.epoch)},
                     {QStringLiteral("users_with_code"), rotated.codes.size()},
                     {QStringLiteral("handed_over"), codes && words}};
    if (!codes)
        return partly(
            json, codes.error(),
            Cli::tr(
                "The keys are changed, but the codes were not handed over, so the other users can't unlock. "
                "Run key rotate again."));
    if (!words)
        return partly(
            json, words.error(),
            Cli::tr("The keys are changed, but the new recovery words were not handed over. Run key recovery "
                    "new."));
    if (rotated.unfinished)
        return partly(
            json, *rotated.unfinished,
            Cli::tr("The keys are changed and only the new words and codes open the study, but what "
                    "follows failed. Open the study once, then run verify."));
    return {json, Cli::tr("The study has a new key. Old copies of its header open nothing that is written "
                          "from now on.")};
}

Result<Answer> rotateKeys(Context& context, const Arguments& arguments) {
    const auto folder = context.folder();
    if (!folder)
        return tl::unexpected(folder.error());
    auto wordsPlace = SecretPlace::prepare(arguments.value("recovery-file"), "recovery-file");
    if (!wordsPlace)
        return tl::unexpected(wordsPlace.error());
    auto codesPlace = SecretPlace::prepare(arguments.value("codes-file"), "codes-file");
    if (!codesPlace)
        return tl::unexpected(codesPlace.error());
    auto secret = context.passphrase(Cli::tr("Your passphrase:"), false);
    if (!secret)
        return tl::unexpected(secret.error());
    auto rotated = Vault::rotateKeys(*folder, context.login(), *secret, KdfCost::product(), context.reason(),
                                     context.job(Cli::tr("Changing the keys")));
    if (!rotated)
        return tl::unexpected(rotated.error());
    // The keys are changed now: whatever can't be handed over must be said, not undone, and keeps back nothing else.
    const auto codes = handOverCodes(*codesPlace, rotated->codes);
    const auto words = wordsPlace->giveWords(rotated->recoveryWords);
    wipeText(rotated->recoveryWords);
    return rotatedAnswer(*rotated, codes, words);
}

} // namespace

QList<Command> keepingCommands() {
    return {
        {"backup",
         "DIR [--keep N]",
         QT_TRANSLATE_NOOP(
             "casebook::Cli",
             "Adds a snapshot to the backup in DIR and checks it; keeps the newest N (as before, at "
             "first 8), in later backups too."),
         {{"keep"}},
         1,
         1,
         false,
         backup},
        {"restore",
         "BACKUP DIR [--snapshot NAME]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Makes a study in DIR from a backup."),
         {{"snapshot"}},
         2,
         2,
         false,
         restore},
        {"compact",
         "",
         QT_TRANSLATE_NOOP("casebook::Cli", "Gives the space of removed things back to the disk."),
         {},
         0,
         0,
         false,
         compact},
        {"key recovery new",
         "[--recovery-file F]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Makes new recovery words; the old ones become worthless."),
         {{"recovery-file"}},
         0,
         0,
         false,
         newRecoveryWords},
        {"key keyring add",
         "",
         QT_TRANSLATE_NOOP("casebook::Cli", "Lets the keyring of this desktop open the study for you."),
         {},
         0,
         0,
         false,
         addToKeyring},
        {"key keyring remove",
         "",
         QT_TRANSLATE_NOOP("casebook::Cli", "Takes away what keyrings hold of you, on every computer."),
         {},
         0,
         0,
         false,
         removeFromKeyring},
        {"key keyring status",
         "",
         QT_TRANSLATE_NOOP("casebook::Cli", "Tells whether the keyring of this desktop opens the study."),
         {},
         0,
         0,
         false,
         keyringStatus},
        {"key recovery check",
         "[--recovery-file F]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Proves that recovery words open the study."),
         {{"recovery-file"}},
         0,
         0,
         false,
         checkRecoveryWords},
        {"key rotate",
         "--reason TEXT [--recovery-file F] [--codes-file F]",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Gives the study a new key; other users get a code for their next unlock."),
         {{"recovery-file"}, {"codes-file"}},
         0,
         0,
         false,
         rotateKeys},
    };
}

} // namespace casebook
