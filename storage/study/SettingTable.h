// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/WriteTransaction.h"

#include <QString>

#include <optional>

namespace casebook::settingTable {

/// SQL of `setting`: one text a key. Rights and audit are the caller's, who knows what of it may be shown.
[[nodiscard]] Result<std::optional<QString>> value(Connection& connection, const QString& key);
/// Nothing removes the key.
[[nodiscard]] Result<> set(WriteTransaction& tx, const QString& key, const std::optional<QString>& value);

} // namespace casebook::settingTable
