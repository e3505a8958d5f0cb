// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/GridGeometry.h"

#include <Eigen/Geometry>

#include <QByteArray>

#include <cmath>
#include <numbers>
#include <vector>

namespace casebook::test {

/// Every way in which a grid's axes can run along the patient's: 48 signed orders, each as it is, turned
/// by 30 degrees about an odd axis, and sheared by 20 degrees either way. 9 x 8 x 7 voxels of
/// 0.7 x 0.9 x 2.0 mm.
struct GridOrder {
    QByteArray name;
    GridGeometry grid;
    bool turned = false;
    bool sheared = false;
};

inline std::vector<GridOrder> gridOrders() {
    std::vector<GridOrder> out;
    std::array<int, 3> axis{0, 1, 2};
    const Eigen::Matrix3d turn =
        Eigen::AngleAxisd(30 * std::numbers::pi / 180, WorldVector(1, 2, 3).normalized()).toRotationMatrix();
    do {
        for (unsigned signs = 0; signs < 8; ++signs) {
            std::array<WorldVector, 3> direction;
            QByteArray name;
            for (std::size_t a = 0; a < 3; ++a) {
                direction[a] = WorldVector::Zero();
                direction[a][axis[a]] = (signs >> a) & 1U ? -1.0 : 1.0;
                name += (signs >> a) & 1U ? '-' : '+';
                name += "xyz"[axis[a]];
            }
            for (const char* variant : {"", " oblique", " shear+20", " shear-20"}) {
                GridOrder order;
                order.name = name + variant;
                order.turned = *variant != 0 && variant[1] == 'o';
                order.sheared = *variant != 0 && variant[1] == 's';
                const Eigen::Matrix3d m = order.turned ? turn : Eigen::Matrix3d(Eigen::Matrix3d::Identity());
                GridGeometry& g = order.grid;
                g.origin = WorldPoint(-13.5, 22.25, -301.125);
                g.rowDirection = m * direction[0];
                g.columnDirection = m * direction[1];
                g.sliceStep = m * direction[2] * 2.0;
                if (order.sheared) {
                    const double slope = std::tan(20 * std::numbers::pi / 180) * (variant[6] == '+' ? 1 : -1);
                    g.sliceStep += g.columnDirection * (2.0 * slope);
                }
                g.columnSpacing = 0.7;
                g.rowSpacing = 0.9;
                g.columns = 9;
                g.rows = 8;
                g.slices = 7;
                out.push_back(order);
            }
        }
    } while (std::next_permutation(axis.begin(), axis.end()));
    return out;
}

} // namespace casebook::test
