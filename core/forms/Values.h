// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expr/Value.h"
#include "core/forms/Definition.h"
#include "core/forms/ItemValue.h"

namespace casebook {

/// A stored value in the expression language. Numbers of quantity items become quantities of their entered unit.
/// The comparator is not carried: see SubjectScope::probe().
[[nodiscard]] expr::Value toExpression(const ItemValue& value, const ItemDef& item);

/// A result as a value to store; nullopt: blank.
[[nodiscard]] std::optional<ItemValue> fromExpression(const expr::Value& value, const ItemDef& item);

/// The same answer; how it was typed does not count.
[[nodiscard]] bool sameAnswer(const std::optional<ItemValue>& a, const std::optional<ItemValue>& b);

/// The number in the item's own unit; nullopt: no number, or the units don't convert.
[[nodiscard]] std::optional<Decimal> numberInOwnUnit(const ItemValue& value, const ItemDef& item);

} // namespace casebook
