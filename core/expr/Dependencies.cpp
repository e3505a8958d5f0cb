// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/Dependencies.h"

#include <queue>

#include <algorithm>
#include <functional>

namespace casebook::expr {

namespace {

class Collector {
public:
    explicit Collector(const Ast& ast) : ast_(ast) {}

    std::vector<Dependency> run() {
        visit(ast_.root);
        return std::move(found_);
    }

private:
    void visit(int index) {
        const Node& node = ast_.node(index);
        if (node.kind == NodeKind::Item) {
            item(node);
            return;
        }
        const bool overRows = node.kind == NodeKind::Call && node.children.size() == 2 &&
                              (node.function == Function::Any || node.function == Function::All);
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            if (overRows && i == 1)
                inside(ast_.reference(ast_.node(node.children[0]).reference), node.children[1]);
            else
                visit(node.children[i]);
        }
    }

    void inside(const Reference& rows, int index) {
        frames_.push_back(rows);
        visit(index);
        frames_.pop_back();
    }

    void item(const Node& node) {
        const Reference& names = ast_.reference(node.reference);
        Dependency dependency{names, false, !names.group.isEmpty() && !names.isVisitProperty()};
        if (names.isBare() && !frames_.empty()) {
            dependency.reference = frames_.back();
            dependency.reference.item = names.item;
            dependency.inFilter = true;
        }
        add(dependency);
        if (node.visitIndex >= 0)
            visit(node.visitIndex);
        if (node.pickNode < 0)
            return;
        // Of a number the names are the outer ones; taking both readings is safe and costs a look more.
        inside(names, node.pickNode);
        if (ast_.node(node.pickNode).type != Type::Boolean)
            visit(node.pickNode);
    }

    void add(const Dependency& dependency) {
        const auto same = [&](const Dependency& other) {
            return other.inFilter == dependency.inFilter &&
                   other.reference.toText() == dependency.reference.toText();
        };
        if (std::none_of(found_.begin(), found_.end(), same))
            found_.push_back(dependency);
    }

    const Ast& ast_;
    std::vector<Reference> frames_;
    std::vector<Dependency> found_;
};

/// A loop among nodes that all still need another of them.
std::vector<int> loopAmong(const std::vector<std::vector<int>>& needs, const std::vector<int>& waiting) {
    const auto first = std::find_if(waiting.begin(), waiting.end(), [](int count) { return count > 0; });
    std::vector<int> path;
    int at = static_cast<int>(first - waiting.begin());
    while (std::find(path.begin(), path.end(), at) == path.end()) {
        path.push_back(at);
        const auto& next = needs[static_cast<std::size_t>(at)];
        at = *std::find_if(next.begin(), next.end(),
                           [&](int n) { return waiting[static_cast<std::size_t>(n)] > 0; });
    }
    path.erase(path.begin(), std::find(path.begin(), path.end(), at));
    return path;
}

} // namespace

std::vector<Dependency> dependencies(const Ast& ast) { return Collector(ast).run(); }

Ordering topologicalOrder(const std::vector<std::vector<int>>& needs) {
    const std::size_t count = needs.size();
    std::vector<std::vector<int>> users(count);
    std::vector<int> waiting(count, 0);
    for (std::size_t i = 0; i < count; ++i) {
        for (const int needed : needs[i])
            users[static_cast<std::size_t>(needed)].push_back(static_cast<int>(i));
        waiting[i] = static_cast<int>(needs[i].size());
    }
    std::priority_queue<int, std::vector<int>, std::greater<>> ready;
    for (std::size_t i = 0; i < count; ++i)
        if (waiting[i] == 0)
            ready.push(static_cast<int>(i));
    Ordering result;
    while (!ready.empty()) {
        const int node = ready.top();
        ready.pop();
        result.order.push_back(node);
        for (const int user : users[static_cast<std::size_t>(node)])
            if (--waiting[static_cast<std::size_t>(user)] == 0)
                ready.push(user);
    }
    if (result.order.size() < count) {
        result.order.clear();
        result.cycle = loopAmong(needs, waiting);
    }
    return result;
}

} // namespace casebook::expr
