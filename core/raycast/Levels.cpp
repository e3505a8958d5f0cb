// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/raycast/Levels.h"

#include <algorithm>

namespace casebook::raycast {

namespace {

/// Samples a pixel costs at each level, next to Quarter.
constexpr std::array<double, 4> kWork{1, 1, 2, 16};
constexpr double kUnknown_ns = 2000;

} // namespace

void LevelChooser::drawn(const Picture& picture) {
    const double pixels = double(picture.width) * double(picture.height);
    const auto level = std::size_t(picture.level);
    const double now = picture.milliseconds * 1e6 / std::max(1.0, pixels), before = perPixel_ns_[level];
    // What made this level slower or faster does so to the others, which may not be drawn for long.
    if (before > 0)
        for (double& ns : perPixel_ns_)
            ns *= std::clamp(now / before, 0.5, 2.0);
    perPixel_ns_[level] = now;
}

double LevelChooser::expected_ms(Level level, int width, int height) const {
    const int part = level == Level::Quarter ? 4 : level == Level::Half ? 2 : 1;
    const double pixels = double((width + part - 1) / part) * double((height + part - 1) / part);
    const auto n = std::size_t(level);
    double ns = perPixel_ns_[n];
    // From the nearest level that was drawn.
    for (std::size_t away = 1; ns <= 0 && away < kWork.size(); ++away) {
        if (n >= away && perPixel_ns_[n - away] > 0)
            ns = perPixel_ns_[n - away] * kWork[n] / kWork[n - away];
        else if (n + away < kWork.size() && perPixel_ns_[n + away] > 0)
            ns = perPixel_ns_[n + away] * kWork[n] / kWork[n + away];
    }
    return pixels * (ns > 0 ? ns : kUnknown_ns * kWork[n]) / 1e6;
}

Level LevelChooser::moving(int width, int height, double budget_ms) const {
    for (const Level level : {Level::Full, Level::Half})
        if (expected_ms(level, width, height) <= budget_ms)
            return level;
    return Level::Quarter;
}

} // namespace casebook::raycast
