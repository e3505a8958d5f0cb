// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/Scene.h"

#include <cstdint>
#include <optional>

/// What the editor of transfer functions does with a curve, without a window. Plain functions; any thread.
/// Edited curves have whole HU that rise by at least 1 and opacities in steps of 0.001.
namespace casebook::transferCurve {

inline constexpr double kLowest_hu = -1024, kHighest_hu = 3071;
inline constexpr std::size_t kFewest = 2, kMost = 64; ///< points that an edited curve keeps

/// A curve that fits the editor: values inside their ranges, points that do not rise left out.
[[nodiscard]] raycast::TransferFunction tidied(const raycast::TransferFunction& curve);

/// As the ray caster reads it: linear between points, 0 below the first, constant above the last.
[[nodiscard]] double opacityAt(const raycast::TransferFunction& curve, double hu);
[[nodiscard]] std::uint32_t colorAt(const raycast::TransferFunction& curve, double hu);

/// The point as near to (hu, opacity) as its neighbours let it come.
[[nodiscard]] raycast::TransferPoint moved(const raycast::TransferFunction& curve, std::size_t index,
                                           double hu, double opacity);

/// A new point on the curve; nothing where there is one already, or none more may be.
struct Inserted {
    raycast::TransferFunction curve;
    std::size_t index = 0;
};
[[nodiscard]] std::optional<Inserted> inserted(const raycast::TransferFunction& curve, double hu);
/// The same half way to the next point (after the last: half way to the one before).
[[nodiscard]] std::optional<Inserted> insertedBeside(const raycast::TransferFunction& curve,
                                                     std::size_t index);

} // namespace casebook::transferCurve
