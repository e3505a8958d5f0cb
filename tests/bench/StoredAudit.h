// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/Database.h"

#include <vector>

namespace casebook::bench {

inline constexpr int storedAuditRows = 1'000'000;

/// A million rows of the audit over 5,000 objects, written by the audit itself. Takes a minute. @return the objects.
[[nodiscard]] Result<std::vector<Uuid>> storeAudit(Database& database);

} // namespace casebook::bench
