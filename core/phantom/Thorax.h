// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phantom/Noise.h"

namespace casebook::phantom {

/// The patient's right lung lies at negative x.
enum class Side { Right, Left };

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
    [[nodiscard]] double heart(double x, double y) const;
    [[nodiscard]] double spine(double x, double y) const;
    /// Positive below the diaphragm.
    [[nodiscard]] double dome(Side side, double x, double y) const;
    [[nodiscard]] double lung(Side side, double x, double y) const { return lung(side, x, y, cavity(x, y)); }
    [[nodiscard]] double lung(Side side, double x, double y, double cavityDistance) const;

private:
    const Anatomy& anatomy_;
    double z_;
    double cavityX_, cavityY_; ///< half axes of the cavity here
    double mediastinum_;       ///< half width between the lungs
    Vec heartCentre_, heartRadii_;
};

[[nodiscard]] inline double lungDistance(const Anatomy& anatomy, Side side, Vec p) {
    return ThoraxPlane(anatomy, p.z).lung(side, p.x, p.y);
}
/// A box around one lung.
struct Box {
    Vec low, high;
};
[[nodiscard]] Box lungBox(const Anatomy& anatomy, Side side);
[[nodiscard]] Vec randomPoint(Random& random, const Box& box);

/// Everything but tubes and lesions: HU of one plane, point by point. Any thread.
class ThoraxTissue {
public:
    ThoraxTissue(const Anatomy& anatomy, std::uint32_t seed);

    /// One plane's view: what does not change within a slice is worked out once.
    class Plane {
    public:
        Plane(const ThoraxTissue& tissue, double z, double softness);
        struct Sample {
            double hu;
            double lung; ///< signed distance to the lung of this side of the body; 100 = far
        };
        /// At (x, y), with partial volume over `softness` mm.
        [[nodiscard]] Sample at(double x, double y) const;
        [[nodiscard]] const ThoraxPlane& distances() const { return plane_; }

    private:
        [[nodiscard]] double outside(double x, double y) const;
        [[nodiscard]] double chestWall(double hu, double x, double y, double cavity) const;
        [[nodiscard]] double mediastinum(double x, double y) const;
        [[nodiscard]] double abdomen(double hu, double x, double y) const;
        [[nodiscard]] double backbone(double hu, double x, double y) const;
        [[nodiscard]] double parenchyma(Side side, double x, double y) const;
        void paint(double& hu, double value, double distance) const {
            hu = mix(hu, value, coverage(distance, softness_));
        }

        const ThoraxTissue& tissue_;
        const Anatomy& anatomy_;
        ThoraxPlane plane_;
        double z_, softness_;
    };

private:
    struct Bleb {
        Vec centre;
        double radius;
    };
    const Anatomy anatomy_;
    ValueNoise fine_, coarse_;
    std::vector<Bleb> blebs_;
};

} // namespace casebook::phantom
