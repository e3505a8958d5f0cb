// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phantom/Thorax.h"

namespace casebook::phantom {

/// A piece of a vessel, airway or scar: a cone with round ends, mm.
struct Tube {
    enum class Kind { MainAirway, Airway, Vessel, Scar };
    Kind kind = Kind::Vessel;
    Vec from, to;
    double fromRadius = 0, toRadius = 0;
};

/// Where the point lies along a tube, 0 ... 1.
[[nodiscard]] double alongTube(const Tube& tube, Vec p);
/// Signed distance to the tube's surface.
[[nodiscard]] double tubeDistance(const Tube& tube, Vec p);
/// Thickness of an airway's wall.
[[nodiscard]] inline double wallThickness(double radius) { return 0.8 + 0.12 * radius; }

/// Where the vessels and airways of one lung begin.
[[nodiscard]] Vec hilum(const Anatomy& anatomy, Side side);

/// Trachea, bronchi and vessels of both lungs, about 15,000 tubes, and up to three linear scars.
[[nodiscard]] std::vector<Tube> growTrees(const Anatomy& anatomy, std::uint32_t seed);

/// Draws tubes into planes: those that touch a plane are found by their height.
class TubePainter {
public:
    /// @param firstZ, step_mm, slices the planes that will be asked for; @param softness edge width, mm.
    TubePainter(const Anatomy& anatomy, std::vector<Tube> tubes, double firstZ, double step_mm, int slices,
                double softness);
    /// Paints plane `slice` (HU, columns*rows) whose first voxel lies at (x0, y0). Any thread.
    void paint(int slice, double x0, double y0, double pixel, int columns, int rows,
               std::vector<float>& plane) const;
    [[nodiscard]] const std::vector<Tube>& tubes() const { return tubes_; }

private:
    std::vector<Tube> tubes_;
    std::vector<std::vector<std::uint32_t>> bySlice_;
    double firstZ_, step_, softness_;
    double vesselHu_;
};

} // namespace casebook::phantom
