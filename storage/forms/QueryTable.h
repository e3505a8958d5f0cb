// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/Connection.h"
#include "storage/forms/QueryService.h"

namespace casebook::queryTable {

/// SQL of `query` and `query_event`.
[[nodiscard]] Result<QList<QueryRow>> list(Connection& connection, const QueryFilter& filter,
                                           std::int64_t nowMs);
[[nodiscard]] Result<QueryRow> find(Connection& connection, QueryId query, std::int64_t nowMs);
[[nodiscard]] Result<QList<QueryEvent>> events(Connection& connection, QueryId query);

} // namespace casebook::queryTable
