// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segmentation/ValueMap.h"
#include "core/values/Result.h"

#include <QByteArray>

#include <cstddef>
#include <span>

namespace casebook::wire {

/// A map of values as bytes: length of a CBOR map (u32), the map, then a float a voxel, little-endian.
[[nodiscard]] QByteArray packMap(const ValueMap& map);
/// Checks every size against the others before it is used. Errors: "wire".
[[nodiscard]] Result<ValueMap> unpackMap(std::span<const std::byte> bytes);

} // namespace casebook::wire
