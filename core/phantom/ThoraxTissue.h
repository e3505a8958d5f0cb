// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phantom/Organs.h"

namespace casebook::phantom {

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

    private:
        struct Painted {
            Organ organ;
            Box box;
        };
        [[nodiscard]] std::vector<Painted> touched(const std::vector<Organ>& organs) const;
        [[nodiscard]] double outside(double x, double y) const;
        [[nodiscard]] double muscles(double hu, double x, double y, double cavity) const;
        [[nodiscard]] double bones(double hu, double x, double y, double cavity) const;
        [[nodiscard]] double mediastinum(double x, double y) const;
        [[nodiscard]] double abdomen(double hu, double x, double y) const;
        [[nodiscard]] double backbone(double hu, double x, double y) const;
        [[nodiscard]] double parenchyma(Side side, double x, double y) const;
        void paint(double& hu, double value, double distance) const {
            hu = mix(hu, value, coverage(distance, softness_));
        }
        void paintAll(double& hu, const std::vector<Painted>& organs, double x, double y) const;

        const ThoraxTissue& tissue_;
        const Anatomy& anatomy_;
        ThoraxPlane plane_;
        double z_, softness_;
        std::vector<Painted> wall_, heart_, abdomen_, through_;
    };

private:
    struct Bleb {
        Vec centre;
        double radius;
    };
    const Anatomy anatomy_;
    ValueNoise fine_, coarse_;
    std::vector<Bleb> blebs_;
    std::vector<Organ> wall_, heart_, abdomen_, through_;
};

} // namespace casebook::phantom
