// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/ThoraxTissue.h"

namespace casebook::phantom {
namespace {

double square(double x) { return x * x; }
double disc(double x, double y, double centreX, double centreY, double radius) {
    return std::sqrt(square(x - centreX) + square(y - centreY)) - radius;
}
double ease(double x) {
    const double t = clamp01(x);
    return t * t * (3 - 2 * t);
}
// Signed difference to the nearest whole number.
double phaseOf(double turns) {
    const double rest = turns - double(static_cast<long long>(turns));
    return rest > 0.5 ? rest - 1 : rest < -0.5 ? rest + 1 : rest;
}

} // namespace

// Layers on the ribs: pectoral muscles in front, those of the shoulder blade and the back behind.
double ThoraxTissue::Plane::muscles(double hu, double x, double y, double cavity) const {
    const double s = anatomy_.scale, up = z_ / anatomy_.height, side = std::abs(x) / s;
    const double fat = hu;
    paint(hu, 45, cavity - 14);
    const double shell = plane_.shell(x, y);
    if (shell < 50) {
        const double chest = 17 * s * clamp01(1 - square((up - 0.76) / 0.26)) * ease((side - 12) / 30) *
                             ease((-y / s - 2) / 45);
        const double back =
            24 * s * ease((up - 0.28) / 0.40) * ease((y / s + 32) / 60) * ease((side - 40) / 50);
        const double thick = std::max(chest, back);
        paint(hu, 52, std::max({shell - 12 - thick, 16 - cavity, 3 - thick}));
    }
    paintAll(hu, wall_, x, y);
    // Fat runs between the bundles where the texture crosses zero.
    const double ridge = std::abs(tissue_.coarse_.at({x, y, 0.5 * z_}));
    const double bundle = hu + 7 * tissue_.fine_.at({x, y, z_});
    return cavity > 11 && hu < 60 ? mix(bundle, fat, 0.8 * clamp01(1 - ridge / 0.07)) : bundle;
}

double ThoraxTissue::Plane::bones(double hu, double x, double y, double cavity) const {
    const double s = anatomy_.scale, up = z_ / anatomy_.height;
    const double forward = (anatomy_.halfDepth - y) / (2 * anatomy_.halfDepth);
    if (cavity > -14 && cavity < 22 && z_ < anatomy_.apex) {
        const double along = phaseOf((z_ + 60 * s * std::min(forward, 0.86)) / (24 * s)) * 24 * s;
        const double rib = std::sqrt(1.4 * square(cavity - 4) + 0.8 * square(along)) - 5 * s;
        if (forward < 0.82) {
            paint(hu, 650, rib);
            paint(hu, 230, rib + 1.8);
        } else if (up > 0.2) {
            paint(hu, 105, std::max(rib, 14 * s - std::abs(x))); // cartilage on to the breastbone
        }
    }
    if (y < 0 && up > 0.3) {
        const double half = s * (13 + 9 * clamp01((up - 0.72) / 0.08));
        const double flat = std::max({std::abs(x) - half, std::abs(cavity - 6) - 5.5,
                                      (0.35 - up) * anatomy_.height, (up - 0.85) * anatomy_.height});
        paint(hu, 480, flat);
        paint(hu, 170, flat + 1.6);
    }
    const double blade = plane_.shell(x, y),
                 low = (0.75 - 0.7 * clamp01((up - 0.5) / 0.3)) * anatomy_.halfDepth;
    if (up > 0.5 && up < 0.93 && blade > 10 && blade < 40 && std::abs(x) > 60 * s) {
        const double plate =
            std::max({std::abs(blade - 12 - 13 * s) - 2.1 * s, low - y, y - 0.80 * anatomy_.halfDepth});
        paint(hu, 420, plate);
    }
    return hu;
}

double ThoraxTissue::Plane::backbone(double hu, double x, double y) const {
    const double s = anatomy_.scale, b = anatomy_.halfDepth, centre = 0.80 * b;
    if (std::abs(x) > 48 * s)
        return hu;
    const double turns = z_ / 24,
                 place = turns - double(int(turns)); // 0 ... 1 within one vertebra and its disc
    const bool between = place < 0.2;
    const double body = std::max(disc(x, y, 0, centre, 17 * s), y - centre - 12 * s);
    paint(hu, between ? 85 : 500, body);
    if (!between)
        paint(hu, 190 + 25 * tissue_.fine_.at({x, y, z_}), body + 1.8);
    const double canal = disc(x, y, 0, 1.08 * b, 8 * s);
    const double arch = std::max({canal - 4 * s, place < 0.35 ? centre + 13 * s - y + 4 : -1.0});
    paint(hu, 450, arch);
    const double outward = (std::abs(x) - 9 * s) / (25 * s);
    if (outward > -0.3 && place > 0.5 && place < 0.95) { // transverse processes
        const double line = y - (1.04 + 0.08 * outward) * b, height = (place - 0.72) * 24;
        const double process =
            std::max(std::sqrt(square(line) + square(height)) - 4.5 * s, std::abs(x) - 34 * s);
        paint(hu, 480, process);
        paint(hu, 220, process + 1.8);
    }
    const double spinous =
        std::max({std::abs(x) - 2.6 * s, 1.08 * b + 8 * s - y, y - 1.08 * b - (13 + 5 * place) * s});
    if (place > 0.3)
        paint(hu, 430, spinous);
    paint(hu, 12, canal);
    paint(hu, 38, canal + 3.5 * s); // spinal cord
    return hu;
}

} // namespace casebook::phantom
