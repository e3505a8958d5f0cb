// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expr/Ast.h"

#include <tl/expected.hpp>

namespace casebook::expr {

inline constexpr qsizetype maxExpressionLength = 4096; ///< characters
inline constexpr int maxExpressionDepth = 64;          ///< of brackets, calls and prefixes in each other

/// Reads an expression of the grammar in docs/formats/expressions.md. Problems: "syntax" (also over the limits),
/// "ref" (no such function), "type" (number of arguments), "date", "time" (impossible literal). Any thread.
[[nodiscard]] tl::expected<Ast, Problem> parse(const QString& text);

} // namespace casebook::expr
