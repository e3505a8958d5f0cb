// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cohort/AnalysisTable.h"
#include "core/cohort/Bitmap.h"
#include "core/values/Result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>

#include <optional>

namespace casebook::cohort {

/// One line of a cohort: a subject stays where the expression is true. Expressions name columns of the analysis table.
struct Criterion {
    QString expression;
    QString label; ///< what the flow chart says; empty: the expression itself
    bool operator==(const Criterion&) const = default;
};

/// An ordered list; all must hold. No line: everyone.
using Criteria = QList<Criterion>;

[[nodiscard]] QJsonArray toJson(const Criteria& criteria);
[[nodiscard]] Criteria criteriaFromJson(const QJsonArray& json);
/// All lines in one expression: "(a) and (b)"; "true" for none.
[[nodiscard]] QString joined(const Criteria& criteria);

/// What one line leaves of those who came to it.
struct AttritionStep {
    Criterion criterion;
    int before = 0;
    int excluded = 0; ///< the line is false
    int unknown = 0; ///< it can't be said (missing values); not in the cohort either
    int after = 0;
    QList<QPair<QByteArray, int>> errors; ///< run-time errors within `unknown`: "div0" ...
    Bitmap remaining, excludedRows;
};

struct Attrition {
    int start = 0;
    QList<AttritionStep> steps;
    Bitmap members;
};

/// {"start":n,"steps":[{"before","excluded","unknown","after"}]}: what is frozen with a cohort.
[[nodiscard]] QJsonObject numbersOf(const Attrition& attrition);

/// Runs the lines in order. Errors (Refused, codes of expressions, object: the part, args: place and line from 1):
/// "syntax", "ref", "type", "unit" ... of a line.
[[nodiscard]] Result<Attrition> attrition(const AnalysisTable& table, const Criteria& criteria);
/// Rows where one expression is true. The same errors.
[[nodiscard]] Result<Bitmap> where(const AnalysisTable& table, const QString& expression);
/// Names that an expression uses, for the columns it needs.
[[nodiscard]] Result<QStringList> columnsOf(const QString& expression);

/// Facets are a way to write criteria: what is chosen in one facet. A range holds low <= x < high; empty: open.
struct Range {
    std::optional<double> low, high;
    bool operator==(const Range&) const = default;
};
struct FacetChoice {
    QString column;
    QStringList codes; ///< Code, Boolean ("true"), Set: any of them
    QList<Range> ranges; ///< Number, Date (days from 1970-01-01)
    QList<QByteArray> missing; ///< reasons, "" is "not recorded"
    [[nodiscard]] bool isEmpty() const { return codes.isEmpty() && ranges.isEmpty() && missing.isEmpty(); }
    bool operator==(const FacetChoice&) const = default;
};

/// "stage in ('IA', 'IB') or is_blank(stage)". Empty for an empty choice.
[[nodiscard]] QString toExpression(const FacetChoice& choice, ColumnKind kind);
/// The choice that an expression means, where it is one; nothing: it can only be edited as text.
[[nodiscard]] std::optional<FacetChoice> toFacetChoice(const QString& expression, const AnalysisTable& table);

} // namespace casebook::cohort
