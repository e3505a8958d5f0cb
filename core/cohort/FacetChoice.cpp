// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cohort/Criteria.h"
#include "core/expr/Parser.h"

#include <algorithm>

namespace casebook::cohort {

namespace {

using expr::Ast;
using expr::Node;
using expr::NodeKind;
using expr::Operator;

QString quoted(const QString& text) {
    QString doubled = text;
    return u'\'' + doubled.replace(u'\'', QStringLiteral("''")) + u'\'';
}

QString list(const QStringList& codes) {
    QStringList parts;
    for (const QString& code : codes)
        parts.append(quoted(code));
    return parts.join(QStringLiteral(", "));
}

QString bound(double value, ColumnKind kind) {
    if (kind == ColumnKind::Date) {
        const auto day = PartialDate::fromDay(static_cast<std::int64_t>(value));
        return day ? QStringLiteral("d'%1'").arg(day->toText()) : QString();
    }
    const auto number = Decimal::fromDouble(value);
    return number ? number->toShortText() : QString();
}

QString rangeExpression(const QString& column, const Range& range, ColumnKind kind) {
    QStringList parts;
    if (range.low)
        parts.append(column + QStringLiteral(" >= ") + bound(*range.low, kind));
    if (range.high)
        parts.append(column + QStringLiteral(" < ") + bound(*range.high, kind));
    // Without bounds: any value at all.
    return parts.isEmpty() ? QStringLiteral("not is_missing(%1)").arg(column)
                           : parts.join(QStringLiteral(" and "));
}

QString codesExpression(const FacetChoice& choice, ColumnKind kind) {
    const QStringList& codes = choice.codes;
    if (kind == ColumnKind::Set)
        return codes.size() == 1 ? QStringLiteral("has(%1, %2)").arg(choice.column, quoted(codes.first()))
                                 : QStringLiteral("has_any(%1, %2)").arg(choice.column, list(codes));
    if (kind == ColumnKind::Boolean)
        return QStringLiteral("%1 in (%2)").arg(choice.column, codes.join(QStringLiteral(", ")));
    if (codes.size() == 1)
        return QStringLiteral("%1 = %2").arg(choice.column, quoted(codes.first()));
    return QStringLiteral("%1 in (%2)").arg(choice.column, list(codes));
}

/// Reads back what toExpression writes, and simple forms people write.
class ChoiceReader {
public:
    ChoiceReader(const Ast& ast, const AnalysisTable& table) : ast_(ast), table_(table) {}

    std::optional<FacetChoice> run() {
        const Node& root = ast_.node(ast_.root);
        const std::vector<int> single{ast_.root};
        for (const int part : root.kind == NodeKind::Or ? root.children : single)
            if (!read(ast_.node(part)))
                return std::nullopt;
        return choice_;
    }

private:
    /// The one column that all parts are about.
    bool isColumn(int index) {
        const Node& node = ast_.node(index);
        if (node.kind != NodeKind::Item || !ast_.reference(node.reference).isBare())
            return false;
        const QString& name = ast_.reference(node.reference).item;
        const Column* column = table_.column(name);
        if (!column || (!choice_.column.isEmpty() && choice_.column != name))
            return false;
        choice_.column = name;
        kind_ = column->info().kind;
        return true;
    }

    std::optional<QString> code(int index) const {
        const Node& node = ast_.node(index);
        if (node.kind != NodeKind::Literal)
            return std::nullopt;
        if (node.literal.text() && kind_ != ColumnKind::Boolean)
            return *node.literal.text();
        return node.literal.boolean() ? std::optional(node.literal.toText()) : std::nullopt;
    }

    std::optional<double> limit(int index) const {
        const Node& node = ast_.node(index);
        const bool negative = node.kind == NodeKind::Negate;
        const Node& literal = negative ? ast_.node(node.children[0]) : node;
        if (literal.kind != NodeKind::Literal)
            return std::nullopt;
        if (literal.literal.number() && kind_ == ColumnKind::Number)
            return (negative ? literal.literal.number()->negated() : *literal.literal.number()).toDouble();
        if (literal.literal.date() && literal.literal.date()->isComplete() && kind_ == ColumnKind::Date &&
            !negative)
            return literal.literal.date()->lo();
        return std::nullopt;
    }

    bool takeCodes(const std::vector<int>& nodes, std::size_t from) {
        if (kind_ == ColumnKind::Number || kind_ == ColumnKind::Date)
            return false;
        for (std::size_t i = from; i < nodes.size(); ++i) {
            const auto found = code(nodes[i]);
            if (!found)
                return false;
            choice_.codes.append(*found);
        }
        return true;
    }

    bool read(const Node& node) {
        switch (node.kind) {
        case NodeKind::Compare:
            if (readReason(node))
                return true;
            if (!isColumn(node.children[0]))
                return false;
            if (node.operators[0] == Operator::Equal)
                return kind_ != ColumnKind::Set && takeCodes(node.children, 1);
            return readRange({&node});
        case NodeKind::In:
            return isColumn(node.children[0]) && kind_ != ColumnKind::Set && takeCodes(node.children, 1);
        case NodeKind::And:
            return node.children.size() == 2 &&
                   readRange({&ast_.node(node.children[0]), &ast_.node(node.children[1])});
        case NodeKind::Not: {
            const Node& inner = ast_.node(node.children[0]);
            const bool anyValue = inner.kind == NodeKind::Call &&
                                  inner.function == expr::Function::IsMissing && isColumn(inner.children[0]);
            if (anyValue)
                choice_.ranges.append(Range());
            return anyValue && (kind_ == ColumnKind::Number || kind_ == ColumnKind::Date);
        }
        case NodeKind::Call: return readCall(node);
        default: break;
        }
        return false;
    }

    bool readCall(const Node& node) {
        switch (node.function) {
        case expr::Function::IsBlank:
            if (!isColumn(node.children[0]))
                return false;
            choice_.missing.append(QByteArray());
            return true;
        case expr::Function::Has:
        case expr::Function::HasAny:
            return isColumn(node.children[0]) && kind_ == ColumnKind::Set && takeCodes(node.children, 1);
        default: break;
        }
        return false;
    }

    /// coalesce(reason(x), '') = 'UNK': false, not unknown, where there is a value.
    bool readReason(const Node& node) {
        const Node& left = ast_.node(node.children[0]);
        const Node& right = ast_.node(node.children[1]);
        if (node.operators[0] != Operator::Equal || left.kind != NodeKind::Call ||
            left.function != expr::Function::Coalesce || left.children.size() != 2 || !right.literal.text())
            return false;
        const Node& reason = ast_.node(left.children[0]);
        const Node& nothing = ast_.node(left.children[1]);
        if (reason.kind != NodeKind::Call || reason.function != expr::Function::Reason ||
            !nothing.literal.text() || !nothing.literal.text()->isEmpty() || !isColumn(reason.children[0]))
            return false;
        choice_.missing.append(right.literal.text()->toLatin1());
        return true;
    }

    bool readRange(std::initializer_list<const Node*> parts) {
        Range range;
        for (const Node* part : parts) {
            if (part->kind != NodeKind::Compare)
                return false;
            const Operator operation = part->operators[0];
            if (!isColumn(part->children[0]))
                return false;
            const auto value = limit(part->children[1]);
            if (!value || (operation != Operator::GreaterEqual && operation != Operator::Less))
                return false;
            (operation == Operator::Less ? range.high : range.low) = value;
        }
        choice_.ranges.append(range);
        return true;
    }

    const Ast& ast_;
    const AnalysisTable& table_;
    FacetChoice choice_;
    ColumnKind kind_ = ColumnKind::Text;
};

} // namespace

QString toExpression(const FacetChoice& choice, ColumnKind kind) {
    QStringList parts;
    if (!choice.codes.isEmpty())
        parts.append(codesExpression(choice, kind));
    for (const Range& range : choice.ranges)
        parts.append(rangeExpression(choice.column, range, kind));
    for (const QByteArray& reason : choice.missing)
        parts.append(reason.isEmpty() ? QStringLiteral("is_blank(%1)").arg(choice.column)
                                      : QStringLiteral("coalesce(reason(%1), '') = %2")
                                            .arg(choice.column, quoted(QString::fromLatin1(reason))));
    return parts.join(QStringLiteral(" or "));
}

std::optional<FacetChoice> toFacetChoice(const QString& expression, const AnalysisTable& table) {
    const auto ast = expr::parse(expression);
    return ast ? ChoiceReader(*ast, table).run() : std::nullopt;
}

} // namespace casebook::cohort
