// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/Bench.h"

#include <QString>

namespace casebook::bench {

/// Makes the study of storeValues() with `subjects` in `folder`, no packs.
[[nodiscard]] Result<> fillStudy(const QString& folder, int subjects);

/// Adds 2 TiB of packs as holes, each with the rows of a series of 300 slices, unless they are there. What verifies
/// clean before doesn't any more, and nobody waits for 2 TiB to be hashed.
[[nodiscard]] Result<> addPacks(const QString& folder);
[[nodiscard]] Result<bool> hasPacks(const QString& folder);

} // namespace casebook::bench
