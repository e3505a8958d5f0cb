// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phantom/Trees.h"

namespace casebook::phantom {

enum class NoduleType { Solid, PartSolid, GroundGlass };
enum class NodulePlace { Isolated, Pleural, OnVessel };

/// One lesion as it is drawn, before voxels.
struct NoduleShape {
    struct Bump {
        Vec axis;
        double height, slant;
    };
    NoduleType type = NoduleType::Solid;
    NodulePlace place = NodulePlace::Isolated;
    Side side = Side::Right;
    Vec centre;
    double radius = 0;     ///< mean, mm
    double hu = 0;
    double coreRadius = 0; ///< solid part of a part-solid nodule, mm
    double coreHu = 0;
    std::array<Bump, 4> bumps{};

    /// Radius in this unit direction.
    [[nodiscard]] double radiusAlong(Vec unit) const;
    /// Signed distance of `p` to its surface; `lung` is the lung's distance there: no nodule leaves it.
    [[nodiscard]] double distance(Vec p, double lung) const;
    /// No voxel farther than this from the centre belongs to it.
    [[nodiscard]] double reach() const { return 1.9 * radius; }
};

/// Draws the nodules of a chest and finds their places; fewer than asked for only where none is left.
[[nodiscard]] std::vector<NoduleShape> placeNodules(const Anatomy& anatomy, const std::vector<Tube>& tubes,
                                                    std::uint32_t seed);

/// A thickening of the pleura: a look-alike that is no nodule.
struct Plaque {
    Side side;
    Vec centre;
    double radius, thickness;
};
[[nodiscard]] std::vector<Plaque> placePlaques(const Anatomy& anatomy, std::uint32_t seed);

} // namespace casebook::phantom
