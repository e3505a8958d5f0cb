// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lung/RuleTable.h"

#include "core/expr/Engine.h"
#include "core/expr/Parser.h"
#include "core/values/Csv.h"

namespace casebook {

namespace {

class FactScope final : public expr::Scope {
public:
    explicit FactScope(const RuleFacts& facts) : facts_(facts) {}
    expr::Answer<expr::Value> value(expr::FormHandle, const expr::Reference& reference) const override {
        return facts_.value(reference.item);
    }

private:
    const RuleFacts& facts_;
};

} // namespace

Result<RuleTable> RuleTable::fromTable(const QByteArray& csv, const QString& resultColumn) {
    const auto table = readCsv(QString::fromUtf8(csv));
    if (!table || table->column(u"condition") < 0 || table->column(resultColumn) < 0)
        return fail(ErrorKind::Refused, "bad-study-table", QStringLiteral("rules"),
                    {QStringLiteral("columns")});
    RuleTable rules;
    for (const CsvRow& row : table->rows) {
        auto ast = expr::parse(table->cell(row, u"condition"));
        if (!ast)
            return fail(ErrorKind::Refused, "bad-study-table", QString::number(row.line), {ast.error().what});
        rules.rules_ << Rule{table->cell(row, u"order"), table->cell(row, u"applies_to"),
                             table->cell(row, resultColumn), *std::move(ast)};
    }
    return rules;
}

bool RuleTable::holds(const Rule& rule, const RuleFacts& facts) {
    return expr::evaluate(rule.condition, FactScope(facts)).value.isTrue();
}

expr::Value evaluateWith(const expr::Ast& ast, const RuleFacts& facts) {
    return expr::evaluate(ast, FactScope(facts)).value;
}

} // namespace casebook
