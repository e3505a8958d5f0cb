// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/FormStudy.h"
#include "app/cli/Words.h"

#include <QJsonArray>
#include <QJsonObject>

namespace casebook {

namespace {

QString key(const char* name) { return QString::fromLatin1(name); }

Answer queryAnswer(const QueryRow& query) {
    return {QJsonObject{{key("query"), query.uuid.toString()},
                        {key("state"), QString::fromLatin1(query.state)},
                        {key("form"), query.formUuid.toString()},
                        {key("item"), query.path.item.isEmpty() ? QJsonValue() : QJsonValue(query.path.item)},
                        {key("text"), query.text}},
            Cli::tr("Query %1: %2").arg(query.uuid.toString(), QString::fromLatin1(query.state)), Exit::Done};
}

/// "query raise FORM [ITEM] --text T"
Result<Answer> raiseQuery(Context& context, const Arguments& arguments) {
    const auto words = arguments.value("text");
    if (!words)
        return fail(ErrorKind::Usage, "option-needed", QStringLiteral("--text"));
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    FormStudy forms(**study);
    const auto form = openForm(forms, arguments.words[0]);
    if (!form)
        return tl::unexpected(form.error());
    if (!form->info.id.isValid())
        return fail(ErrorKind::Refused, "no-such-form", arguments.words[0]);
    ItemPath path;
    if (arguments.words.size() > 1) {
        const auto at = itemOperand(arguments.words[1], *form);
        if (!at)
            return tl::unexpected(at.error());
        path = at->path;
    }
    return forms.queries
        .raise(form->info.id, path, *words, arguments.valueOr("assignee", {}), arguments.has("candidate"))
        .map(queryAnswer);
}

using Act = Result<QueryRow> (QueryService::*)(QueryId, const QString&);

Result<Answer> onQuery(Context& context, const Arguments& arguments, Act act) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    FormStudy forms(**study);
    const auto query = forms.queries.find(arguments.words[0]);
    if (!query)
        return tl::unexpected(query.error());
    return (forms.queries.*act)(query->id, arguments.valueOr("text", context.reason())).map(queryAnswer);
}

Result<QueryRow> publishQuery(QueryService& queries, QueryId id) { return queries.publish(id); }

Result<Answer> showQuery(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    FormStudy forms(**study);
    const auto query = forms.queries.find(arguments.words[0]);
    if (!query)
        return tl::unexpected(query.error());
    const auto events = forms.queries.thread(query->id);
    if (!events)
        return tl::unexpected(events.error());
    Answer answer = queryAnswer(*query);
    QJsonArray thread;
    for (const QueryEvent& event : *events) {
        thread.append(QJsonObject{{key("type"), QString::fromLatin1(event.type)},
                                  {key("user"), event.user},
                                  {key("role"), QString::fromLatin1(event.roles)},
                                  {key("time_ms"), qint64(event.timeMs)},
                                  {key("text"), event.text},
                                  {key("value"), event.value}});
        answer.text += QStringLiteral("\n  %1  %2  %3  %4")
                           .arg(QString::fromLatin1(event.type), event.user, event.value, event.text);
    }
    QJsonObject json = answer.json.toObject();
    json.insert(key("thread"), thread);
    answer.json = json;
    return answer;
}

} // namespace

QList<Command> queryCommands() {
    const auto step = [](const char* words, const char* summary, auto run) {
        return Command{words, "QUERY [--text TEXT]", summary, {{"text"}}, 1, 1, false, run};
    };
    return {
        {"query raise",
         "FORM [ITEM] --text TEXT [--assignee USER] [--candidate]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Asks a question on an item, or on a form as a whole."),
         {{"text"}, {"assignee"}, {"candidate", false}},
         1,
         2,
         false,
         raiseQuery},
        {"query show",
         "QUERY",
         QT_TRANSLATE_NOOP("casebook::Cli", "Shows a query with everything said in it."),
         {},
         1,
         1,
         false,
         showQuery},
        step("query publish", QT_TRANSLATE_NOOP("casebook::Cli", "Opens a query that was a candidate."),
             [](Context& c, const Arguments& a) -> Result<Answer> {
                 auto study = c.study(Context::Need::Write);
                 if (!study)
                     return tl::unexpected(study.error());
                 FormStudy forms(**study);
                 return forms.queries.find(a.words[0])
                     .and_then([&](const QueryRow& q) { return publishQuery(forms.queries, q.id); })
                     .map(queryAnswer);
             }),
        step("query answer", QT_TRANSLATE_NOOP("casebook::Cli", "Answers an open query; needs a text."),
             [](Context& c, const Arguments& a) { return onQuery(c, a, &QueryService::answer); }),
        step("query close", QT_TRANSLATE_NOOP("casebook::Cli", "Accepts the answer to a query."),
             [](Context& c, const Arguments& a) { return onQuery(c, a, &QueryService::close); }),
        step("query reopen",
             QT_TRANSLATE_NOOP("casebook::Cli", "Asks again: the answer is not accepted; needs a text."),
             [](Context& c, const Arguments& a) { return onQuery(c, a, &QueryService::reopen); }),
        step("query cancel", QT_TRANSLATE_NOOP("casebook::Cli", "Takes a query back."),
             [](Context& c, const Arguments& a) { return onQuery(c, a, &QueryService::cancel); }),
    };
}

} // namespace casebook
