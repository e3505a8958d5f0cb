// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace casebook::odm {

/// ODM says when data is **not** collected, we say when an item is shown. Shown unless the condition is surely
/// true, not collected unless show_if is surely true: each is `not coalesce(OTHER, false)`, and doing it twice
/// gives the first text back.
[[nodiscard]] QString negated(const QString& expression);

/// Text of the grammar between quotes.
[[nodiscard]] QString quoted(const QString& text);

} // namespace casebook::odm
