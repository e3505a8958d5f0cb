// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/Statement.h"

#include <QList>

namespace casebook {

/// All rows of a prepared and bound statement, each made by `fromRow(const Statement&) -> Result<T>`.
/// Errors: those of Statement::step and of `fromRow`. Same thread as the statement.
template <class T, class F>
[[nodiscard]] Result<QList<T>> allRows(Statement& rows, F&& fromRow) {
    QList<T> out;
    for (;;) {
        const auto more = rows.step();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return out;
        Result<T> row = fromRow(rows);
        if (!row)
            return tl::unexpected(row.error());
        out.append(std::move(*row));
    }
}

} // namespace casebook
