// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Answers.h"
#include "app/cli/Context.h"
#include "app/cli/Words.h"

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

Result<Answer> withdrawSubject(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    auto subject = (*study)->subjects().find(arguments.words[0]);
    if (!subject)
        return tl::unexpected(subject.error());
    if (auto done = (*study)->subjects().withdraw(subject->id, context.reason()); !done)
        return tl::unexpected(done.error());
    return (*study)->subjects().find(subject->label).map(subjectAnswer);
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
         "LABEL --reason TEXT",
         QT_TRANSLATE_NOOP("casebook::Cli", "Marks a subject as withdrawn; the data stays."),
         {},
         1,
         1,
         false,
         withdrawSubject},
    };
}

} // namespace casebook
