// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expr/Ast.h"
#include "core/expr/Scope.h"

namespace casebook::expr {

/// Recorded with everything that is stored from an evaluation; raised when a result can change.
inline constexpr int engineVersion = 1;

/// A value, or why there is none. On an error the value is blank and carries the code as its mark.
struct Outcome {
    Value value;
    QByteArray error; ///< empty: none
    int position = 0; ///< of the error in the text

    [[nodiscard]] bool failed() const { return !error.isEmpty(); }
};

/// Runs an expression. The same tree and the same answers of the scope give the same outcome on every machine:
/// its limit is 200,000 weighed steps (about 50 ms), not a clock; past it, and past 64 KB of text, "overflow".
/// No I/O. One thread at a time per scope.
[[nodiscard]] Outcome evaluate(const Ast& ast, const Scope& scope);

} // namespace casebook::expr
