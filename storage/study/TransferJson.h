// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/Scene.h"
#include "core/values/Result.h"

#include <QByteArray>

namespace casebook {

/// A transfer function as a study keeps it, compact:
/// {"points":[{"color":"#8C2A1C","hu":-600,"opacity":0.03}, ...]}; opacity is what 1 mm hides. Any thread.
/// @param preset  code of the look that it was made from, kept as "preset"; empty: none
[[nodiscard]] QByteArray transferToJson(const raycast::TransferFunction& transfer,
                                        const QByteArray& preset = {});
/// "preset" of a stored look; empty where it has none.
[[nodiscard]] QByteArray presetOfJson(const QByteArray& json);

/// Nothing is guessed or put right: 1 to 64 points of rising HU in -1024 .. 3071, opacity 0 .. 1, colour
/// "#RRGGBB", "preset" as [a-z-]{1,40} or none, no other members. Any thread.
/// @return Refused "transfer-json" (no such object), "transfer-points" (their number); with the point's
/// number from 1 as object: "transfer-point" (its members), "transfer-hu", "transfer-opacity",
/// "transfer-color".
[[nodiscard]] Result<raycast::TransferFunction> transferFromJson(const QByteArray& json);

} // namespace casebook
