// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expr/Ast.h"
#include "core/expr/Value.h"
#include "core/values/Result.h"

#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace casebook {

/// The facts that a rule table asks for, by name; a name that is not here is blank.
using RuleFacts = QHash<QString, expr::Value>;

/// Ordered rules whose conditions are expressions; the first that is true wins. Immutable; any thread.
class RuleTable {
public:
    struct Rule {
        QString order, appliesTo, result;
        expr::Ast condition;
    };
    /// Columns `condition`, `result` (its name is given) and, where there is one, `applies_to`.
    /// Error "bad-study-table" (object: the line).
    [[nodiscard]] static Result<RuleTable> fromTable(const QByteArray& csv, const QString& resultColumn);

    /// The first true rule among those that `takes` accepts.
    template <class Takes>
    [[nodiscard]] const Rule* first(const RuleFacts& facts, Takes takes) const {
        for (const Rule& rule : rules_)
            if (takes(rule) && holds(rule, facts))
                return &rule;
        return nullptr;
    }

private:
    [[nodiscard]] static bool holds(const Rule& rule, const RuleFacts& facts);
    QList<Rule> rules_;
};

/// An expression over facts alone (formulas).
[[nodiscard]] expr::Value evaluateWith(const expr::Ast& ast, const RuleFacts& facts);

} // namespace casebook
