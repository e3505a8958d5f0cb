// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Answers.h"
#include "app/cli/Context.h"
#include "app/cli/Output.h"
#include "app/cli/Words.h"
#include "storage/database/Migrations.h"
#include "storage/reading/AuditBrowser.h"
#include "storage/study/BackupService.h"

#include <QDateTime>
#include <QDir>
#include <QJsonObject>
#include <QTimeZone>

#include <algorithm>
#include <limits>

namespace casebook {

namespace {

QJsonValue optionalText(const std::optional<QString>& text) {
    return text ? QJsonValue(*text) : QJsonValue(QJsonValue::Null);
}

QString timeText(const AuditRow& row) {
    return QDateTime::fromMSecsSinceEpoch(row.timeMs, QTimeZone::UTC).toString(Qt::ISODateWithMs);
}

QString objectText(const AuditRow& row) {
    QString text = QString::fromLatin1(row.objectKind);
    if (!row.object.bytes.isEmpty())
        text += u' ' + row.object.toString();
    return text;
}

QString reasonText(const AuditRow& row) {
    return row.reasonText.isEmpty() ? QString::fromLatin1(row.reasonCode) : row.reasonText;
}

/// @param namesHidden values that say who a subject is were left out; "hidden" then says so.
QJsonObject rowJson(const AuditRow& row, bool namesHidden) {
    const bool hidden = namesHidden && auditIdentity::isIn(row);
    return {{QStringLiteral("seq"), qint64(row.seq)},
            {QStringLiteral("time"), timeText(row)},
            {QStringLiteral("user"), row.user},
            {QStringLiteral("role"), QString::fromLatin1(row.role)},
            {QStringLiteral("action"), QString::fromLatin1(row.action)},
            {QStringLiteral("object"), objectText(row)},
            {QStringLiteral("field"), textOrNull(QString::fromUtf8(row.field))},
            {QStringLiteral("old"), hidden ? QJsonValue() : optionalText(row.oldValue)},
            {QStringLiteral("new"), hidden ? QJsonValue() : optionalText(row.newValue)},
            {QStringLiteral("hidden"), hidden},
            {QStringLiteral("reason"), textOrNull(reasonText(row))}};
}

/// Empty where no filter was given. Days are those of the workstation.
Result<AuditFilter> filterOf(const Arguments& arguments) {
    AuditFilter filter;
    filter.user = arguments.valueOr("by", {});
    filter.text = arguments.valueOr("text", {});
    filter.withReason = arguments.has("with-reason");
    if (const QString kind = arguments.valueOr("kind", {}); !kind.isEmpty())
        filter.kinds = {kind.toUtf8()};
    if (const QString action = arguments.valueOr("action", {}); !action.isEmpty())
        filter.actions = {action.toUtf8()};
    for (const char* end : {"from", "until"}) {
        const auto given = arguments.value(end);
        const QDate day = QDate::fromString(given.value_or(QString()), Qt::ISODate);
        if (given && !day.isValid())
            return fail(ErrorKind::Usage, "bad-value", QString::fromLatin1(end), {*given});
        if (given && *end == 'f')
            filter.fromMs = day.startOfDay().toMSecsSinceEpoch();
        else if (given)
            filter.untilMs = day.addDays(1).startOfDay().toMSecsSinceEpoch();
    }
    return filter;
}

/// The oldest rows after `after`; with a filter the newest that match it.
Result<QList<AuditRow>> rowsOf(const AuditBrowser& browser, const AuditFilter& filter, qint64 after,
                               qint64 limit) {
    if (filter == AuditFilter()) {
        AuditQuery query;
        query.afterSeq = after;
        query.limit = limit;
        return browser.list(query);
    }
    auto rows = browser.page(filter, 0, int(std::min<qint64>(limit, std::numeric_limits<int>::max())));
    if (rows) {
        rows->removeIf([after](const AuditRow& row) { return row.seq <= after; });
        std::ranges::reverse(*rows);
    }
    return rows;
}

Result<Answer> auditList(Context& context, const Arguments& arguments) {
    constexpr qint64 most = std::numeric_limits<qint64>::max();
    auto limit = arguments.integer("limit", most, 0, most);
    auto after = arguments.integer("after", 0, 0, most);
    if (!limit || !after)
        return tl::unexpected(limit ? after.error() : limit.error());
    const auto filter = filterOf(arguments);
    if (!filter)
        return tl::unexpected(filter.error());
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    // The table for people has no values, so none are read for it.
    const AuditBrowser browser((*study)->database(), (*study)->session(),
                               context.json() ? AuditBrowser::Names::AsAllowed : AuditBrowser::Names::Hidden);
    auto rows = rowsOf(browser, *filter, *after, *limit);
    if (!rows)
        return tl::unexpected(rows.error());
    QJsonArray json;
    Table table({QStringLiteral("seq"), QStringLiteral("time"), QStringLiteral("user"),
                 QStringLiteral("action"), QStringLiteral("object"), QStringLiteral("field"),
                 QStringLiteral("reason")});
    for (const AuditRow& row : std::as_const(*rows)) {
        json.append(rowJson(row, browser.hidesNames()));
        table.add({QString::number(row.seq), timeText(row), row.user, QString::fromLatin1(row.action),
                   objectText(row), QString::fromUtf8(row.field), reasonText(row)});
    }
    return Answer{json, table.text()};
}

Result<Answer> auditVerify(Context& context, const Arguments&) {
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    auto report = (*study)->vault().verifyChain(context.job(Cli::tr("Checking")));
    if (!report)
        return tl::unexpected(report.error());
    QJsonArray damage;
    QString text =
        report->ok() ? Cli::tr("%1 rows are as they were written.").arg(report->head.seq) + u'\n' : QString();
    for (const ChainDamage& one : std::as_const(report->damage)) {
        damage.append(QJsonObject{{QStringLiteral("seq"), qint64(one.seq)},
                                  {QStringLiteral("what"), QString::fromLatin1(one.what)}});
        text += Cli::tr("Row %1 is damaged: %2").arg(one.seq).arg(QString::fromLatin1(one.what)) + u'\n';
    }
    const QJsonObject json{{QStringLiteral("ok"), report->ok()},
                           {QStringLiteral("rows"), qint64(report->head.seq)},
                           {QStringLiteral("damage"), damage}};
    return Answer{json, text, report->ok() ? Exit::Done : Exit::Damaged};
}

Answer verifyAnswer(const VerifyReport& report) {
    const QString text =
        (report.ok() ? Cli::tr("The study is as it was written.") + u'\n' : damageText(report.damage)) +
        (report.notices.isEmpty()
             ? QString()
             : Cli::tr("The last change was cut off while it was written, as by a power cut, and is left out.") +
                   u'\n') +
        (report.setAside.isEmpty()
             ? QString()
             : Cli::tr("The next backup copies the damaged files of the backup anew.") + u'\n') +
        awayText(report.away);
    const QJsonObject json{{QStringLiteral("ok"), report.ok()},
                           {QStringLiteral("damage"), damageJson(report.damage)},
                           {QStringLiteral("away"), awayJson(report.away)},
                           {QStringLiteral("set_aside"), QJsonArray::fromStringList(report.setAside)},
                           {QStringLiteral("notices"), damageJson(report.notices)},
                           {QStringLiteral("garbage"), QJsonArray::fromStringList(report.garbage)}};
    return {json, text, report.ok() ? Exit::Done : Exit::Damaged};
}

/// The newest snapshot of a backup, or the one named.
Result<Answer> verifyBackup(Context& context, const QString& backup, const Arguments& arguments) {
    auto secret = context.passphrase(Cli::tr("Passphrase when the backup was made:"), false);
    if (!secret)
        return tl::unexpected(secret.error());
    const auto report =
        Vault::verifyBackup(QDir().absoluteFilePath(backup), arguments.valueOr("snapshot", {}),
                            context.login(), *secret, context.job(Cli::tr("Checking")));
    return report ? Result<Answer>(verifyAnswer(*report)) : Result<Answer>(tl::unexpected(report.error()));
}

/// May this person note in this study that it was checked, without a change of anything else? An older schema would be
/// migrated by it.
bool mayNote(const Result<std::unique_ptr<Vault>>& reader) {
    if (!reader || (*reader)->info().schemaVersion != migrations::newest())
        return false;
    Session asWriter = (*reader)->session();
    asWriter.readOnly = false;
    return asWriter.may(Right::Verify);
}

bool isOfTheDatabase(const QList<Damage>& damage) {
    return std::any_of(damage.begin(), damage.end(), [](const Damage& one) {
        return one.kind == Damage::Kind::Database || one.kind == Damage::Kind::Header;
    });
}

/// As the window does. The check is whole without it: where the study is in use, or can't be written to, none is left.
Result<> noteCheck(const Context& context, const QString& folder, const SecretBytes& secret,
                   const VerifyReport& report) {
    if (!mayNote(Vault::unlock(folder, context.login(), secret, Access::ReadOnly)))
        return {};
    const auto vault = Vault::unlock(folder, context.login(), secret, Access::ReadWrite);
    if (!vault)
        return isReadableStill(vault.error()) || vault.error().code == "study-moved"
                   ? Result<>()
                   : Result<>(tl::unexpected(vault.error()));
    auto noted =
        BackupService((*vault)->database(), (*vault)->session(), (*vault)->clock()).noteVerify(report);
    const auto locked = (*vault)->lock();
    return noted ? locked : noted;
}

/// Works on the folder, not on an unlocked study: a study that no longer opens is checked too.
Result<Answer> verifyStudy(Context& context, const Arguments& arguments) {
    if (const auto backup = arguments.value("backup"))
        return verifyBackup(context, *backup, arguments);
    auto folder = context.folder();
    if (!folder)
        return tl::unexpected(folder.error());
    auto secret = context.passphrase(Cli::tr("Passphrase:"), false);
    if (!secret)
        return tl::unexpected(secret.error());
    auto report = Vault::verifyFolder(*folder, context.login(), *secret, arguments.has("objects"),
                                      context.job(Cli::tr("Checking")));
    // To note it is to write, which ends a torn log and covers what is damaged there: the person looks first.
    if (report && report->notices.isEmpty() && !isOfTheDatabase(report->damage))
        if (const auto noted = noteCheck(context, *folder, *secret, *report); !noted)
            note(cliMessage(noted.error()));
    if (report)
        return verifyAnswer(*report);
    if (report.error().kind != ErrorKind::Damaged)
        return tl::unexpected(report.error());
    VerifyReport whole;
    whole.damage.append(
        Damage{Damage::Kind::Header, QStringLiteral("casebook.study"), {}, report.error().code});
    whole.damage.append(
        Damage{Damage::Kind::Header, QStringLiteral("casebook.bak"), {}, report.error().code});
    return verifyAnswer(whole);
}

} // namespace

QList<Command> auditCommands() {
    return {
        {"audit list",
         "[--after SEQ] [--limit N] [--by LOGIN] [--text T] [--kind K] [--action A] [--from DATE] [--until "
         "DATE]"
         " [--with-reason]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Lists the audit trail."),
         {{"limit"},
          {"after"},
          {"by"},
          {"text"},
          {"kind"},
          {"action"},
          {"from"},
          {"until"},
          {"with-reason", false}},
         0,
         0,
         false,
         auditList},
        {"audit verify",
         "",
         QT_TRANSLATE_NOOP("casebook::Cli", "Checks the chain of the audit trail."),
         {},
         0,
         0,
         false,
         auditVerify},
        {"verify",
         "[--objects] | --backup DIR [--snapshot NAME]",
         QT_TRANSLATE_NOOP(
             "casebook::Cli",
             "Checks every file of the study, or of a backup; --objects decrypts every image too."),
         {{"objects", false}, {"backup"}, {"snapshot"}},
         0,
         0,
         false,
         verifyStudy},
    };
}

} // namespace casebook
