// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/raycast/TransferTable.h"

#include <algorithm>
#include <cmath>

namespace casebook::raycast {

namespace {

std::uint32_t channel(std::uint32_t a, std::uint32_t b, double part, int shift) {
    const double from = (a >> shift) & 255U, to = (b >> shift) & 255U;
    return std::uint32_t(std::lround(from + (to - from) * part));
}

/// 0xRRGGBB to R | G << 8 | B << 16, mixed.
std::uint32_t mixed(std::uint32_t a, std::uint32_t b, double part) {
    return channel(a, b, part, 16) | channel(a, b, part, 8) << 8 | channel(a, b, part, 0) << 16;
}

void fill(TransferTable& table, std::size_t entry) {
    const TransferFunction& points = table.points;
    const double hu = double(entry) + kTableFirst_hu;
    const auto after = std::find_if(points.begin(), points.end(), [&](const auto& p) { return p.hu > hu; });
    if (after == points.begin())
        return;
    const TransferPoint& low = *(after - 1);
    const TransferPoint& high = after == points.end() ? low : *after;
    const double part = after == points.end() ? 0 : (hu - low.hu) / (high.hu - low.hu);
    const double opacity = std::clamp(low.opacity + (high.opacity - low.opacity) * part, 0.0, kMostOpacity);
    table.depth[entry] = float(-std::log1p(-opacity));
    table.rgb[entry] = mixed(low.color, high.color, part);
}

} // namespace

TransferTable makeTransferTable(const TransferFunction& points) {
    TransferTable table;
    table.points = points;
    for (std::size_t entry = 0; entry < kTableSize; ++entry) {
        fill(table, entry);
        table.visible[entry + 1] = table.visible[entry] + (table.depth[entry] > 0 ? 1 : 0);
    }
    return table;
}

} // namespace casebook::raycast
