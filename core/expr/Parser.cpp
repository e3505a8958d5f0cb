// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/Parser.h"

#include "core/expr/Lexer.h"

#include <QRegularExpression>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace casebook::expr {

namespace {

struct Symbol {
    const char16_t* text;
    Operator meaning;
};
constexpr Symbol comparisons[] = {
    {u"=", Operator::Equal},      {u"!=", Operator::NotEqual}, {u"<>", Operator::NotEqual},
    {u"<=", Operator::LessEqual}, {u"<", Operator::Less},      {u">=", Operator::GreaterEqual},
    {u">", Operator::Greater},
};
constexpr Symbol sums[] = {{u"+", Operator::Plus}, {u"-", Operator::Minus}};
constexpr Symbol products[] = {
    {u"*", Operator::Times}, {u"/", Operator::Over}, {u"div", Operator::Div}, {u"mod", Operator::Mod}};

bool isKeyword(const QString& word) {
    static const QStringList keywords =
        QStringLiteral("or and not in div mod true false blank row").split(u' ');
    return keywords.contains(word);
}

/// Recursive descent, one function a line of the grammar. A function answers with the index of its node, or -1
/// after it has set `problem_`.
class Parser {
public:
    Parser(const QString& text, std::vector<Token> tokens) : tokens_(std::move(tokens)) { ast_.text = text; }

    tl::expected<Ast, Problem> run() {
        ast_.root = expression();
        if (!problem_ && token().kind != TokenKind::End)
            refuse("syntax");
        for (std::size_t i = 0; i < ast_.nodes.size() && !problem_; ++i)
            enter(ast_.nodes[i]);
        if (problem_)
            return tl::unexpected(*problem_);
        return std::move(ast_);
    }

private:
    // Tokens

    [[nodiscard]] const Token& token(std::size_t ahead = 0) const {
        return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
    }
    [[nodiscard]] bool isAt(const char16_t* symbol, std::size_t ahead = 0) const {
        const Token& t = token(ahead);
        return (t.kind == TokenKind::Symbol || t.kind == TokenKind::Name) && t.text == QStringView(symbol);
    }
    bool take(const char16_t* symbol) {
        if (!isAt(symbol))
            return false;
        ++at_;
        return true;
    }
    int refuse(const char* code, int position, const QString& what) {
        if (!problem_)
            problem_ = Problem{code, position, what};
        return -1;
    }
    int refuse(const char* code) { return refuse(code, token().position, token().text); }
    bool expect(const char16_t* symbol) {
        if (take(symbol))
            return true;
        refuse("syntax");
        return false;
    }
    template <std::size_t N>
    const Symbol* takeOneOf(const Symbol (&symbols)[N]) {
        const auto* found = std::find_if(std::begin(symbols), std::end(symbols),
                                         [this](const Symbol& s) { return take(s.text); });
        return found == std::end(symbols) ? nullptr : found;
    }

    // Nodes

    int add(Node node) {
        ast_.nodes.push_back(std::move(node));
        return static_cast<int>(ast_.nodes.size()) - 1;
    }
    int add(NodeKind kind, int position, Type type, std::vector<int> children = {}) {
        if (problem_)
            return -1;
        Node node;
        node.kind = kind;
        node.position = position;
        node.type = type;
        node.children = std::move(children);
        return add(std::move(node));
    }
    Node& node(int index) { return ast_.nodes[static_cast<std::size_t>(index)]; }

    /// Counts how deep brackets, calls and prefixes stand in each other.
    class Deeper {
    public:
        explicit Deeper(Parser& parser) : parser_(parser) {
            if (++parser_.depth_ > maxExpressionDepth)
                parser_.refuse("syntax");
        }
        ~Deeper() { --parser_.depth_; }
        Deeper(const Deeper&) = delete;
        Deeper& operator=(const Deeper&) = delete;

    private:
        Parser& parser_;
    };

    // Grammar

    int expression() {
        const Deeper deeper(*this);
        return problem_ ? -1 : joined(u"or", NodeKind::Or, Type::Boolean, &Parser::conjunction);
    }
    int conjunction() { return joined(u"and", NodeKind::And, Type::Boolean, &Parser::negation); }
    int concatenation() { return joined(u"&", NodeKind::Concat, Type::Text, &Parser::sum); }
    int sum() { return chained(sums, &Parser::product); }
    int product() { return chained(products, &Parser::unary); }

    int joined(const char16_t* symbol, NodeKind kind, Type type, int (Parser::*part)()) {
        const int position = token().position;
        const int first = (this->*part)();
        if (problem_ || !isAt(symbol))
            return first;
        std::vector<int> children{first};
        while (!problem_ && take(symbol))
            children.push_back((this->*part)());
        return add(kind, position, type, std::move(children));
    }

    template <std::size_t N>
    int chained(const Symbol (&symbols)[N], int (Parser::*part)()) {
        const int position = token().position;
        const int first = (this->*part)();
        std::vector<int> children{first};
        std::vector<Operator> operators;
        while (!problem_) {
            const Symbol* symbol = takeOneOf(symbols);
            if (!symbol)
                break;
            operators.push_back(symbol->meaning);
            children.push_back((this->*part)());
        }
        if (problem_ || operators.empty())
            return problem_ ? -1 : first;
        const bool numbers = std::all_of(children.begin(), children.end(),
                                         [this](int child) { return node(child).type == Type::Number; });
        const int chain =
            add(NodeKind::Arithmetic, position, numbers ? Type::Number : Type::Any, std::move(children));
        node(chain).operators = std::move(operators);
        return chain;
    }

    int negation() {
        const int position = token().position;
        if (!take(u"not"))
            return comparison();
        const Deeper deeper(*this);
        const int operand = problem_ ? -1 : negation();
        return add(NodeKind::Not, position, Type::Boolean, {operand});
    }

    int comparison() {
        const int position = token().position;
        const int left = concatenation();
        if (problem_)
            return -1;
        if (take(u"in"))
            return membership(left, position);
        const Symbol* symbol = takeOneOf(comparisons);
        if (!symbol)
            return left;
        const int right = concatenation();
        const int compare = add(NodeKind::Compare, position, Type::Boolean, {left, right});
        if (compare >= 0)
            node(compare).operators = {symbol->meaning};
        return compare;
    }

    int membership(int left, int position) {
        std::vector<int> children{left};
        if (!expect(u"("))
            return -1;
        do {
            children.push_back(expression());
        } while (!problem_ && take(u","));
        if (problem_ || !expect(u")"))
            return -1;
        return add(NodeKind::In, position, Type::Boolean, std::move(children));
    }

    int unary() {
        const int position = token().position;
        if (take(u"-")) {
            const Deeper deeper(*this);
            const int operand = problem_ ? -1 : unary();
            return problem_ ? -1 : add(NodeKind::Negate, position, node(operand).type, {operand});
        }
        const int base = primary();
        if (problem_ || !take(u"^"))
            return base;
        const Deeper deeper(*this);
        const int exponent = problem_ ? -1 : unary();
        return add(NodeKind::Power, position, Type::Number, {base, exponent});
    }

    int literal(Value value) {
        const int index = add(NodeKind::Literal, token().position, value.type());
        ++at_;
        if (index >= 0)
            node(index).literal = std::move(value);
        return index;
    }

    int primary() {
        const Token& t = token();
        switch (t.kind) {
        case TokenKind::Number:
        case TokenKind::Literal: return literal(t.value);
        case TokenKind::End: return refuse("syntax");
        case TokenKind::Symbol:
            if (isAt(u"@"))
                return reference();
            if (take(u"(")) {
                const int inner = expression();
                return !problem_ && expect(u")") ? inner : -1;
            }
            return refuse("syntax");
        case TokenKind::Name: break;
        }
        if (isAt(u"true") || isAt(u"false"))
            return literal(Value(isAt(u"true")));
        if (isAt(u"blank"))
            return literal(Value());
        if (isAt(u"row")) {
            ++at_;
            ast_.usesRow = true;
            return add(NodeKind::Row, t.position, Type::Number);
        }
        if (isKeyword(t.text))
            return refuse("syntax");
        return isAt(u"(", 1) ? call() : reference();
    }

    int call() {
        const Token name = token();
        const FunctionInfo* info = functionNamed(name.text);
        if (!info)
            return refuse("ref");
        at_ += 2;
        std::vector<int> children;
        if (!isAt(u")")) {
            do {
                children.push_back(expression());
            } while (!problem_ && take(u","));
        }
        if (problem_ || !expect(u")"))
            return -1;
        const auto count = static_cast<int>(children.size());
        if (count < info->fewest || (info->most >= 0 && count > info->most))
            return refuse("type", name.position, name.text);
        const int index = add(NodeKind::Call, name.position, info->result, std::move(children));
        node(index).function = info->function;
        ast_.usesToday |= info->function == Function::Today;
        return checkCall(index, name) ? index : -1;
    }

    /// What the arguments themselves must look like.
    bool checkCall(int index, const Token& name) {
        const std::vector<int>& children = node(index).children;
        const Function function = node(index).function;
        const bool overRows =
            (function == Function::Any || function == Function::All) && children.size() == 2;
        if (function == Function::Rows || overRows)
            return makeGroup(children[0], name);
        if (function == Function::Matches) {
            const Node& pattern = node(children[1]);
            if (pattern.kind != NodeKind::Literal || pattern.type != Type::Text)
                refuse("type", pattern.position, name.text);
            else if (!QRegularExpression(*pattern.literal.text()).isValid())
                refuse("syntax", pattern.position, *pattern.literal.text());
        }
        return !problem_;
    }

    /// `rows(G)`: what was read as a bare name is a group.
    bool makeGroup(int index, const Token& call) {
        Node& group = node(index);
        Reference* names =
            group.kind == NodeKind::Item ? &pending_[static_cast<std::size_t>(group.reference)] : nullptr;
        if (!names || (!names->group.isEmpty() && !names->item.isEmpty()))
            return refuse("type", group.position, call.text) >= 0;
        if (names->group.isEmpty())
            names->group = std::exchange(names->item, QString());
        groups_[static_cast<std::size_t>(group.reference)] = true;
        return true;
    }

    // References

    bool visitPart(Reference& names, Node& item) {
        static const QHash<QString, VisitPart> words{{QStringLiteral("prev"), VisitPart::Previous},
                                                     {QStringLiteral("next"), VisitPart::Next},
                                                     {QStringLiteral("first"), VisitPart::First},
                                                     {QStringLiteral("last"), VisitPart::Last}};
        if (take(u"*")) {
            names.visit = VisitPart::Every;
        } else if (token().kind == TokenKind::Name && !isKeyword(token().text)) {
            names.visit = words.value(token().text, VisitPart::Named);
            if (names.visit == VisitPart::Named)
                names.visitName = token().text;
            ++at_;
        } else {
            return refuse("syntax") >= 0;
        }
        if (take(u"[")) {
            if (isAt(u"*") && isAt(u"]", 1)) {
                ++at_;
                names.everyRepeat = true;
            } else {
                item.visitIndex = expression();
            }
            if (problem_ || !expect(u"]"))
                return false;
        }
        return expect(u":");
    }

    bool takeName(QString& into) {
        const Token& t = token();
        if (t.kind != TokenKind::Name || isKeyword(t.text))
            return refuse("syntax") >= 0;
        into = t.text;
        ++at_;
        return true;
    }

    bool pickPart(Node& item) {
        if ((isAt(u"first") || isAt(u"last")) && isAt(u"]", 1)) {
            item.pick = isAt(u"first") ? Pick::First : Pick::Last;
            ++at_;
        } else {
            item.pick = Pick::Expression;
            item.pickNode = expression();
        }
        return !problem_ && expect(u"]");
    }

    int reference() {
        Node item;
        item.kind = NodeKind::Item;
        item.position = token().position;
        Reference names;
        if (take(u"@") && !visitPart(names, item))
            return -1;
        QString name;
        if (!takeName(name))
            return -1;
        const bool visitProperty = name == u"visit" && isAt(u".");
        if (names.visit != VisitPart::None && !visitProperty) {
            if (!isAt(u":"))
                return refuse("syntax");
        }
        if (take(u":")) {
            names.form = name;
            if (!takeName(name))
                return -1;
        }
        if (take(u"[") && !pickPart(item))
            return -1;
        names.item = name;
        if (take(u".")) {
            names.group = name;
            if (!takeName(names.item))
                return -1;
        } else if (item.pick != Pick::All) {
            names.group = std::exchange(names.item, QString());
        }
        item.reference = static_cast<int>(pending_.size());
        pending_.push_back(names);
        groups_.push_back(false);
        return add(std::move(item));
    }

    /// Gives an item its place in the list of references, where each stands once.
    void enter(Node& item) {
        if (item.kind != NodeKind::Item)
            return;
        const Reference& names = pending_[static_cast<std::size_t>(item.reference)];
        if (names.item.isEmpty() && !groups_[static_cast<std::size_t>(item.reference)]) {
            refuse("syntax", item.position, names.group);
            return;
        }
        const auto same = [&](const Reference& other) { return other.toText() == names.toText(); };
        auto found = std::find_if(ast_.references.begin(), ast_.references.end(), same);
        if (found == ast_.references.end()) {
            ast_.references.push_back(names);
            found = ast_.references.end() - 1;
            found->index = static_cast<int>(ast_.references.size()) - 1;
        }
        item.reference = found->index;
    }

    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int depth_ = 0;
    Ast ast_;
    std::vector<Reference> pending_; ///< one an item node, as read
    std::vector<bool> groups_; ///< it names a group: the argument of rows, any, all
    std::optional<Problem> problem_;
};

} // namespace

QString Reference::toText() const {
    static const QHash<VisitPart, QString> words{{VisitPart::Previous, QStringLiteral("prev")},
                                                 {VisitPart::Next, QStringLiteral("next")},
                                                 {VisitPart::First, QStringLiteral("first")},
                                                 {VisitPart::Last, QStringLiteral("last")},
                                                 {VisitPart::Every, QStringLiteral("*")}};
    QString text;
    if (visit != VisitPart::None) {
        text = u'@' + (visit == VisitPart::Named ? visitName : words.value(visit));
        text += everyRepeat ? QStringLiteral("[*]:") : QStringLiteral(":");
    }
    if (!form.isEmpty())
        text += form + u':';
    if (!group.isEmpty())
        text += group + (item.isEmpty() ? QStringLiteral("[]") : QStringLiteral("."));
    return text + item;
}

tl::expected<Ast, Problem> parse(const QString& text) {
    if (text.size() > maxExpressionLength)
        return tl::unexpected(Problem{"syntax", static_cast<int>(maxExpressionLength), {}});
    return tokens(text).and_then(
        [&](std::vector<Token> found) { return Parser(text, std::move(found)).run(); });
}

} // namespace casebook::expr
