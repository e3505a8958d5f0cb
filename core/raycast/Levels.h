// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/Picture.h"

#include <array>

namespace casebook::raycast {

/// Chooses how fine a picture may be while the view moves, from what the last ones took. One thread.
class LevelChooser {
public:
    static constexpr double kMoving_ms = 33;

    /// After every picture, moving or not.
    void drawn(const Picture& picture);
    /// The best level whose picture should be there within `budget_ms`; Quarter if none. Never Fine.
    [[nodiscard]] Level moving(int width, int height, double budget_ms = kMoving_ms) const;
    /// After a change of scene (preset, volume): what is known does not hold.
    void forget() { perPixel_ns_ = {}; }

private:
    [[nodiscard]] double expected_ms(Level level, int width, int height) const;
    std::array<double, 4> perPixel_ns_{}; ///< by level, of the last picture, others in step; 0: none
};

/// How long the view must rest before a Full and then a Fine picture is asked for.
inline constexpr int kRest_ms = 80;

} // namespace casebook::raycast
