// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/Definition.h"
#include "core/forms/ItemValue.h"

#include <optional>

namespace casebook {

/// How an ItemValue stands in the columns of `item_value` beside its text.
struct ValueColumns {
    std::optional<QString> text;
    std::optional<double> number;          ///< for search, in the item's standard unit
    std::optional<std::int64_t> low,
        high; ///< days of a date; ms from midnight; ms of wall clock from 1970-01-01
};
[[nodiscard]] ValueColumns columnsOf(const ItemValue& value, const ItemDef* item);

} // namespace casebook
