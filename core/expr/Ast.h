// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expr/Functions.h"
#include "core/expr/Value.h"

#include <QString>

#include <vector>

namespace casebook::expr {

/// What is wrong with an expression, or stopped its evaluation. Codes: syntax ref type unit cycle date time (found
/// before it runs), div0 domain range overflow unit type (while it runs).
struct Problem {
    QByteArray code;
    int position = 0; ///< in the text, from 0
    QString what; ///< the name or token it is about
};

enum class VisitPart { None, Named, Previous, Next, First, Last, Every };

/// The names of one reference. Which row or repeat is meant stands in the tree (node kinds Item and Rows).
struct Reference {
    VisitPart visit = VisitPart::None;
    QString visitName; ///< Named
    bool everyRepeat = false; ///< @TA[*]
    QString form; ///< empty: this form
    QString group; ///< empty: bare name
    QString item; ///< empty: the group itself (rows(G), any(G, ...))
    int index = 0; ///< its number in Ast::references: a scope may look names up once

    [[nodiscard]] bool isBare() const {
        return visit == VisitPart::None && form.isEmpty() && group.isEmpty();
    }
    /// A list of values over visits.
    [[nodiscard]] bool isMany() const { return visit == VisitPart::Every || everyRepeat; }
    /// `visit.date`, `@V:visit.state`: a property of the visit itself.
    [[nodiscard]] bool isVisitProperty() const {
        return form.isEmpty() && group == QLatin1StringView("visit");
    }
    [[nodiscard]] QString toText() const; ///< "@BASE:TL:sum", "AE.grade"
};

enum class NodeKind {
    Literal, ///< `literal`
    Row, ///< number of the row, from 1
    Item, ///< `reference`; children: `visitIndex`, `pick` where they are >= 0
    Negate, ///< 1 child
    Not, ///< 1 child
    And,
    Or, ///< 2 or more children
    Concat, ///< 2 or more
    Arithmetic, ///< first child, then `operators[i]` with child i + 1, left to right (one level of precedence)
    Power, ///< 2 children
    Compare, ///< 2 children, `operators[0]`
    In, ///< value, then the list
    Call ///< `function`
};

enum class Operator {
    Plus,
    Minus,
    Times,
    Over,
    Div,
    Mod,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual
};

/// Which rows of a group a reference takes.
enum class Pick { All, First, Last, Expression };

struct Node {
    NodeKind kind = NodeKind::Literal;
    int position = 0;
    Type type = Type::Any; ///< what is known without the names' declarations
    std::vector<int> children;
    std::vector<Operator> operators;
    Value literal;
    int reference = -1; ///< into Ast::references
    int visitIndex = -1; ///< node of @V[n]
    Pick pick = Pick::All;
    int pickNode = -1; ///< node of G[n] or G[filter]
    Function function = Function::If;
};

/// A parsed expression: nodes refer to each other by index. A value; immutable; any thread.
struct Ast {
    QString text;
    std::vector<Node> nodes;
    int root = -1;
    std::vector<Reference> references; ///< each once
    bool usesToday = false; ///< a stored item may not depend on it: such an item is live
    bool usesRow = false; ///< depends on the order of rows

    [[nodiscard]] const Node& node(int index) const { return nodes[static_cast<std::size_t>(index)]; }
    [[nodiscard]] const Reference& reference(int index) const {
        return references[static_cast<std::size_t>(index)];
    }
};

} // namespace casebook::expr
