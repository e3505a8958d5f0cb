// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expr/Ast.h"

#include <vector>

namespace casebook::expr {

/// One thing that an expression reads.
struct Dependency {
    Reference
        reference; ///< of a name inside a filter: completed with the visit, form and group of the filtered rows
    bool inFilter = false; ///< the name is an item of those rows, or else of this form
    bool wholeGroup = false; ///< reads all rows: adding, voiding or moving a row counts as a change
};

/// What `ast` reads, each once, in the order of the text.
[[nodiscard]] std::vector<Dependency> dependencies(const Ast& ast);

/// An order in which every node stands behind those it needs, ties by number. `cycle` holds a loop ("a needs b needs
/// a": a, b) and `order` is empty where there is none.
struct Ordering {
    std::vector<int> order;
    std::vector<int> cycle;
};
/// `needs[i]`: the nodes that i reads; a node may need itself (a cycle).
[[nodiscard]] Ordering topologicalOrder(const std::vector<std::vector<int>>& needs);

} // namespace casebook::expr
