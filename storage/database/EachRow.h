// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/Connection.h"

#include <type_traits>

namespace casebook {

/// `take(const Statement&)` for each row that `sql` finds with these values. For what is gathered otherwise than as one
/// list (else allRows, Rows.h). Where `take` gives a Result<>, an error of it ends the reading.
/// Errors: those of Connection and of `take`. Same thread as the connection.
template <class F, class... T>
[[nodiscard]] Result<> eachRow(Connection& connection, const QByteArray& sql, F&& take, const T&... values) {
    auto rows = connection.prepare(sql);
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(values...);
    for (;;) {
        const auto more = rows->step();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return {};
        if constexpr (std::is_void_v<std::invoke_result_t<F&, const Statement&>>)
            take(*rows);
        else if (Result<> taken = take(*rows); !taken)
            return taken;
    }
}

} // namespace casebook
