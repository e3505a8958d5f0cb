// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace casebook {

/// A closed outline in pixel places of one slice: pixel centres are whole numbers. The last point
/// joins the first.
struct FillRing {
    std::vector<std::array<double, 2>> points;
    bool isXor = false; ///< CLOSEDPLANAR_XOR: never joined with others
};

/// Pixels that are set, in a rectangle of the slice.
struct FillMask {
    int x = 0, y = 0, width = 0, height = 0;
    std::vector<std::uint8_t> values; ///< width * height, 0 or 1
    [[nodiscard]] bool isEmpty() const { return values.empty(); }
};

struct FillResult {
    FillMask mask;
    bool crossing = false; ///< outlines crossed: their union was taken
    bool repeated = false; ///< the same outline twice: counted once
    int tiny = 0;          ///< rings that cover no pixel centre or under a quarter pixel: one pixel each
};

/// All rings of one region on one slice together (see rasterise). Pixels outside width x height are
/// dropped. Any thread.
[[nodiscard]] FillResult fillRings(const std::vector<FillRing>& rings, int width, int height);

/// Area within a ring, pixels; the sign tells the sense of rotation.
[[nodiscard]] double ringArea(const std::vector<std::array<double, 2>>& points);

/// Sets what is set in either.
void unite(FillMask& into, const FillMask& other);
/// The mask of a single pixel; empty outside width x height.
[[nodiscard]] FillMask pixelMask(double x, double y, int width, int height);

} // namespace casebook
