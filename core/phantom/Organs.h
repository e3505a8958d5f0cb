// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phantom/Thorax.h"

namespace casebook::phantom {

/// A round piece of anatomy: a rod with round ends, or an ellipsoid. mm, HU.
struct Organ {
    enum class Shape { Rod, Ellipsoid };
    Shape shape = Shape::Rod;
    Vec from;          ///< one end, or the centre
    Vec to;            ///< the other end, or the half axes
    double radius = 0; ///< of a rod
    double hu = 0;
    double cortexHu = 0; ///< of a shell 1.8 mm thick; 0 = none

    [[nodiscard]] double distance(Vec p) const;
    [[nodiscard]] Box box() const; ///< nothing of it lies outside
};

/// Muscles and bones around the chest, in painting order.
[[nodiscard]] std::vector<Organ> wallOrgans(const Anatomy& anatomy);
/// Chambers of the heart, great vessels above it.
[[nodiscard]] std::vector<Organ> heartOrgans(const Anatomy& anatomy);
/// Upper abdomen below the left diaphragm.
[[nodiscard]] std::vector<Organ> abdominalOrgans(const Anatomy& anatomy);
/// What runs through chest and abdomen: aorta, veins, oesophagus.
[[nodiscard]] std::vector<Organ> throughOrgans(const Anatomy& anatomy);

/// Those of `organs` that a plane can touch.
[[nodiscard]] std::vector<Organ> organsAt(const std::vector<Organ>& organs, double z, double softness);

} // namespace casebook::phantom
