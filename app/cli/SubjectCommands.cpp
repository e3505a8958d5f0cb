// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Answers.h"
#include "app/cli/ConsentCommands.h"
#include "app/cli/FormStudy.h"
#include "app/cli/Words.h"
#include "storage/subjects/JoinService.h"

#include <QJsonObject>

namespace casebook {

namespace {

Answer subjectAnswer(const Subject& subject) {
    return {QJsonObject{{QStringLiteral("id"), subject.uuid.toString()},
                        {QStringLiteral("label"), subject.label},
                        {QStringLiteral("status"), subject.status}},
            Cli::tr("Subject %1: %2").arg(subject.label, subject.status)};
}

Result<Answer> addSubject(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    NewSubject fresh;
    fresh.label = arguments.words.value(0);
    fresh.name = arguments.valueOr("name", {});
    fresh.sex = arguments.valueOr("sex", {});
    fresh.birthDate = arguments.valueOr("birth-date", {});
    return (*study)->subjects().enrol(fresh).map(subjectAnswer);
}

/// Operands after the label: "label=S-0002", "name=...". What is not named stays.
Result<Answer> setSubject(Context& context, const Arguments& arguments) {
    std::optional<QString> label, name;
    for (const QString& pair : arguments.words.mid(1)) {
        const qsizetype equals = pair.indexOf(u'=');
        const QString key = pair.left(equals);
        if (equals > 0 && key == QLatin1StringView("label"))
            label = pair.mid(equals + 1);
        else if (equals > 0 && key == QLatin1StringView("name"))
            name = pair.mid(equals + 1);
        else
            return fail(ErrorKind::Usage, "bad-value", QStringLiteral("subject set"), {key});
    }
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    auto subject = (*study)->subjects().find(arguments.words[0]);
    if (!subject)
        return tl::unexpected(subject.error());
    const QString newLabel = label.value_or(subject->label);
    if (auto done = (*study)->subjects().rename(subject->id, newLabel, name, context.reason()); !done)
        return tl::unexpected(done.error());
    return (*study)->subjects().find(newLabel).map(subjectAnswer);
}

QJsonObject jsonOf(const JoinOutcome& o) {
    const auto key = [](const char* name) { return QString::fromLatin1(name); };
    return {{key("from"), o.from},
            {key("into"), o.into},
            {key("identities"), o.identities},
            {key("exams"), o.exams},
            {key("visits"), o.visits},
            {key("forms"), o.forms},
            {key("tasks"), o.tasks},
            {key("locked_forms"), o.lockedForms},
            {key("conflicts"), QJsonArray::fromStringList(o.conflicts)}};
}

QString textOf(const JoinOutcome& o, bool dry) {
    QStringList lines{
        (dry ? Cli::tr("%1 would be joined to %2.") : Cli::tr("%1 is joined to %2.")).arg(o.from, o.into)};
    lines.append(Cli::tr("Exams: %1, visits: %2, forms: %3, reading tasks: %4, source identities: %5")
                     .arg(o.exams)
                     .arg(o.visits)
                     .arg(o.forms)
                     .arg(o.tasks)
                     .arg(o.identities));
    for (const QString& form : o.conflicts)
        lines.append(Cli::tr("Both have filled %1: that of %2 stays with it.").arg(form, o.from));
    return lines.join(u'\n');
}

Result<Answer> mergeSubject(Context& context, const Arguments& arguments) {
    const auto into = arguments.value("into");
    if (!into)
        return fail(ErrorKind::Usage, "value-needed", QStringLiteral("--into"));
    const bool dry = arguments.has("dry-run");
    auto study = context.study(dry ? Context::Need::Read : Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    FormStudy forms(**study);
    JoinService joins((*study)->database(), (*study)->session(), (*study)->vault().clock(),
                      forms.definitions);
    const auto done = dry ? joins.preview(arguments.words[0], *into)
                          : joins.join(arguments.words[0], *into, context.reason(), arguments.has("locked"));
    return done.map([&](const JoinOutcome& o) { return Answer{jsonOf(o), textOf(o, dry)}; });
}

Answer laterAnswer(const QList<LaterPiece>& later) {
    QJsonArray rows;
    QStringList lines;
    for (const LaterPiece& one : later) {
        rows.append(QJsonObject{{QStringLiteral("id"), one.id},
                                {QStringLiteral("kind"), QString::fromLatin1(one.kind)},
                                {QStringLiteral("what"), one.words},
                                {QStringLiteral("suggested"), one.suggested}});
        lines.append(one.id + u' ' + QString::fromLatin1(one.kind) + u' ' + one.words +
                     (one.suggested ? Cli::tr(" (suggested)") : QString()));
    }
    return {QJsonObject{{QStringLiteral("later"), rows}},
            lines.isEmpty() ? Cli::tr("Nothing came after the join.") : lines.join(u'\n')};
}

/// Ids that --along names: "none", "suggested", "all", or the ids themselves.
QStringList alongOf(const QString& wanted, const QList<LaterPiece>& later) {
    QStringList ids;
    const bool all = wanted == QLatin1StringView("all"), suggested = wanted == QLatin1StringView("suggested");
    for (const LaterPiece& one : later)
        if (all || (suggested && one.suggested))
            ids.append(one.id);
    if (!all && !suggested && wanted != QLatin1StringView("none"))
        ids = wanted.split(u',', Qt::SkipEmptyParts);
    return ids;
}

Result<Answer> partSubject(Context& context, const Arguments& arguments) {
    const bool dry = arguments.has("dry-run");
    auto study = context.study(dry ? Context::Need::Read : Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    FormStudy forms(**study);
    JoinService joins((*study)->database(), (*study)->session(), (*study)->vault().clock(),
                      forms.definitions);
    const auto later = joins.later(arguments.words[0]);
    if (!later)
        return tl::unexpected(later.error());
    if (dry)
        return laterAnswer(*later);
    const auto along = arguments.value("along");
    PartRequest request{arguments.words[0], context.reason(), along.has_value(),
                        alongOf(along.value_or(QStringLiteral("none")), *later)};
    return joins.part(request).map([](const PartOutcome& o) {
        const auto key = [](const char* name) { return QString::fromLatin1(name); };
        return Answer{QJsonObject{{key("subject"), o.subject},
                                  {key("from"), o.from},
                                  {key("exams"), o.exams},
                                  {key("visits"), o.visits},
                                  {key("forms"), o.forms},
                                  {key("tasks"), o.tasks},
                                  {key("identities"), o.identities},
                                  {key("elsewhere"), o.elsewhere}},
                      Cli::tr("%1 and %2 are two subjects again.").arg(o.subject, o.from)};
    });
}

} // namespace

QList<Command> subjectCommands() {
    return {
        {"subject add",
         "[LABEL] [--name N] [--sex M|F|O] [--birth-date DATE]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Enrols a subject; without LABEL it gets the next free one."),
         {{"name"}, {"sex"}, {"birth-date"}},
         0,
         1,
         false,
         addSubject},
        {"subject set",
         "LABEL [label=NEW] [name=NEW] --reason TEXT",
         QT_TRANSLATE_NOOP("casebook::Cli", "Changes the label or the name of a subject."),
         {},
         2,
         3,
         false,
         setSubject},
        {"subject withdraw",
         "LABEL [--keep|--stop|--erase --confirm LABEL] [--code CODE] [--plan] --reason TEXT",
         QT_TRANSLATE_NOOP(
             "casebook::Cli",
             "Withdrawal of consent: the data stays, is used no more, or is erased. --plan only tells."),
         {{"keep", false}, {"stop", false}, {"erase", false}, {"plan", false}, {"confirm"}, {"code"}},
         1,
         1,
         false,
         withdrawSubject},
        {"subject merge",
         "LABEL --into LABEL [--locked] [--dry-run] --reason TEXT",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Joins two records of one person; --locked also where locked forms go along."),
         {{"into"}, {"locked", false}, {"dry-run", false}},
         1,
         1,
         false,
         mergeSubject},
        {"subject part",
         "LABEL [--along ID,...|all|suggested|none] [--dry-run] --reason TEXT",
         QT_TRANSLATE_NOOP(
             "casebook::Cli",
             "Parts a joined record again; --along says which later additions go with it, --dry-run "
             "lists them."),
         {{"along"}, {"dry-run", false}},
         1,
         1,
         false,
         partSubject},
    };
}

} // namespace casebook
