// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/Window.h"

#include <algorithm>
#include <cmath>

namespace casebook {

namespace {

double linear(double value, double centre, double width) {
    return std::clamp(((value - centre) / width + 0.5) * 255.0, 0.0, 255.0);
}

} // namespace

double greyLevel(const Window& window, double value) {
    switch (window.function) {
    case WindowFunction::Linear:
        // Width 1 is a threshold at c - 0.5 (PS3.3 C.11.2.1.2.1).
        if (window.width <= 1)
            return value <= window.center - 0.5 ? 0 : 255;
        return linear(value, window.center - 0.5, window.width - 1);
    case WindowFunction::Sigmoid:
        return 255.0 / (1.0 + std::exp(-4.0 * (value - window.center) / std::max(window.width, 1e-9)));
    case WindowFunction::LinearExact: break;
    }
    return linear(value, window.center, std::max(window.width, 1e-9));
}

std::span<const WindowPreset> windowPresets() {
    using namespace Qt::StringLiterals;
    static const std::array<WindowPreset, 6> presets{{
        {1, "lung"_L1, {-600, 1500}},
        {2, "mediastinum"_L1, {40, 400}},
        {3, "bone"_L1, {400, 2000}},
        {4, "liver"_L1, {90, 150}},
        {5, "vessel"_L1, {150, 700}},
        {6, "subsolid"_L1, {-700, 1000}},
    }};
    return presets;
}

std::optional<Window> windowForKey(int key, const Volume& volume) {
    if (key == 0)
        return fullRangeWindow(volume);
    if (key == 7) {
        if (volume.hasFileWindow)
            return Window{volume.windowCenter, volume.windowWidth};
        return volume.modality == QLatin1StringView("CT") ? windowPresets()[0].window
                                                          : fullRangeWindow(volume);
    }
    for (const WindowPreset& preset : windowPresets()) {
        if (preset.key == key)
            return preset.window;
    }
    return std::nullopt;
}

Window fullRangeWindow(const Volume& volume) {
    const std::size_t sliceSize = std::size_t(volume.grid.columns) * std::size_t(volume.grid.rows);
    int low = 32767, high = -32768;
    constexpr int none = 40000; // no value of 16 bits
    const int padding = volume.paddingStored.value_or(none), limit = volume.paddingLimitStored.value_or(padding);
    const int firstPadding = std::min(padding, limit), lastPadding = std::max(padding, limit);
    for (int k = 0; k < volume.grid.slices; ++k) {
        if (volume.isMissing(k))
            continue;
        const std::int16_t* values = volume.slice(k);
        for (std::size_t n = 0; n < sliceSize; ++n) {
            const int v = values[n];
            if (v >= firstPadding && v <= lastPadding)
                continue;
            low = std::min(low, v);
            high = std::max(high, v);
        }
    }
    if (low > high)
        low = high = 0;
    const double a = volume.slope * low + volume.intercept;
    const double b = volume.slope * high + volume.intercept;
    return {(a + b) / 2, std::max(std::abs(b - a), std::abs(volume.slope))};
}

Window firstWindow(const Volume& volume) { return windowForKey(7, volume).value_or(Window{}); }

void WindowLut::build(const Window& window, double slope, double intercept, bool inverted) {
    if (window == window_ && slope == slope_ && intercept == intercept_ && inverted == inverted_)
        return;
    window_ = window;
    slope_ = slope;
    intercept_ = intercept;
    inverted_ = inverted;
    for (int stored = -32768; stored <= 32767; ++stored) {
        const auto grey = std::uint8_t(std::lround(greyLevel(window, slope * stored + intercept)));
        grey_[std::uint16_t(std::int16_t(stored))] = inverted ? std::uint8_t(255 - grey) : grey;
    }
}

} // namespace casebook
