// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/Connection.h"
#include "storage/database/Rows.h"

namespace casebook {

/// Local keys of rows, for statements about many of them.
using IdList = QList<std::int64_t>;

/// First column of every row of `sql`, with `values` bound in order.
template <class... T>
[[nodiscard]] Result<IdList> idsOf(Connection& connection, const QByteArray& sql, const T&... values) {
    auto rows = connection.prepare(sql);
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(values...);
    return allRows<std::int64_t>(*rows,
                                 [](const Statement& r) -> Result<std::int64_t> { return r.integer(0); });
}

/// "(1,2,3)", for numbers that come from the database itself.
[[nodiscard]] inline QByteArray listed(const IdList& ids) {
    QByteArrayList texts;
    for (const std::int64_t id : ids)
        texts.append(QByteArray::number(qint64(id)));
    return '(' + texts.join(',') + ')';
}

} // namespace casebook
