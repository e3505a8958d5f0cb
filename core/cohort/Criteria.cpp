// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cohort/Criteria.h"

#include "core/expr/Checker.h"
#include "core/expr/Engine.h"
#include "core/expr/Parser.h"

#include <QJsonObject>

#include <map>

namespace casebook::cohort {

namespace {

/// The line's number is told where there are several.
tl::unexpected<Error> faultIn(const QString& text, const expr::Problem& problem, int line) {
    const QString part = problem.what.isEmpty() ? text.mid(problem.position, 20) : problem.what;
    return fail(ErrorKind::Refused, problem.code, part,
                {QString::number(problem.position + 1), QString::number(line)});
}

struct Evaluated {
    Bitmap yes, no; ///< the rest can't be said
    std::map<QByteArray, int> errors;
};

Result<Evaluated> evaluateRows(const AnalysisTable& table, const QString& expression, const Bitmap& rows,
                               int line) {
    const auto ast = expr::parse(expression);
    if (!ast)
        return faultIn(expression, ast.error(), line);
    RowScope scope(table, *ast);
    if (const auto problems = expr::check(*ast, scope, expr::Type::Boolean); !problems.empty())
        return faultIn(expression, problems.front(), line);
    Evaluated found{Bitmap(table.rows()), Bitmap(table.rows()), {}};
    for (const std::size_t row : rows.members()) {
        scope.at(row);
        const expr::Outcome outcome = expr::evaluate(*ast, scope);
        if (outcome.value.isTrue())
            found.yes.add(row);
        else if (outcome.value.isFalse())
            found.no.add(row);
        else if (outcome.failed())
            ++found.errors[outcome.error];
    }
    return found;
}

} // namespace

QJsonArray toJson(const Criteria& criteria) {
    QJsonArray lines;
    for (const Criterion& line : criteria) {
        QJsonObject object{{QStringLiteral("expression"), line.expression}};
        if (!line.label.isEmpty())
            object.insert(QStringLiteral("label"), line.label);
        lines.append(object);
    }
    return lines;
}

QJsonObject numbersOf(const Attrition& attrition) {
    QJsonArray steps;
    for (const AttritionStep& step : attrition.steps)
        steps.append(QJsonObject{{QStringLiteral("before"), step.before},
                                 {QStringLiteral("excluded"), step.excluded},
                                 {QStringLiteral("unknown"), step.unknown},
                                 {QStringLiteral("after"), step.after}});
    return {{QStringLiteral("start"), attrition.start}, {QStringLiteral("steps"), steps}};
}

Criteria criteriaFromJson(const QJsonArray& json) {
    Criteria criteria;
    for (const QJsonValue line : json)
        criteria.append({line[u"expression"].toString(), line[u"label"].toString()});
    return criteria;
}

QString joined(const Criteria& criteria) {
    if (criteria.isEmpty())
        return QStringLiteral("true");
    if (criteria.size() == 1)
        return criteria.first().expression;
    QStringList parts;
    for (const Criterion& line : criteria)
        parts.append(u'(' + line.expression + u')');
    return parts.join(QStringLiteral(" and "));
}

Result<Attrition> attrition(const AnalysisTable& table, const Criteria& criteria) {
    Attrition result;
    result.members = Bitmap(table.rows(), true);
    result.start = static_cast<int>(table.rows());
    int line = 0;
    for (const Criterion& criterion : criteria) {
        const auto found = evaluateRows(table, criterion.expression, result.members, ++line);
        if (!found)
            return tl::unexpected(found.error());
        AttritionStep step;
        step.criterion = criterion;
        step.before = result.members.count();
        step.excluded = found->no.count();
        step.after = found->yes.count();
        step.unknown = step.before - step.excluded - step.after;
        for (const auto& [code, count] : found->errors)
            step.errors.append({code, count});
        step.remaining = found->yes;
        step.excludedRows = found->no;
        result.members = found->yes;
        result.steps.append(std::move(step));
    }
    return result;
}

Result<Bitmap> where(const AnalysisTable& table, const QString& expression) {
    return evaluateRows(table, expression, Bitmap(table.rows(), true), 1).map([](Evaluated found) {
        return std::move(found.yes);
    });
}

Result<QStringList> columnsOf(const QString& expression) {
    const auto ast = expr::parse(expression);
    if (!ast)
        return faultIn(expression, ast.error(), 1);
    QStringList names;
    for (const expr::Reference& reference : ast->references)
        if (reference.isBare())
            names.append(reference.item);
    return names;
}

} // namespace casebook::cohort
