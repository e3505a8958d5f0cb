// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/WriteTransaction.h"
#include "storage/forms/DraftService.h"
#include "storage/forms/FormRecords.h"

namespace casebook::draftTable {

/// SQL of `draft`. Its path is "GROUP/uuid/item", of a reason "GROUP/uuid/item/reason"; no part can hold a slash.
[[nodiscard]] QString pathText(const ItemPath& path, DraftKind kind);
[[nodiscard]] Draft draftFrom(const QString& path, const QString& raw, std::int64_t readMs);

/// What a save took with it: drafts of its items, of the rows that go, and those it names. All others stay, as do
/// reasons: they go when their query is answered.
[[nodiscard]] Result<> erase(WriteTransaction& tx, const Uuid& form, UserId user, const FormEdit& edit);

} // namespace casebook::draftTable
