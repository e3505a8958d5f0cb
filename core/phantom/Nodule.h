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
    int tag = -1;          ///< of the wish it was made for

    /// Radius in this unit direction.
    [[nodiscard]] double radiusAlong(Vec unit) const;
    /// Signed distance of `p` to its surface; `lung` is the lung's distance there: no nodule leaves it.
    [[nodiscard]] double distance(Vec p, double lung) const;
    /// No voxel farther than this from the centre belongs to it.
    [[nodiscard]] double reach() const { return 1.9 * radius; }
};

/// A lesion that the caller asks for, in place of those of the seed. The same `tag` in the same anatomy gives
/// the same place (wishes in the order of their tags), so that a later date shows the same lesion with another size.
struct NoduleWish {
    int tag = 0; ///< unique in the person; from 0
    NoduleType type = NoduleType::Solid;
    Lobe lobe = Lobe::RightUpper;
    double diameter_mm = 8; ///< of the sphere of the same volume, about
    double room_mm = 0; ///< widest it will ever be, so that its place has room; 0: the diameter
    double solidShare = 0.55; ///< diameter of the solid part over the whole, part-solid only
};
/// Isolated nodules at their places; one whose lobe has no room in this anatomy is left out.
[[nodiscard]] std::vector<NoduleShape> placeWishes(const Anatomy& anatomy, const std::vector<Tube>& tubes,
                                                   std::uint32_t seed, const std::vector<NoduleWish>& wishes);

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
