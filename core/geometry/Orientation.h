// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/SlicePlane.h"

#include <QString>

namespace casebook {

/// Letters of a direction in LPS, largest component first: L R, P A, H F. Source: DICOM PS3.3
/// C.7.6.1.1.1, with a limit of 0.1 (5.7 degrees) per component so that a screen is not crowded; at
/// most three letters. Empty for a zero vector.
[[nodiscard]] QString letters(const WorldVector& direction);

/// Letters at the four edges of a picture; always from the plane, so turning or flipping the view
/// cannot leave a stale letter.
struct EdgeLetters {
    QString left, right, top, bottom;
    bool operator==(const EdgeLetters&) const = default;
};
[[nodiscard]] EdgeLetters edgeLetters(const SlicePlane& plane);

} // namespace casebook
