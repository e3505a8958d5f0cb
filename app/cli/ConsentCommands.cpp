// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ConsentCommands.h"

#include "app/cli/Words.h"
#include "core/values/Messages.h"
#include "storage/subjects/ConsentService.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QTimeZone>

namespace casebook {

namespace {

QString key(const char* name) { return QString::fromLatin1(name); }

QString utc(std::int64_t ms) {
    return QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::UTC).toString(Qt::ISODate);
}

/// --keep, --stop or --erase; keep where none is named.
Result<ConsentChoice> choiceOf(const Arguments& arguments) {
    std::optional<ConsentChoice> found;
    for (const ConsentChoice choice : {ConsentChoice::Keep, ConsentChoice::Stop, ConsentChoice::Erase}) {
        if (!arguments.has(consentChoiceCode(choice)))
            continue;
        if (found)
            return fail(ErrorKind::Usage, "bad-value", QStringLiteral("subject withdraw"),
                        {QStringLiteral("--") + QString::fromLatin1(consentChoiceCode(choice))});
        found = choice;
    }
    return found.value_or(ConsentChoice::Keep);
}

QJsonObject countsJson(const ConsentCounts& c) {
    return {{key("records"), c.records},
            {key("identifiers"), c.identifiers},
            {key("visits"), c.visits},
            {key("forms"), c.forms},
            {key("values"), c.values},
            {key("drafts"), c.drafts},
            {key("queries"), c.queries},
            {key("signatures"), c.signatures},
            {key("exams"), c.exams},
            {key("series"), c.series},
            {key("images"), c.images},
            {key("thumbnails"), c.thumbnails},
            {key("overlays"), c.overlays},
            {key("findings"), c.findings},
            {key("measurements"), c.measurements},
            {key("tasks"), c.tasks},
            {key("open_tasks"), c.openTasks},
            {key("packs"), c.packs},
            {key("bytes"), qint64(c.bytes)},
            {key("audit_values"), c.auditValues},
            {key("source_notes"), c.sourceNotes},
            {key("cohorts"), c.cohorts}};
}

QJsonObject planJson(const ConsentPlan& plan) {
    QJsonArray kept, releases;
    for (const KeptForm& form : plan.kept)
        kept.append(
            QJsonObject{{key("form"), form.place}, {key("items"), QJsonArray::fromStringList(form.items)}});
    for (const ConsentRelease& one : plan.releases)
        releases.append(QJsonObject{{key("export"), one.uuid.toString()},
                                    {key("cohort"), one.cohort},
                                    {key("receiver"), one.receiver},
                                    {key("released"), utc(one.timeMs)}});
    return {{key("label"), plan.label},
            {key("choice"), QString::fromLatin1(consentChoiceCode(plan.choice))},
            {key("now"), plan.now ? QJsonValue(QString::fromLatin1(consentChoiceCode(plan.now->choice)))
                                  : QJsonValue(QJsonValue::Null)},
            {key("counts"), countsJson(plan.counts)},
            {key("kept_forms"), kept},
            {key("kept_values"), plan.keptValues},
            {key("released_sets"), releases},
            {key("newest_backup"),
             plan.backup ? QJsonValue(utc(plan.backup->timeMs)) : QJsonValue(QJsonValue::Null)},
            {key("foreign_images"), plan.foreignImages},
            {key("shared_notes"), plan.sharedNotes},
            {key("waiting_exams"), plan.waitingExams},
            {key("shared_packs"), plan.sharedPacks}};
}

QString countLines(const ConsentCounts& c) {
    const QStringList lines{Cli::tr("Records: %1, identifiers: %2").arg(c.records).arg(c.identifiers),
                            Cli::tr("Forms: %1, values: %2, queries: %3, drafts: %4")
                                .arg(c.forms)
                                .arg(c.values)
                                .arg(c.queries)
                                .arg(c.drafts),
                            Cli::tr("Exams: %1, images: %2, overlays: %3, findings: %4, measurements: %5")
                                .arg(c.exams)
                                .arg(c.images)
                                .arg(c.overlays)
                                .arg(c.findings)
                                .arg(c.measurements),
                            Cli::tr("Reading tasks: %1, of them open: %2").arg(c.tasks).arg(c.openTasks),
                            Cli::tr("Files: %1 with %2 KiB, values in the audit: %3")
                                .arg(c.packs)
                                .arg(c.bytes / 1024)
                                .arg(c.auditValues)};
    return lines.join(u'\n');
}

QString planText(const ConsentPlan& plan) {
    QStringList lines{countLines(plan.counts)};
    for (const KeptForm& form : plan.kept)
        lines.append(form.items.isEmpty()
                         ? Cli::tr("Stays: %1").arg(form.place)
                         : Cli::tr("Stays: %1 (%2)").arg(form.place, form.items.join(u", ")));
    for (const ConsentRelease& one : plan.releases)
        lines.append(Cli::tr("Released, can't be taken back: %1 of %2 %3")
                         .arg(one.uuid.toString(), utc(one.timeMs), one.receiver));
    if (plan.backup)
        lines.append(Cli::tr("Backups hold it; the newest is of %1.").arg(utc(plan.backup->timeMs)));
    if (plan.foreignImages > 0)
        lines.append(Cli::tr("%n image(s) of other subjects name this one in their files.", nullptr,
                             plan.foreignImages));
    if (plan.sharedNotes > 0)
        lines.append(Cli::tr("%n refused file(s) of shared imports stay in their reports.", nullptr,
                             plan.sharedNotes));
    if (plan.waitingExams > 0)
        lines.append(Cli::tr("%n exam(s) wait under this subject's number. Say whose they are first.",
                             nullptr, plan.waitingExams));
    if (plan.sharedPacks > 0)
        lines.append(Cli::tr("%n file(s) hold images of others too.", nullptr, plan.sharedPacks));
    return lines.join(u'\n');
}

Answer doneAnswer(const ConsentOutcome& out, const Subject& subject) {
    QJsonObject json = planJson(out.done);
    json.insert(key("id"), subject.uuid.toString());
    json.insert(key("status"), subject.status);
    json.insert(key("cancelled_tasks"), out.cancelledTasks);
    json.insert(key("compacted"), out.compacted);
    json.insert(key("waiting"), out.waiting);
    QString text = Cli::tr("Subject %1: %2").arg(subject.label, subject.status);
    const bool left = out.done.choice == ConsentChoice::Erase && !out.compacted;
    if (left && out.waiting > 0)
        text +=
            u'\n' +
            Cli::tr("Files on a disk that is not connected are not gone yet. Connect it and run compact.");
    else if (left)
        text += u'\n' + messageText(out.compactError) + u'\n' +
                Cli::tr("The files are not all gone yet. Run compact.");
    return {json, text, left ? Exit::Partly : Exit::Done};
}

} // namespace

Result<Answer> withdrawSubject(Context& context, const Arguments& arguments) {
    const auto choice = choiceOf(arguments);
    if (!choice)
        return tl::unexpected(choice.error());
    const bool dry = arguments.has("plan");
    const QString label = arguments.words[0];
    if (*choice == ConsentChoice::Erase && !dry && arguments.valueOr("confirm", {}) != label)
        return fail(ErrorKind::Usage, "option-needed", QStringLiteral("--confirm ") + label);
    auto study = context.study(dry ? Context::Need::Read : Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    ConsentService consent((*study)->vault(), (*study)->session());
    if (dry)
        return consent.plan(label, *choice).map([](const ConsentPlan& plan) {
            return Answer{planJson(plan), planText(plan)};
        });
    const auto done = consent.withdraw(
        {label, *choice, arguments.valueOr("code", QStringLiteral("subject")).toLatin1(), context.reason()},
        context.job(Cli::tr("Erasing")));
    if (!done)
        return tl::unexpected(done.error());
    return (*study)->subjects().find(done->done.label).map([&](const Subject& s) {
        return doneAnswer(*done, s);
    });
}

Result<Answer> setKeepForms(Context& context, const QString& forms) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    const QStringList list = forms.split(u',', Qt::SkipEmptyParts);
    return ConsentService((*study)->vault(), (*study)->session())
        .setKeepForms(list, context.reason())
        .map([&] {
            return Answer{QJsonObject{{key("consent.keep-forms"), QJsonArray::fromStringList(list)}},
                          Cli::tr("Forms that stay when a subject is erased: %1").arg(list.join(u", "))};
        });
}

} // namespace casebook
