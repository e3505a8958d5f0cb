// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/WhereFilter.h"
#include "app/cli/Words.h"
#include "core/expr/Engine.h"
#include "core/expr/JsonScope.h"
#include "core/expr/Parser.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

namespace casebook {

namespace {

Result<expr::JsonScope> contextOf(const Arguments& arguments) {
    const auto path = arguments.value("context");
    if (!path)
        return expr::JsonScope::fromJson("{}");
    QFile file(*path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Refused, "unreadable", *path);
    return expr::JsonScope::fromJson(file.readAll()).map_error([&](Error error) {
        error.kind = ErrorKind::Usage;
        error.args = QStringList{error.object};
        error.object = *path;
        return error;
    });
}

QJsonValue jsonOf(const expr::Value& value) {
    if (value.isBlank())
        return QJsonValue::Null;
    if (const bool* boolean = value.boolean())
        return *boolean;
    if (const QStringList* codes = value.codes())
        return QJsonArray::fromStringList(*codes);
    if (const expr::ValueList* items = value.items()) {
        QJsonArray array;
        for (const expr::Value& item : *items)
            array.append(jsonOf(item));
        return array;
    }
    return value.toText();
}

Result<Answer> evaluateExpression(Context&, const Arguments& arguments) {
    const QString& text = arguments.words[0];
    const auto scope = contextOf(arguments);
    if (!scope)
        return tl::unexpected(scope.error());
    const auto ast = expr::parse(text);
    if (!ast)
        return expressionError(ast.error().code, ast.error().position, ast.error().what, text);
    if (const auto problems = expr::check(*ast, *scope); !problems.empty())
        return expressionError(problems.front().code, problems.front().position, problems.front().what, text);
    const expr::Outcome outcome = expr::evaluate(*ast, *scope);
    if (outcome.failed())
        return expressionError(outcome.error, outcome.position, {}, text);
    const QString shown = outcome.value.isBlank() ? Cli::tr("(blank)") : outcome.value.toText();
    return Answer{QJsonObject{{QStringLiteral("result"), jsonOf(outcome.value)}}, shown};
}

} // namespace

QList<Command> exprCommands() {
    return {{"expr",
             "EXPRESSION [--context FILE.json]",
             QT_TRANSLATE_NOOP("casebook::Cli", "Evaluate an expression of the study's rule language"),
             {{"context"}},
             1,
             1,
             false,
             evaluateExpression}};
}

} // namespace casebook
