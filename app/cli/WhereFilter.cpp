// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/WhereFilter.h"

#include "core/expr/Checker.h"
#include "core/expr/Engine.h"
#include "core/expr/Parser.h"

#include <QJsonArray>

namespace casebook {

namespace {

/// The names of a list, of no known type.
class ListNames final : public expr::Declarations {
public:
    explicit ListNames(const QStringList& names) : names_(names) {}
    std::optional<expr::Declared> declared(const expr::Reference& reference) const override {
        return reference.isBare() && names_.contains(reference.item) ? std::optional(expr::Declared())
                                                                     : std::nullopt;
    }

private:
    const QStringList& names_;
};

class ListRow final : public expr::Scope {
public:
    explicit ListRow(const QJsonObject& row) : row_(row) {}
    expr::Answer<expr::Value> value(expr::FormHandle, const expr::Reference& reference) const override {
        const auto found = row_.constFind(reference.item);
        if (found == row_.constEnd())
            return tl::unexpected(QByteArray("ref"));
        return valueOf(*found);
    }

private:
    static expr::Value valueOf(const QJsonValue& value) {
        switch (value.type()) {
        case QJsonValue::Bool: return value.toBool();
        case QJsonValue::Double: {
            const auto number = Decimal::fromDouble(value.toDouble());
            return number ? expr::Value(*number) : expr::Value();
        }
        case QJsonValue::String: {
            const QString text = value.toString();
            const auto date = text.size() == 10 ? PartialDate::fromText(text) : std::nullopt;
            return date && date->isComplete() ? expr::Value(*date) : expr::Value(text);
        }
        case QJsonValue::Array: {
            QStringList codes;
            for (const QJsonValue code : value.toArray())
                codes.append(code.toVariant().toString());
            return expr::Value::set(codes);
        }
        default: break;
        }
        return {};
    }

    const QJsonObject& row_;
};

} // namespace

tl::unexpected<Error> expressionError(const QByteArray& code, int position, const QString& what,
                                      const QString& text, ErrorKind kind) {
    const QString part = what.isEmpty() ? text.mid(position, 20) : what;
    return fail(kind, code, part, {QString::number(position + 1)});
}

Result<WhereFilter> WhereFilter::from(const Arguments& arguments, const QStringList& columns) {
    WhereFilter filter;
    const auto text = arguments.value("where");
    if (!text)
        return filter;
    const auto ast = expr::parse(*text);
    if (!ast)
        return expressionError(ast.error().code, ast.error().position, ast.error().what, *text,
                               ErrorKind::Usage);
    if (const auto problems = expr::check(*ast, ListNames(columns), expr::Type::Boolean); !problems.empty())
        return expressionError(problems.front().code, problems.front().position, problems.front().what, *text,
                               ErrorKind::Usage);
    filter.ast_ = *ast;
    return filter;
}

Result<bool> WhereFilter::takes(const QJsonObject& row) const {
    const expr::Outcome outcome = expr::evaluate(*ast_, ListRow(row));
    // A column of another type is a fault of the expression; a division by zero is one row's.
    if (outcome.error == "type" || outcome.error == "ref" || outcome.error == "unit")
        return expressionError(outcome.error, outcome.position, {}, ast_->text, ErrorKind::Usage);
    return outcome.value.isTrue();
}

} // namespace casebook
