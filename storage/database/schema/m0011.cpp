// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Connection.h"
#include "storage/database/schema/Schema.h"

namespace casebook::schema {

namespace {

// Lists of series count the images of each: from the index alone, without the 2.4 million rows themselves.
constexpr char counting[] = R"sql(
DROP INDEX instance_series;
CREATE INDEX instance_series ON instance(series,state);
)sql";

} // namespace

Result<> m0011Counts(Connection& connection) { return connection.execute(counting); }

} // namespace casebook::schema
