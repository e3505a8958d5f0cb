// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/study/SettingTable.h"

namespace casebook::settingTable {

Result<std::optional<QString>> value(Connection& connection, const QString& key) {
    auto row = connection.prepare("SELECT value FROM setting WHERE key = ?");
    if (!row)
        return tl::unexpected(row.error());
    row->bind(1, key);
    return row->step().map([&](bool found) { return found ? std::optional(row->text(0)) : std::nullopt; });
}

Result<> set(WriteTransaction& tx, const QString& key, const std::optional<QString>& value) {
    return value ? tx.run("INSERT INTO setting(key, value) VALUES(?, ?)"
                          " ON CONFLICT(key) DO UPDATE SET value = excluded.value, rv = rv + 1",
                          key, *value)
                 : tx.run("DELETE FROM setting WHERE key = ?", key);
}

} // namespace casebook::settingTable
