// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/Engine.h"

#include "core/expr/Calls.h"
#include "core/expr/Operators.h"

#include <algorithm>

namespace casebook::expr {

namespace {

constexpr int maxSteps = 200'000;
constexpr qsizetype maxText = 32'768; ///< UTF-16 units: 64 KB

class Evaluation {
public:
    Evaluation(const Ast& ast, const Scope& scope) : ast_(ast), scope_(scope) {}

    Outcome run() {
        const Answer<Value> result = evaluate(ast_.root);
        if (result)
            return {*result, {}, 0};
        return {Value(Blank{{}, result.error()}), result.error(), position_.value_or(0)};
    }

private:
    /// The value of a node. The innermost node that fails is where the error is.
    Answer<Value> evaluate(int index) {
        const Node& node = ast_.node(index);
        Answer<Value> result = spend(1) ? valueOf(node) : fault("overflow");
        if (result && result->text() && result->text()->size() > maxText)
            result = fault("overflow");
        if (!result && !position_)
            position_ = node.position;
        return result;
    }

    bool spend(int steps) {
        steps_ += steps;
        return steps_ <= maxSteps;
    }

    Answer<Value> valueOf(const Node& node) {
        switch (node.kind) {
        case NodeKind::Literal: return node.literal;
        case NodeKind::Row: return row();
        case NodeKind::Item: return item(node);
        case NodeKind::Negate: return evaluate(node.children[0]).and_then(negate);
        case NodeKind::Not:
            return truth(node.children[0]).map([](const Value& v) {
                return v.isBlank() ? Value() : Value(v.isFalse());
            });
        case NodeKind::And: return connected(node, kleeneAnd, false);
        case NodeKind::Or: return connected(node, kleeneOr, true);
        case NodeKind::Concat: return concatenated(node);
        case NodeKind::Arithmetic: return chain(node);
        case NodeKind::Power:
            return both(node, [this](const Value& a, const Value& b) {
                return spend(50) ? power(a, b) : fault("overflow");
            });
        case NodeKind::Compare:
            return both(node,
                        [&](const Value& a, const Value& b) { return compare(node.operators[0], a, b); });
        case NodeKind::In: return membership(node);
        case NodeKind::Call: return call(node);
        }
        return Value();
    }

    // Operators

    template <class F>
    Answer<Value> both(const Node& node, F operation) {
        const Answer<Value> a = evaluate(node.children[0]);
        if (!a)
            return a;
        const Answer<Value> b = evaluate(node.children[1]);
        return b ? operation(*a, *b) : b;
    }

    /// A boolean or blank (without reason or mark: it is a new value).
    Answer<Value> truth(int index) {
        Answer<Value> value = evaluate(index);
        if (!value || value->boolean())
            return value;
        return value->isBlank() ? Answer<Value>(Value()) : fault("type");
    }

    /// Left to right; stops at the first part that decides.
    Answer<Value> connected(const Node& node, Value (*join)(const Value&, const Value&), bool deciding) {
        Value result(!deciding);
        for (const int child : node.children) {
            const Answer<Value> part = truth(child);
            if (!part)
                return part;
            result = join(result, *part);
            if (part->boolean() && *part->boolean() == deciding)
                break;
        }
        return result;
    }

    Answer<Value> concatenated(const Node& node) {
        QString text;
        bool blank = false;
        for (const int child : node.children) {
            const Answer<Value> part = evaluate(child);
            if (!part)
                return part;
            const Answer<QString> piece = asText(*part);
            if (!piece)
                return tl::unexpected(piece.error());
            blank = blank || part->isBlank();
            text += *piece;
            if (text.size() > maxText)
                return fault("overflow");
        }
        return blank ? Value() : Value(text);
    }

    Answer<Value> chain(const Node& node) {
        Answer<Value> total = evaluate(node.children[0]);
        for (std::size_t i = 0; total && i < node.operators.size(); ++i) {
            const Answer<Value> next = evaluate(node.children[i + 1]);
            total = next ? arithmetic(node.operators[i], *total, *next) : next;
        }
        return total;
    }

    Answer<Value> membership(const Node& node) {
        const Answer<Value> value = evaluate(node.children[0]);
        if (!value)
            return value;
        Value found(false);
        for (std::size_t i = 1; i < node.children.size(); ++i) {
            const Answer<Value> candidate = evaluate(node.children[i]);
            if (!candidate)
                return candidate;
            const Answer<Value> equal = compare(Operator::Equal, *value, *candidate);
            if (!equal)
                return equal;
            found = kleeneOr(found, *equal);
        }
        return found;
    }

    // Calls

    Answer<Value> call(const Node& node) {
        switch (node.function) {
        case Function::If: return chosen(node);
        case Function::Case: return chosen(node);
        case Function::Coalesce: return firstPresent(node);
        case Function::Rows: return countRows(node);
        case Function::Today: return scope_.today() ? Value(*scope_.today()) : Value();
        case Function::Any:
        case Function::All:
            if (node.children.size() == 2)
                return overRows(node);
            break;
        default: break;
        }
        std::vector<Value> arguments;
        arguments.reserve(node.children.size());
        for (const int child : node.children) {
            Answer<Value> argument = evaluate(child);
            if (!argument)
                return argument;
            arguments.push_back(std::move(*argument));
        }
        if (!spend(weight(node.function, arguments)))
            return fault("overflow");
        return expr::call(node.function, arguments);
    }

    /// if(c, a, b) and case(c, a, c, a ..., other): only the chosen branch runs. An unknown condition gives blank.
    Answer<Value> chosen(const Node& node) {
        const std::size_t count = node.children.size();
        for (std::size_t i = 0; i + 1 < count; i += 2) {
            const Answer<Value> condition = truth(node.children[i]);
            if (!condition || condition->isBlank())
                return condition;
            if (condition->isTrue())
                return evaluate(node.children[i + 1]);
        }
        return count % 2 == 1 ? evaluate(node.children[count - 1]) : Value();
    }

    Answer<Value> firstPresent(const Node& node) {
        for (const int child : node.children) {
            Answer<Value> value = evaluate(child);
            if (!value || !value->isBlank())
                return value;
        }
        return Value();
    }

    Answer<Value> countRows(const Node& node) {
        const auto found = groupRows(ast_.node(node.children[0]));
        if (!found)
            return tl::unexpected(found.error());
        return *found ? Value(static_cast<int>((*found)->size())) : Value();
    }

    Answer<Value> overRows(const Node& node) {
        const auto found = groupRows(ast_.node(node.children[0]));
        if (!found)
            return tl::unexpected(found.error());
        if (!*found)
            return Value();
        const bool any = node.function == Function::Any;
        Value result(!any);
        for (const RowPlace& place : **found) {
            const Answer<Value> holds = inRow(place, [&] { return truth(node.children[1]); });
            if (!holds)
                return holds;
            result = any ? kleeneOr(result, *holds) : kleeneAnd(result, *holds);
        }
        return result;
    }

    // References

    template <class F>
    Answer<Value> inRow(const RowPlace& place, F function) {
        frames_.push_back(place);
        Answer<Value> value = function();
        frames_.pop_back();
        return value;
    }

    Answer<Value> row() {
        if (!frames_.empty())
            return Value(frames_.back().row + 1);
        const std::vector<RowPlace> around = scope_.rows();
        return around.empty() ? Answer<Value>(fault("ref")) : Value(around.front().row + 1);
    }

    /// The forms that a reference looks into; the error, or nothing at all where its repeat is blank or 0.
    Answer<std::vector<FormHandle>> formsOf(const Node& node, std::optional<int>& repeat) {
        const Reference& names = ast_.reference(node.reference);
        if (node.visitIndex >= 0) {
            const Answer<Value> index = evaluate(node.visitIndex);
            if (!index)
                return tl::unexpected(index.error());
            if (index->isBlank())
                return std::vector<FormHandle>();
            const auto number = index->number() ? index->number()->toInteger() : std::nullopt;
            if (!number)
                return fault("type");
            if (*number < 1 || *number > 1'000'000)
                return std::vector<FormHandle>();
            repeat = static_cast<int>(*number);
        }
        if (names.isVisitProperty() || (names.visit == VisitPart::None && names.form.isEmpty()))
            return std::vector<FormHandle>{thisForm};
        return scope_.forms(names, repeat);
    }

    Answer<Value> item(const Node& node) {
        const Reference& names = ast_.reference(node.reference);
        if (names.isBare())
            return bare(names);
        std::optional<int> repeat;
        const auto forms = formsOf(node, repeat);
        if (!forms)
            return tl::unexpected(forms.error());
        if (forms->empty())
            return names.isMany() ? Value::list({}) : Value();
        if (names.isVisitProperty())
            return visitProperty(names, repeat);
        if (!names.isMany()) {
            if (forms->size() > 1)
                return Value(Blank{{}, "several"});
            return forms->front() == absentForm ? Value() : inForm(node, forms->front());
        }
        ValueList all;
        for (const FormHandle form : *forms) {
            const Answer<Value> value = form == absentForm ? Answer<Value>(Value()) : inForm(node, form);
            if (!value)
                return value;
            if (const ValueList* items = value->items())
                all.insert(all.end(), items->begin(), items->end());
            else
                all.push_back(*value);
        }
        return Value::list(std::move(all));
    }

    Answer<Value> visitProperty(const Reference& names, std::optional<int> repeat) {
        Answer<std::vector<Value>> values = scope_.visitValues(names, repeat);
        if (!values)
            return tl::unexpected(values.error());
        if (names.isMany())
            return Value::list(std::move(*values));
        if (values->size() > 1)
            return Value(Blank{{}, "several"});
        return values->empty() ? Value() : values->front();
    }

    /// Rows of filters, then rows around the expression, then the form.
    Answer<Value> bare(const Reference& names) {
        const auto inside = [&](const RowPlace& place) {
            return scope_.groupHas(place.form, place.group, names.item);
        };
        const auto valueIn = [&](const RowPlace& place) {
            return scope_.rowValue(place.form, place.group, place.row, names.item);
        };
        const auto frame = std::find_if(frames_.rbegin(), frames_.rend(), inside);
        if (frame != frames_.rend())
            return valueIn(*frame);
        if (!around_)
            around_ = scope_.rows();
        const auto outer = std::find_if(around_->begin(), around_->end(), inside);
        return outer != around_->end() ? valueIn(*outer) : scope_.value(thisForm, names);
    }

    Answer<Value> inForm(const Node& node, FormHandle form) {
        const Reference& names = ast_.reference(node.reference);
        if (names.group.isEmpty())
            return scope_.value(form, names);
        if (!scope_.groupHas(form, names.group, names.item))
            return fault("ref");
        const auto rows = pickedRows(node, form);
        if (!rows)
            return tl::unexpected(rows.error());
        ValueList values;
        for (const RowPlace& place : rows->places) {
            Answer<Value> value = scope_.rowValue(form, names.group, place.row, names.item);
            if (!value)
                return value;
            values.push_back(std::move(*value));
        }
        if (rows->single)
            return values.empty() ? Value() : values.front();
        return Value::list(std::move(values));
    }

    struct Rows {
        std::vector<RowPlace> places;
        bool single = false; ///< one row was asked for, not a list
    };

    Answer<Rows> pickedRows(const Node& node, FormHandle form) {
        const Reference& names = ast_.reference(node.reference);
        const Answer<int> count = scope_.rowCount(form, names.group);
        if (!count)
            return tl::unexpected(count.error());
        if (!spend(*count))
            return fault("overflow");
        const auto place = [&](int index) { return RowPlace{form, names.group, index}; };
        Rows rows;
        rows.single = node.pick == Pick::First || node.pick == Pick::Last;
        if (rows.single) {
            if (*count > 0)
                rows.places.push_back(place(node.pick == Pick::First ? 0 : *count - 1));
            return rows;
        }
        if (node.pick == Pick::Expression && !isFilter(node, form))
            return indexedRow(node, *count, form);
        for (int i = 0; i < *count; ++i) {
            if (node.pick == Pick::Expression) {
                const Answer<Value> taken = inRow(place(i), [&] { return truth(node.pickNode); });
                if (!taken)
                    return tl::unexpected(taken.error());
                if (!taken->isTrue())
                    continue;
            }
            rows.places.push_back(place(i));
        }
        return rows;
    }

    Answer<Rows> indexedRow(const Node& node, int count, FormHandle form) {
        const Answer<Value> index = evaluate(node.pickNode);
        if (!index)
            return tl::unexpected(index.error());
        Rows rows;
        rows.single = true;
        if (index->isBlank())
            return rows;
        const auto number = index->number() ? index->number()->toInteger() : std::nullopt;
        if (!number)
            return fault("type");
        if (*number >= 1 && *number <= count)
            rows.places.push_back(
                {form, ast_.reference(node.reference).group, static_cast<int>(*number) - 1});
        return rows;
    }

    /// G[...]: a truth filters, a number is the place of a row. A lone name is looked at: an item of the group that
    /// is no number filters.
    [[nodiscard]] bool isFilter(const Node& node, FormHandle form) const {
        const Node& inside = ast_.node(node.pickNode);
        if (inside.type == Type::Boolean)
            return true;
        if (inside.kind != NodeKind::Item || !ast_.reference(inside.reference).isBare())
            return false;
        const QString& group = ast_.reference(node.reference).group;
        const QString& name = ast_.reference(inside.reference).item;
        if (!scope_.groupHas(form, group, name))
            return false;
        const Answer<int> count = scope_.rowCount(form, group);
        for (int i = 0; count && i < *count; ++i) {
            const Answer<Value> value = scope_.rowValue(form, group, i, name);
            if (value && !value->isBlank())
                return value->boolean() != nullptr;
        }
        return true;
    }

    /// Rows of the group that a call names; nothing where the form is not there.
    Answer<std::optional<std::vector<RowPlace>>> groupRows(const Node& node) {
        std::optional<int> repeat;
        const auto forms = formsOf(node, repeat);
        if (!forms)
            return tl::unexpected(forms.error());
        std::optional<std::vector<RowPlace>> all;
        for (const FormHandle form : *forms) {
            if (form == absentForm)
                continue;
            auto rows = pickedRows(node, form);
            if (!rows)
                return tl::unexpected(rows.error());
            if (!all)
                all.emplace();
            all->insert(all->end(), rows->places.begin(), rows->places.end());
        }
        return all;
    }

    const Ast& ast_;
    const Scope& scope_;
    std::vector<RowPlace> frames_; ///< rows of filters, outermost first
    std::optional<std::vector<RowPlace>> around_; ///< rows around the expression, innermost first
    std::optional<int> position_;
    int steps_ = 0;
};

} // namespace

Outcome evaluate(const Ast& ast, const Scope& scope) { return Evaluation(ast, scope).run(); }

} // namespace casebook::expr
