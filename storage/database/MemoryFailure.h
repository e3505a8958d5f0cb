// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

struct sqlite3;

namespace casebook::memoryFailure {

/// Whether memory that was out is behind this failure of SQLite, which tells not all of them so: SQLCipher takes a page
/// whose sum it had no room to compute for a damaged one. Beside the codes that say it, each failure within a minute of
/// an allocation of SQLite or OpenSSL that failed is put down to it: what is really wrong is told at the next try.
/// @param db may be null. Any thread.
[[nodiscard]] bool isBehind(sqlite3* db, int code);

} // namespace casebook::memoryFailure
