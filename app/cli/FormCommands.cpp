// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/FormStudy.h"
#include "app/cli/ListColumns.h"
#include "app/cli/Words.h"
#include "core/forms/AuditText.h"
#include "core/forms/Input.h"
#include "core/values/Messages.h"

namespace casebook {

namespace {

QString key(const char* name) { return QString::fromLatin1(name); }
QJsonValue text(const QByteArray& code) { return QString::fromLatin1(code); }

QString utc(std::int64_t ms) {
    return QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::UTC).toString(Qt::ISODateWithMs);
}

ChangeReason reasonOf(const Context& context) { return {{}, context.reason()}; }

QJsonObject infoJson(const FormInfo& info) {
    return {{key("form"), info.id.isValid() ? QJsonValue(info.uuid.toString()) : QJsonValue()},
            {key("path"), info.path()},
            {key("state"), text(info.state)},
            {key("version"), info.version},
            {key("locked"), info.isLocked()},
            {key("unlock_asked_by"),
             info.unlockAskedBy.isEmpty() ? QJsonValue() : QJsonValue(info.unlockAskedBy)},
            {key("open_queries"), info.openQueries},
            {key("values"), info.values},
            {key("verified"), info.verified}};
}

QString infoText(const FormInfo& info) {
    QString line = info.path() + QStringLiteral(": ") + QString::fromLatin1(info.state);
    if (info.isLocked())
        line += QStringLiteral(", ") + Cli::tr("locked");
    if (!info.unlockAskedBy.isEmpty())
        line += QStringLiteral(", ") + Cli::tr("%1 asks to unlock it").arg(info.unlockAskedBy);
    if (info.openQueries > 0)
        line += QStringLiteral(", ") + Cli::tr("%n open query(ies)", nullptr, info.openQueries);
    return line;
}

Answer infoAnswer(const FormInfo& info) { return {infoJson(info), infoText(info), Exit::Done}; }

QString problemWords(const FormProblem& problem, const QString& language) {
    const QString own = textIn(problem.message, language);
    return own.isEmpty() ? messageText(problem.error) : own;
}

QJsonObject problemJson(const FormProblem& problem, const OpenedForm& form) {
    return {{key("item"), problem.path.item.isEmpty() ? QJsonValue() : operandOf(problem.path, form)},
            {key("kind"), text(problemKindCode(problem.kind))},
            {key("check"), problem.check},
            {key("severe"), problem.severe},
            {key("message"), problemWords(problem, key("en"))}};
}

QJsonArray problemsJson(const OpenedForm& form) {
    QJsonArray out;
    for (const FormProblem& problem : form.state.problems())
        out.append(problemJson(problem, form));
    return out;
}

/// What the file and window know of an item: value, marks, where it came from.
QJsonObject itemJson(const ItemPath& path, const OpenedForm& form) {
    const ItemState state = form.state.item(path);
    QJsonObject o{{key("item"), operandOf(path, form)},
                  {key("value"), state.value ? QJsonValue(auditText(*state.value)) : QJsonValue()},
                  {key("display"), form.state.display(path, key("en"))},
                  {key("held"), state.value.has_value() && !state.visible},
                  {key("required"), state.required},
                  {key("calculated"), state.calculated}};
    if (state.value && state.value->kind == ValueKind::Null)
        o.insert(key("missing"), text(state.value->missing));
    if (!state.mark.isEmpty())
        o.insert(key("mark"), text(state.mark));
    for (const StoredValue& value : form.values)
        if (value.path == path) {
            o.insert(key("origin"), text(value.origin));
            o.insert(key("verified"), value.verifiedMs > 0);
            o.insert(key("from_image"), value.source != 0);
        }
    return o;
}

Result<Answer> showForm(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    FormStudy forms(**study);
    const auto form = openForm(forms, arguments.words[0]);
    if (!form)
        return tl::unexpected(form.error());
    Table table({key("item"), key("value"), key("mark")});
    QJsonArray items;
    for (const ItemPath& path : form->state.paths()) {
        const ItemState state = form->state.item(path);
        if (!arguments.has("all") && !state.visible && !state.value)
            continue;
        items.append(itemJson(path, *form));
        QStringList marks;
        for (const FormProblem& problem : form->state.problems(path))
            marks.append(problemWords(problem, key("en")));
        if (state.value && !state.visible)
            marks.append(Cli::tr("held"));
        table.add({operandOf(path, *form), form->state.display(path, key("en")), marks.join(u' ')});
    }
    QJsonObject json = infoJson(form->info);
    json.insert(key("items"), items);
    json.insert(key("problems"), problemsJson(*form));
    return Answer{json, infoText(form->info) + u'\n' + table.text(), Exit::Done};
}

struct Assignment {
    QString item, typed;
};

Result<QList<Assignment>> assignments(const QStringList& words) {
    QList<Assignment> out;
    for (const QString& word : words) {
        const qsizetype equals = word.indexOf(u'=');
        if (equals < 1)
            return fail(ErrorKind::Usage, "bad-value", QStringLiteral("form set"), {word.left(64)});
        out.append({word.left(equals), word.mid(equals + 1)});
    }
    return out;
}

/// Types every value. The error names the item, never what was typed: that may be a name.
Result<> typeAll(OpenedForm& form, const QList<Assignment>& wanted) {
    for (const Assignment& one : wanted) {
        const auto at = itemOperand(one.item, form);
        if (!at)
            return tl::unexpected(at.error());
        if (at->added)
            if (auto added = form.state.addRow(at->path.group, at->path.row); !added)
                return added;
        if (auto typed = form.state.set(at->path, one.typed); !typed) {
            Error error = typed.error();
            error.object = one.item;
            return tl::unexpected(error);
        }
    }
    return {};
}

/// Nothing is begun until every value was read well. In the second opening rows get other ids, so it is typed anew.
Result<SavedForm> setValues(FormStudy& study, const QString& operand, const QList<Assignment>& wanted,
                            const ChangeReason& reason) {
    const auto formKey = study.forms.keyOf(operand);
    if (!formKey)
        return tl::unexpected(formKey.error());
    auto form = study.forms.open(*formKey);
    if (!form)
        return tl::unexpected(form.error());
    if (auto typed = typeAll(*form, wanted); !typed)
        return tl::unexpected(typed.error());
    if (!form->info.id.isValid()) {
        const auto begun = study.forms.begin(*formKey);
        if (!begun)
            return tl::unexpected(begun.error());
        form = study.forms.open(begun->id);
        if (!form)
            return tl::unexpected(form.error());
        if (auto typed = typeAll(*form, wanted); !typed)
            return tl::unexpected(typed.error());
    }
    return study.forms.save(form->info.id, editOf(*form), reason);
}

Answer savedAnswer(const SavedForm& saved) {
    QJsonObject json = infoJson(saved.info);
    json.insert(key("changed"), saved.changed);
    json.insert(key("queries_opened"), saved.queriesOpened);
    json.insert(key("queries_resolved"), saved.queriesResolved);
    QString words = infoText(saved.info) + u'\n' + Cli::tr("%n item(s) written.", nullptr, saved.changed);
    if (saved.queriesOpened > 0)
        words += u' ' + Cli::tr("%n query(ies) opened.", nullptr, saved.queriesOpened);
    return {json, words, Exit::Done};
}

Result<Answer> setForm(Context& context, const Arguments& arguments) {
    const auto wanted = assignments(arguments.words.mid(1));
    if (!wanted)
        return tl::unexpected(wanted.error());
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    FormStudy forms(**study);
    return setValues(forms, arguments.words[0], *wanted, reasonOf(context)).map(savedAnswer);
}

Result<Answer> checkForm(Context& context, const Arguments& arguments) {
    return onForm(context, arguments.words[0], [&](FormStudy& study, const FormInfo& info) -> Result<Answer> {
        const auto checked = study.forms.check(info.id);
        if (!checked)
            return tl::unexpected(checked.error());
        const auto form = study.forms.open(info.id);
        if (!form)
            return tl::unexpected(form.error());
        Answer answer = savedAnswer(*checked);
        QJsonObject json = answer.json.toObject();
        json.insert(key("problems"), problemsJson(*form));
        answer.json = json;
        answer.text = infoText(checked->info) + u'\n';
        for (const FormProblem& problem : form->state.problems())
            answer.text +=
                QStringLiteral("  %1  %2\n")
                    .arg(problem.path.item.isEmpty() ? problem.check : operandOf(problem.path, *form),
                         problemWords(problem, key("en")));
        return answer;
    });
}

Result<Answer> lockForm(Context& context, const Arguments& arguments) {
    return onForm(context, arguments.words[0], [&](FormStudy& study, const FormInfo& info) {
        return study.forms.lock(info.id, context.reason()).map(infoAnswer);
    });
}

Result<Answer> unlockForm(Context& context, const Arguments& arguments) {
    return onForm(context, arguments.words[0], [&](FormStudy& study, const FormInfo& info) {
        return study.forms.unlock(info.id, context.reason()).map(infoAnswer);
    });
}

Result<Answer> verifyForm(Context& context, const Arguments& arguments) {
    return onForm(context, arguments.words[0], [&](FormStudy& study, const FormInfo& info) -> Result<Answer> {
        const auto form = study.forms.open(info.id);
        if (!form)
            return tl::unexpected(form.error());
        QList<ItemPath> items;
        for (const QString& word : arguments.words.mid(1)) {
            const auto at = itemOperand(word, *form);
            if (!at)
                return tl::unexpected(at.error());
            items.append(at->path);
        }
        return study.forms.verify(info.id, items, !arguments.has("undo")).map(infoAnswer);
    });
}

Result<Answer> notDoneForm(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    FormStudy forms(**study);
    if (context.reason().trimmed().isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    return forms.forms.keyOf(arguments.words[0])
        .and_then([&](const FormKey& formKey) { return forms.forms.begin(formKey); })
        .and_then([&](const FormInfo& info) {
            return forms.forms.markNotDone(info.id, !arguments.has("undo"), reasonOf(context));
        })
        .map(infoAnswer);
}

Result<Answer> voidRow(Context& context, const Arguments& arguments) {
    return onForm(context, arguments.words[0], [&](FormStudy& study, const FormInfo& info) -> Result<Answer> {
        const auto form = study.forms.open(info.id);
        if (!form)
            return tl::unexpected(form.error());
        const QString word = arguments.words[1];
        for (const StoredRow& row : form->rows)
            if (row.live && !row.group.isEmpty() &&
                word == row.group + u'[' + QString::number(row.ordinal) + u']') {
                FormEdit edit;
                edit.voided = {{row.uuid, std::nullopt}};
                return study.forms.save(info.id, edit, reasonOf(context)).map(savedAnswer);
            }
        return fail(ErrorKind::Refused, "no-such-row", word);
    });
}

QJsonValue orNull(const std::optional<QString>& value) { return value ? QJsonValue(*value) : QJsonValue(); }

Result<Answer> historyOfItem(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    FormStudy forms(**study);
    const auto form = openForm(forms, arguments.words[0]);
    if (!form)
        return tl::unexpected(form.error());
    const auto at = itemOperand(arguments.words[1], *form);
    if (!at)
        return tl::unexpected(at.error());
    const auto steps = form->info.id.isValid() ? forms.forms.history(form->info.id, at->path)
                                               : Result<QList<ItemHistory>>(QList<ItemHistory>());
    if (!steps)
        return tl::unexpected(steps.error());
    Table table({key("time"), key("user"), key("action"), key("old"), key("new"), key("reason")});
    QJsonArray json;
    for (const ItemHistory& step : *steps) {
        const QString reason =
            step.reasonText.isEmpty() ? QString::fromLatin1(step.reasonCode) : step.reasonText;
        json.append(QJsonObject{{key("seq"), qint64(step.seq)},
                                {key("time"), utc(step.timeMs)},
                                {key("user"), step.user},
                                {key("role"), text(step.role)},
                                {key("action"), text(step.action)},
                                {key("old"), orNull(step.before)},
                                {key("new"), orNull(step.after)},
                                {key("reason_code"), text(step.reasonCode)},
                                {key("reason"), step.reasonText}});
        table.add({utc(step.timeMs), step.user, QString::fromLatin1(step.action),
                   step.before.value_or(QString()), step.after.value_or(QString()), reason});
    }
    return Answer{json, table.text(), Exit::Done};
}

/// What is said of a form as a whole, or of its rows and items.
QList<Command> markCommands() {
    return {
        {"form lock",
         "FORM [--reason TEXT]",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Locks a complete form without open queries, or any form with a reason."),
         {},
         1,
         1,
         false,
         lockForm},
        {"form unlock",
         "FORM --reason TEXT",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Asks to unlock a form; a second data manager unlocks it with the same command."),
         {},
         1,
         1,
         false,
         unlockForm},
        {"form verify",
         "FORM [ITEM...] [--undo]",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Marks items as verified against their source; without ITEM all."),
         {{"undo", false}},
         1,
         -1,
         false,
         verifyForm},
        {"form not-done",
         "FORM --reason TEXT [--undo]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Marks a form as not done; none of its items is filled."),
         {{"undo", false}},
         1,
         1,
         false,
         notDoneForm},
        {"form void",
         "FORM GROUP[N] --reason TEXT",
         QT_TRANSLATE_NOOP("casebook::Cli", "Takes a row out of a form; it stays in the audit trail."),
         {},
         2,
         2,
         false,
         voidRow},
        {"form history",
         "FORM ITEM",
         QT_TRANSLATE_NOOP("casebook::Cli", "Shows every value that an item had, with who, when and why."),
         {},
         2,
         2,
         false,
         historyOfItem},
    };
}

} // namespace

QList<Command> formCommands() {
    return QList<Command>{
               {"form show",
                "FORM [--all]",
                QT_TRANSLATE_NOOP(
                    "casebook::Cli",
                    "Shows a form. FORM: its id, or SUBJECT/VISIT[#REPEAT]/FORM, or SUBJECT/FORM."),
                {{"all", false}},
                1,
                1,
                false,
                showForm},
               {"form set",
                "FORM ITEM=VALUE... [--reason TEXT]",
                QT_TRANSLATE_NOOP(
                    "casebook::Cli",
                    "Enters values. ITEM: its name, or GROUP[N].NAME; the next N adds a row. =UNK is a reason"
                    " why a value is missing, nothing after = clears."),
                {},
                2,
                -1,
                false,
                setForm},
               {"form check",
                "FORM",
                QT_TRANSLATE_NOOP("casebook::Cli",
                                  "Runs the checks of a form and brings calculated values up to date."),
                {},
                1,
                1,
                false,
                checkForm},
           } +
           markCommands();
}

} // namespace casebook
