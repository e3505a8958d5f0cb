// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPolygonF>

#include <cstdint>
#include <vector>

namespace casebook {

/// Values on a raster; a one pixel wide border of zeros keeps every outline closed.
struct ContourRaster {
    int width = 0, height = 0;            ///< border included
    std::vector<std::uint8_t> values;     ///< width * height
    double threshold = 0.5;               ///< inside from here on
    bool interpolated = false; ///< true: edges cut in proportion (fractional masks), else halfway
};

/// Closed outlines in raster places (pixel centres are whole numbers), by marching squares; touching
/// corners count as apart. Every ring is rounded (weights 1/4 1/2 1/4, then one corner cutting), which
/// moves no point by more than half a pixel. Any thread.
[[nodiscard]] std::vector<QPolygonF> contours(const ContourRaster& raster);

} // namespace casebook
