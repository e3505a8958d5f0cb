// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/audit/Differences.h"

namespace casebook::audit {

/// What stands beside the forms against what the audit told of it last: visits, queries, signatures, subjects' names,
/// states and consent, users with their roles, readings, findings and measurements. Of what the audit tells nothing,
/// or no longer, nothing is said. Reads row after row and keeps none. Errors: those of Connection, Cancelled "cancelled".
[[nodiscard]] Result<> checkRecords(Connection& connection, const Job& job, Differences& found);

} // namespace casebook::audit
