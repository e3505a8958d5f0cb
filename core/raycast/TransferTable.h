// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/Scene.h"

#include <array>
#include <cstdint>
#include <vector>

namespace casebook::raycast {

inline constexpr int kTableSize = 4096, kTableFirst_hu = -1024;
/// What 1 mm hides is held below this, so that the optical depth stays finite.
inline constexpr double kMostOpacity = 0.9995;

/// The transfer function by whole HU, -1024 .. 3071; values outside take the nearest end. Immutable; any
/// thread. Post-classification: a ray looks up interpolated values.
struct TransferTable {
    TransferFunction points;                     ///< made from
    std::array<float, kTableSize> depth{}; ///< optical depth of 1 mm, -ln(1 - opacity); 0 = nothing there
    std::array<std::uint32_t, kTableSize> rgb{}; ///< R | G << 8 | B << 16
    std::array<int, kTableSize + 1> visible{}; ///< entries before this one that are not 0
};
[[nodiscard]] TransferTable makeTransferTable(const TransferFunction& points);

} // namespace casebook::raycast
