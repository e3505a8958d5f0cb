// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/Definition.h"
#include "core/forms/ItemValue.h"

#include <QDate>

namespace casebook {

/// Parts of readTyped(); see core/forms/Input.h for the errors. `narrow` is narrowed text.
[[nodiscard]] Result<ItemValue> readNumber(const QString& narrow, const ItemDef& item);
/// "2024", "2024-03", "2024-3-5", "2024/3/5", "20240305", "2024年3月5日", "2024-UK-15", "15/03/2024" (where only one
/// reading is a date), "t", "t-3", "+1", "-1", "今天". "ambiguous-date" (args: both readings).
[[nodiscard]] Result<ItemValue> readDate(const QString& narrow, const ItemDef& item, const QDate& today);
/// "13:05", "9:05:30", "1305", "13点05分".
[[nodiscard]] Result<ItemValue> readTime(const QString& narrow, const ItemDef& item);
/// Complete date and time, "2024-03-05 13:05", optionally "+08:00" or "Z" behind.
[[nodiscard]] Result<ItemValue> readDateTime(const QString& narrow, const ItemDef& item, const QDate& today);

} // namespace casebook
