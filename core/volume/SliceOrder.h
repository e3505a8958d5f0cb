// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/Frame.h"

#include <vector>

namespace casebook {

/// How the positions of one stack lie along its normal. Tolerances: reference, DICOM chapter 3.2.
/// Pure; used by planVolumes.
struct SliceFit {
    enum class Class {
        Uniform,       ///< on a line at equal steps within 0.01 mm
        NearlyUniform, ///< within 0.2 mm: rounded headers
        Gap,           ///< equal steps within 0.2 mm once missing slices are counted in
        Irregular,     ///< on a line, unequal steps
        Scattered,     ///< not on a line: no volume can be made of it
        Coincident     ///< all at one place
    };
    Class kind = Class::Uniform;
    std::vector<int> slots;      ///< per given position its slot, rising
    int slotCount = 0;
    WorldVector step{0, 0, 0};   ///< mm from slot to slot; the mean step where Irregular
    double smallest_mm = 0, largest_mm = 0, median_mm = 0; ///< of the distances along the normal
    double tilt_deg = 0;         ///< between the line of positions and the normal; 0 where Scattered
    bool severalSteps = false;   ///< Irregular, but made of at least two runs of equal steps
};

/// @param positions sorted by rising `normal`, no two within 0.001 mm unless all are; at least one.
[[nodiscard]] SliceFit fitPositions(const std::vector<WorldPoint>& positions, const WorldVector& normal);

} // namespace casebook
