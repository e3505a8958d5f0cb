// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/Instance.h"

namespace casebook::dicom {

/// An image that was cut inside its pixels and yet tells its place among the others: kept as a damaged
/// slice, which is hatched and measured by nobody, rather than refused. Not so where next to nothing is
/// left of what the header claims.
[[nodiscard]] bool isDamagedSlice(const ParsedInstance& instance);

} // namespace casebook::dicom
