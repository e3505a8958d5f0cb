// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phantom/Noise.h"

namespace casebook::phantom {

/// The patient's right lung lies at negative x.
enum class Side { Right, Left };
enum class Lobe { RightUpper, RightMiddle, RightLower, LeftUpper, LeftLower };

/// What is drawn at random for one synthetic chest, in the order of drawing. mm, HU.
struct Anatomy {
    double scale;       ///< s: size of the person
    double height;      ///< H: length of the scan
    double halfWidth;   ///< a: half axis of the chest cavity, left to right
    double halfDepth;   ///< b: half axis, front to back
    double apex;        ///< z of the top of the lungs
    double domeRight;   ///< z of the right diaphragm
    double domeLeft;
    double heart;       ///< size of the heart
    bool contrast;      ///< contrast medium in the blood
    double pixel;       ///< of a 512 x 512 grid
    double slice;       ///< slice spacing where the caller does not say
    double noise;       ///< SD, HU
    double psf;         ///< sigma of the blur in the plane
    bool emphysema;
    int nodules;
};
[[nodiscard]] Anatomy drawAnatomy(std::uint32_t seed);

/// Signed distances (mm, negative inside) of the chest's organs in one transverse plane. Any thread.
class ThoraxPlane {
public:
    ThoraxPlane(const Anatomy& anatomy, double z);
    [[nodiscard]] double body(double x, double y) const;
    /// 0 on the body's axis, 1 on the skin, more outside.
    [[nodiscard]] double bodyShare(double x, double y) const;
    [[nodiscard]] double cavity(double x, double y) const;
    /// Chest wall that does not close over the top of the lungs: what muscles and shoulder blades follow.
    [[nodiscard]] double shell(double x, double y) const;
    [[nodiscard]] double heart(double x, double y) const;
    [[nodiscard]] double spine(double x, double y) const;
    /// Aortic arch and descending aorta: they press the left lung in.
    [[nodiscard]] double aorta(double x, double y) const;
    /// Positive below the diaphragm.
    [[nodiscard]] double dome(Side side, double x, double y) const;
    [[nodiscard]] double lung(Side side, double x, double y) const { return lung(side, x, y, cavity(x, y)); }
    [[nodiscard]] double lung(Side side, double x, double y, double cavityDistance) const;

private:
    const Anatomy& anatomy_;
    double z_;
    double cavityX_, cavityY_; ///< half axes of the cavity here
    double shellX_, shellY_;
    double mediastinum_; ///< half width between the lungs
    Vec heartCentre_, heartRadii_;
};

[[nodiscard]] inline double lungDistance(const Anatomy& anatomy, Side side, Vec p) {
    return ThoraxPlane(anatomy, p.z).lung(side, p.x, p.y);
}
/// A box around one lung.
/// Signed distances to the fissures, mm, about: oblique negative in front of it and above; horizontal (right
/// lung, in front of the oblique one) positive above.
[[nodiscard]] double obliqueFissure(const Anatomy& anatomy, Vec p);
[[nodiscard]] double horizontalFissure(const Anatomy& anatomy, Vec p);
/// The lobe of a point inside a lung.
[[nodiscard]] Lobe lobeOf(const Anatomy& anatomy, Vec p);
[[nodiscard]] inline Side sideOf(Lobe lobe) {
    return lobe == Lobe::LeftUpper || lobe == Lobe::LeftLower ? Side::Left : Side::Right;
}
struct Box {
    Vec low, high;
};
[[nodiscard]] Box lungBox(const Anatomy& anatomy, Side side);
[[nodiscard]] Vec randomPoint(Random& random, const Box& box);

} // namespace casebook::phantom
