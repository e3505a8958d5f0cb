// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expr/Functions.h"
#include "core/expr/Scope.h"

#include <span>

namespace casebook::expr {

using Arguments = std::span<const Value>;

/// True where a blank argument makes the result blank before anything else is looked at.
[[nodiscard]] bool passesBlank(Function function);
/// What one call weighs in steps, beside its node.
[[nodiscard]] int weight(Function function, Arguments arguments);

/// Calls a function that needs its arguments' values only. Not for if, case, coalesce, rows, and any, all over rows.
[[nodiscard]] Answer<Value> call(Function function, Arguments arguments);

// By kind; each answers the functions of its table row only.
[[nodiscard]] Answer<Value> callOnNumbers(Function function, Arguments arguments);
[[nodiscard]] Answer<Value> callOnLists(Function function, Arguments arguments);
[[nodiscard]] Answer<Value> callOnTexts(Function function, Arguments arguments);
[[nodiscard]] Answer<Value> callOnDates(Function function, Arguments arguments);
[[nodiscard]] Answer<Value> callOnSets(Function function, Arguments arguments);

[[nodiscard]] inline tl::unexpected<QByteArray> fault(const char* code) {
    return tl::unexpected(QByteArray(code));
}

} // namespace casebook::expr
