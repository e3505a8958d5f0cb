// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/ThoraxTissue.h"

namespace casebook::phantom {

double ThoraxTissue::Plane::mediastinum(double x, double y) const {
    const Vec p{x, y, z_};
    double hu =
        -70 + 22 * tissue_.coarse_.at(p) + 16 * tissue_.fine_.at(p); // fat with small vessels and nodes
    if (z_ > anatomy_.apex - 14)
        hu = mix(hu, 48, clamp01((z_ - anatomy_.apex + 14) / 12)); // muscles of the neck
    paint(hu, anatomy_.contrast ? 95 : 44, plane_.heart(x, y));
    paintAll(hu, heart_, x, y);
    hu = abdomen(hu, x, y);
    paintAll(hu, through_, x, y);
    return hu;
}

double ThoraxTissue::Plane::abdomen(double hu, double x, double y) const {
    const double s = anatomy_.scale;
    if (z_ > anatomy_.domeRight + 4)
        return hu;
    const double left = std::max(-plane_.dome(Side::Left, x, y), -x - 30 * s);
    paint(hu, 45, left); // diaphragm
    double below = -95 + 15 * tissue_.coarse_.at({x, y, z_});
    paintAll(below, abdomen_, x, y);
    const Vec gas{x - 58 * s, y + 15 * s, z_ - (anatomy_.domeLeft - 24 * s)};
    paint(below, -980,
          std::max(ellipsoid(gas, {26 * s, 24 * s, 16 * s}), gas.y - 8 * s)); // rises to the front
    paint(hu, below, left + 3.5);
    const double liver = std::max(-plane_.dome(Side::Right, x, y), x - 20 * s);
    paint(hu, (anatomy_.contrast ? 100 : 62) + 4 * tissue_.fine_.at({x, y, z_}), liver);
    return hu;
}

} // namespace casebook::phantom
