// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/geometry/Orientation.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace casebook {

namespace {
constexpr double limit = 0.1;
}

QString letters(const WorldVector& direction) {
    const double length = direction.norm();
    if (!(length > 0))
        return {};
    const WorldVector v = direction / length;
    constexpr std::array<char16_t, 3> rising{u'L', u'P', u'H'};
    constexpr std::array<char16_t, 3> falling{u'R', u'A', u'F'};
    std::array<int, 3> order{0, 1, 2};
    // Nearly equal components keep the order x, y, z, so that rounding noise does not swap letters.
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        return std::round(std::abs(v[a]) * 1e6) > std::round(std::abs(v[b]) * 1e6);
    });
    QString out;
    for (int axis : order) {
        if (std::abs(v[axis]) >= limit)
            out += QChar(v[axis] > 0 ? rising[std::size_t(axis)] : falling[std::size_t(axis)]);
    }
    return out;
}

EdgeLetters edgeLetters(const SlicePlane& plane) {
    return {letters(-plane.right), letters(plane.right), letters(-plane.down), letters(plane.down)};
}

} // namespace casebook
