// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/volume/Volume.h"

#include <QLatin1StringView>

#include <array>
#include <span>
#include <vector>

namespace casebook {

/// From a value (HU) to a grey level. Source: DICOM PS3.3 C.11.2.1.2 and C.11.2.1.3.
enum class WindowFunction { LinearExact, Linear, Sigmoid };

struct Window {
    double center = -600;
    double width = 1500;
    WindowFunction function = WindowFunction::LinearExact;
    bool operator==(const Window&) const = default;
};

/// Grey level 0..255 of one value, unrounded: LINEAR ((x-(c-0.5))/(w-1)+0.5)*255, LINEAR_EXACT
/// ((x-c)/w+0.5)*255, both clamped; SIGMOID 255/(1+exp(-4(x-c)/w)). Width is at least 1 (LINEAR) or
/// the smallest positive step.
[[nodiscard]] double greyLevel(const Window& window, double value);

struct WindowPreset {
    int key;                 ///< number key that calls it
    QLatin1StringView name;  ///< stable id: "lung", "mediastinum", "bone", "liver", "vessel", "subsolid"
    Window window;
};
/// Keys 1 to 6. Key 7 is the file's own window, key 0 the full range; both depend on the volume.
[[nodiscard]] std::span<const WindowPreset> windowPresets();
/// Window of a number key: presets, 7 = the file's own (lung for CT without one), 0 = full range.
[[nodiscard]] std::optional<Window> windowForKey(int key, const Volume& volume);
/// Covers minimum to maximum of the real slices without padding values.
[[nodiscard]] Window fullRangeWindow(const Volume& volume);
/// What a series is shown with at first: the file's own window, else lung for CT, else full range.
[[nodiscard]] Window firstWindow(const Volume& volume);

/// Grey level of each of the 65,536 stored values; index is the value's two's complement bits.
/// Rebuilding costs about as much as 1/20 of drawing a pane. Any thread once built.
class WindowLut {
public:
    WindowLut() : grey_(65536, 0) {}
    /// @param inverted for MONOCHROME1 and the "invert" key.
    void build(const Window& window, double slope, double intercept, bool inverted = false);
    [[nodiscard]] const std::uint8_t* data() const { return grey_.data(); }
    [[nodiscard]] std::uint8_t operator[](std::int16_t stored) const { return grey_[std::uint16_t(stored)]; }

private:
    std::vector<std::uint8_t> grey_;
    Window window_;
    double slope_ = 0, intercept_ = 0;
    bool inverted_ = false;
};

} // namespace casebook
