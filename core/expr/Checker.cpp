// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/Checker.h"

#include "core/expr/Units.h"

#include <algorithm>
#include <initializer_list>

namespace casebook::expr {

namespace {

/// What is known of a node: of a list the type of its items.
struct Known {
    Type type = Type::Any;
    bool list = false;
};

bool isOneOf(Type type, std::initializer_list<Type> allowed) {
    return type == Type::Any || std::find(allowed.begin(), allowed.end(), type) != allowed.end();
}

class Checker {
public:
    Checker(const Ast& ast, const Declarations& declarations) : ast_(ast), declarations_(declarations) {}

    Type rootType() {
        const Known root = known(ast_.root);
        return root.list ? Type::List : root.type;
    }

    std::vector<Problem> run(Type wanted) {
        const Known root = known(ast_.root);
        if (wanted != Type::Any && problems_.empty() && (root.list || !isOneOf(root.type, {wanted})))
            report("type", ast_.node(ast_.root), typeName(root.type));
        return std::move(problems_);
    }

private:
    void report(const char* code, const Node& node, const QByteArray& what) {
        problems_.push_back({code, node.position, QString::fromLatin1(what)});
    }
    void report(const char* code, const Node& node, const QString& what) {
        problems_.push_back({code, node.position, what});
    }

    /// One value of one of these types; a list or another type is reported.
    Known single(int index, std::initializer_list<Type> allowed) {
        const Known found = known(index);
        const bool wrongUnit = found.type == Type::Quantity || found.type == Type::Number;
        const bool unitMatters = std::any_of(allowed.begin(), allowed.end(),
                                             [](Type t) { return t == Type::Number || t == Type::Quantity; });
        if (found.list)
            report("type", ast_.node(index), QByteArray("list"));
        else if (allowed.size() > 0 && !isOneOf(found.type, allowed))
            report(wrongUnit && unitMatters ? "unit" : "type", ast_.node(index), typeName(found.type));
        return found;
    }

    Known known(int index) {
        const Node& node = ast_.node(index);
        switch (node.kind) {
        case NodeKind::Literal: return {node.literal.type()};
        case NodeKind::Row: return {Type::Number};
        case NodeKind::Item: return item(node);
        case NodeKind::Negate: return single(node.children[0], {Type::Number, Type::Quantity});
        case NodeKind::Not:
        case NodeKind::And:
        case NodeKind::Or:
            for (const int child : node.children)
                single(child, {Type::Boolean});
            return {Type::Boolean};
        case NodeKind::Concat:
            for (const int child : node.children)
                if (single(child, {}).type == Type::Set)
                    report("type", ast_.node(child), QByteArray("set"));
            return {Type::Text};
        case NodeKind::Arithmetic: return chain(node);
        case NodeKind::Power:
            for (const int child : node.children)
                single(child, {Type::Number});
            return {Type::Number};
        case NodeKind::Compare:
        case NodeKind::In: return comparison(node);
        case NodeKind::Call: return call(node);
        }
        return {};
    }

    Known comparison(const Node& node) {
        const Known left = single(node.children[0], {});
        const bool ordered = node.kind == NodeKind::Compare && node.operators[0] >= Operator::Less;
        if (ordered && isOneOf(left.type, {Type::Boolean, Type::Set}) && left.type != Type::Any)
            report("type", node, typeName(left.type));
        for (std::size_t i = 1; i < node.children.size(); ++i) {
            const Known right = single(node.children[i], {});
            if (left.type == Type::Any || right.type == Type::Any || left.type == right.type)
                continue;
            const bool units = isOneOf(left.type, {Type::Number, Type::Quantity}) &&
                               isOneOf(right.type, {Type::Number, Type::Quantity});
            report(units ? "unit" : "type", node, typeName(right.type));
        }
        return {Type::Boolean};
    }

    Known chain(const Node& node) {
        const std::initializer_list<Type> operands{Type::Number, Type::Quantity, Type::Date};
        Type total = single(node.children[0], operands).type;
        for (std::size_t i = 0; i < node.operators.size(); ++i)
            total = step(node, node.operators[i], total, single(node.children[i + 1], operands).type);
        return {total};
    }

    Type step(const Node& node, Operator operation, Type a, Type b) {
        const bool sum = operation == Operator::Plus || operation == Operator::Minus;
        if (a == Type::Any || b == Type::Any)
            return Type::Any;
        if (a == Type::Number && b == Type::Number)
            return Type::Number;
        if (a == Type::Date || b == Type::Date) {
            if (a == b && operation == Operator::Minus)
                return Type::Number;
            const bool moved = (a == Type::Date && b == Type::Number && sum) ||
                               (a == Type::Number && b == Type::Date && operation == Operator::Plus);
            if (!moved)
                report("type", node, typeName(b));
            return Type::Date;
        }
        if (a == b)
            return sum || operation == Operator::Mod ? Type::Quantity : Type::Number;
        const bool scaled =
            operation == Operator::Times || (operation == Operator::Over && a == Type::Quantity);
        if (!scaled && (a == Type::Quantity || b == Type::Quantity))
            report("unit", node, typeName(b));
        return Type::Quantity;
    }

    // References

    std::optional<Declared> find(const Reference& names) const {
        if (names.isBare()) {
            for (auto rows = frames_.rbegin(); rows != frames_.rend(); ++rows) {
                Reference full = *rows;
                full.item = names.item;
                if (auto declared = declarations_.declared(full))
                    return declared;
            }
        }
        return declarations_.declared(names);
    }

    Known item(const Node& node) {
        const Reference& names = ast_.reference(node.reference);
        const auto declared = find(names);
        if (!declared)
            report("ref", node, names.toText());
        if (node.visitIndex >= 0)
            single(node.visitIndex, {Type::Number});
        const bool filtered = declared && node.pickNode >= 0 && pick(node, names);
        const bool allRows = !names.group.isEmpty() && !names.isVisitProperty() && node.pick == Pick::All;
        return {declared ? declared->type : Type::Any, names.isMany() || filtered || allRows};
    }

    /// True where what stands in the brackets filters.
    bool pick(const Node& node, const Reference& names) {
        const Node& inside = ast_.node(node.pickNode);
        bool filters = inside.type == Type::Boolean;
        if (inside.kind == NodeKind::Item && ast_.reference(inside.reference).isBare()) {
            Reference full = names;
            full.item = ast_.reference(inside.reference).item;
            const auto declared = declarations_.declared(full);
            filters = declared && declared->type == Type::Boolean;
        }
        if (!filters) {
            single(node.pickNode, {Type::Number});
            return false;
        }
        frames_.push_back(names);
        single(node.pickNode, {Type::Boolean});
        frames_.pop_back();
        return true;
    }

    // Calls

    /// The type of all arguments from `first` on, every `stride`-th, where they agree.
    Known common(const std::vector<Known>& found) const {
        Known result;
        for (const Known& one : found) {
            if (one.type == Type::Any)
                continue;
            if (result.type != Type::Any && result.type != one.type)
                return {};
            result.type = one.type;
        }
        return result;
    }

    Known call(const Node& node) {
        const std::vector<int>& arguments = node.children;
        switch (node.function) {
        case Function::If:
        case Function::Case: return branches(node);
        case Function::Rows: group(arguments[0]); return {Type::Number};
        case Function::Any:
        case Function::All:
            if (arguments.size() == 2 && group(arguments[0])) {
                frames_.push_back(ast_.reference(ast_.node(arguments[0]).reference));
                single(arguments[1], {Type::Boolean});
                frames_.pop_back();
                return {Type::Boolean};
            }
            break;
        case Function::Coalesce: {
            std::vector<Known> found;
            for (const int argument : arguments)
                found.push_back(single(argument, {}));
            return common(found);
        }
        default: break;
        }
        if (node.function >= Function::Sum && node.function <= Function::All)
            return overList(node);
        Known first;
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            const Known found = scalarArgument(node, i);
            first = i == 0 ? found : first;
        }
        const bool keepsType = node.function >= Function::Round && node.function <= Function::Abs;
        return {keepsType ? first.type : functionInfo(node.function).result};
    }

    bool group(int index) {
        const Node& node = ast_.node(index);
        const Reference& names = ast_.reference(node.reference);
        const bool there = declarations_.declared(names).has_value();
        if (!there)
            report("ref", node, names.toText());
        if (there && node.pickNode >= 0)
            pick(node, names);
        return there;
    }

    Known branches(const Node& node) {
        const std::vector<int>& parts = node.children;
        std::vector<Known> found;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const bool condition = i % 2 == 0 && i + 1 < parts.size();
            if (condition)
                single(parts[i], {Type::Boolean});
            else
                found.push_back(single(parts[i], {}));
        }
        return common(found);
    }

    Known overList(const Node& node) {
        std::vector<Known> found;
        for (const int argument : node.children)
            found.push_back(known(argument));
        const Type declared = functionInfo(node.function).result;
        const Known shared = common(found);
        const bool numeric = node.function <= Function::Product && node.function != Function::Min &&
                             node.function != Function::Max;
        for (std::size_t i = 0; numeric && i < found.size(); ++i)
            if (!isOneOf(found[i].type, {Type::Number, Type::Quantity}))
                report("type", ast_.node(node.children[i]), typeName(found[i].type));
        return declared == Type::Any ? shared : Known{declared};
    }

    Known scalarArgument(const Node& node, std::size_t place) {
        const int index = node.children[place];
        const Function function = node.function;
        if (function <= Function::Reason || function == Function::Between || function == Function::Date)
            return single(index, {});
        if (function <= Function::Abs && place == 0)
            return single(index, {Type::Number, Type::Quantity});
        if (function <= Function::Log10)
            return single(index, {Type::Number});
        if (function == Function::Text || function == Function::Num)
            return single(index, {});
        if (function == Function::Substr && place > 0)
            return single(index, {Type::Number});
        if (function <= Function::Matches || function == Function::CnIdOk)
            return single(index, {Type::Text});
        if (function == Function::Hours || function == Function::Minutes)
            return single(index, {Type::Time, Type::DateTime});
        if (function >= Function::AddDays && function <= Function::AddYears && place == 1)
            return single(index, {Type::Number});
        if (function == Function::DateDiff && place >= 2)
            return single(index, {Type::Text, Type::Boolean});
        if (function <= Function::Minutes || function == Function::DateDiff)
            return single(index, {Type::Date, Type::DateTime});
        if (function <= Function::HasOnly)
            return place == 0 ? single(index, {Type::Set}) : single(index, {Type::Text});
        if (function == Function::ToUnit)
            return place == 0 ? single(index, {Type::Quantity}) : single(index, {Type::Text});
        return single(index, {Type::Number, Type::Quantity}); // value()
    }

    const Ast& ast_;
    const Declarations& declarations_;
    std::vector<Reference> frames_; ///< groups whose rows a filter looks at, outermost first
    std::vector<Problem> problems_;
};

} // namespace

Type resultType(const Ast& ast, const Declarations& declarations) {
    return Checker(ast, declarations).rootType();
}

std::vector<Problem> check(const Ast& ast, const Declarations& declarations, Type wanted) {
    return Checker(ast, declarations).run(wanted);
}

} // namespace casebook::expr
