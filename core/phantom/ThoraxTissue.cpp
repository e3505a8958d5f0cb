// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/Thorax.h"

namespace casebook::phantom {
namespace {

constexpr double air = -1000;

double square(double x) {
    return x * x;
}
double disc(double x, double y, double centreX, double centreY, double radius) {
    return std::sqrt(square(x - centreX) + square(y - centreY)) - radius;
}
// Signed difference to the nearest whole number.
double phaseOf(double turns) {
    const double rest = turns - double(static_cast<long long>(turns));
    return rest > 0.5 ? rest - 1 : rest < -0.5 ? rest + 1 : rest;
}

} // namespace

ThoraxTissue::ThoraxTissue(const Anatomy& anatomy, std::uint32_t seed)
    : anatomy_(anatomy),
      fine_(seed, Stream::FineTexture, 7, {-200, -200, 0}, {200, 200, anatomy.height}),
      coarse_(seed, Stream::CoarseTexture, 22, {-200, -200, 0}, {200, 200, anatomy.height}) {
    Random random(seed, Stream::Anatomy, 1);
    const int count = anatomy.emphysema ? random.integer(4, 15) : 0;
    for (int tries = 0; int(blebs_.size()) < count && tries < 2000; ++tries) {
        const Side side = random.chance(0.5) ? Side::Right : Side::Left;
        const Vec centre = randomPoint(random, lungBox(anatomy, side));
        const double radius = random.uniform(3, 9);
        if (lungDistance(anatomy, side, centre) < -radius)
            blebs_.push_back({centre, radius});
    }
}

ThoraxTissue::Plane::Plane(const ThoraxTissue& tissue, double z, double softness)
    : tissue_(tissue), anatomy_(tissue.anatomy_), plane_(tissue.anatomy_, z), z_(z), softness_(softness) {}

ThoraxTissue::Plane::Sample ThoraxTissue::Plane::at(double x, double y) const {
    const double skin = plane_.body(x, y);
    if (skin > 2 * softness_)
        return {outside(x, y), 100};
    const double cavity = plane_.cavity(x, y);
    double hu = -105;
    if (cavity < 40)
        hu = chestWall(hu, x, y, cavity);
    if (cavity < 2)
        paint(hu, mediastinum(x, y), cavity + 4);
    if (y > 0.4 * anatomy_.halfDepth)
        hu = backbone(hu, x, y);
    const Side side = x < 0 ? Side::Right : Side::Left;
    const double lung = cavity < 2 ? plane_.lung(side, x, y, cavity) : 100;
    if (lung < softness_)
        paint(hu, parenchyma(side, x, y), lung);
    return {mix(air, hu, coverage(skin, softness_)), lung};
}

double ThoraxTissue::Plane::outside(double x, double y) const {
    const double behind = anatomy_.halfDepth + 30 * anatomy_.scale + 14;
    double hu = air;
    paint(hu, -200, std::max(std::abs(y - behind - 1.5 + x * x / 1400) - 1.5, std::abs(x) - 205));
    return hu;
}

double ThoraxTissue::Plane::chestWall(double hu, double x, double y, double cavity) const {
    const double s = anatomy_.scale;
    paint(hu, 45, cavity - 14);
    const double forward = (anatomy_.halfDepth - y) / (2 * anatomy_.halfDepth);
    if (forward < 0.82 && cavity > -14 && cavity < 22) {
        const double along = phaseOf((z_ + 60 * s * forward) / (24 * s)) * 24 * s;
        const double rib = std::sqrt(1.4 * square(cavity - 4) + 0.8 * square(along)) - 5 * s;
        paint(hu, 650, rib);
        paint(hu, 230, rib + 1.8);
    }
    if (y < 0 && z_ > 0.3 * anatomy_.height) {
        const double flat = std::max(std::abs(x) - 16 * s, std::abs(cavity - 6) - 5);
        paint(hu, 260, std::max({flat, 0.35 * anatomy_.height - z_, z_ - 0.85 * anatomy_.height}));
    }
    return hu;
}

double ThoraxTissue::Plane::mediastinum(double x, double y) const {
    const double s = anatomy_.scale, height = anatomy_.height, blood = anatomy_.contrast ? 230 : 42;
    double hu = -20;
    paint(hu, blood, plane_.heart(x, y));
    if (z_ < 0.72 * height + 2)
        paint(hu, blood, std::max(disc(x, y, 22 * s, 40 * s, 12 * s), z_ - 0.72 * height));
    paint(hu, blood, ellipsoid({x - 6 * s, y, z_ - 0.72 * height}, {26 * s, 42 * s, 12 * s}));
    if (z_ > 0.34 * height)
        paint(hu, anatomy_.contrast ? 1.2 * blood : blood, disc(x, y, -20 * s, -12 * s, 9 * s));
    return abdomen(hu, x, y);
}

double ThoraxTissue::Plane::abdomen(double hu, double x, double y) const {
    const double s = anatomy_.scale;
    if (z_ > anatomy_.domeRight + 4)
        return hu;
    paint(hu, 45, std::max(-plane_.dome(Side::Left, x, y), -x - 30 * s));
    paint(hu, 65, std::max(-plane_.dome(Side::Right, x, y), x - 20 * s));
    paint(hu, -980, ellipsoid({x - 58 * s, y + 15 * s, z_ - (anatomy_.domeLeft - 24 * s)}, {26 * s, 24 * s, 16 * s}));
    return hu;
}

double ThoraxTissue::Plane::backbone(double hu, double x, double y) const {
    const double s = anatomy_.scale, b = anatomy_.halfDepth;
    const double body = disc(x, y, 0, 0.80 * b, 17 * s);
    if (body < 40) {
        const double canal = disc(x, y, 0, 1.08 * b, 8 * s);
        paint(hu, 450, canal - 4 * s);
        const double turns = z_ / 24;
        const bool between = turns - double(int(turns)) < 0.2;
        paint(hu, between ? 85 : 500, body);
        if (!between)
            paint(hu, 190, body + 1.8);
        paint(hu, 20, canal);
    }
    return hu;
}

double ThoraxTissue::Plane::parenchyma(Side side, double x, double y) const {
    const Vec p{x, y, z_};
    double hu = -868 + 55 * y / anatomy_.halfDepth + 9 * tissue_.fine_.at(p) + 14 * tissue_.coarse_.at(p);
    const double oblique = 0.75 * (y - 10) - 0.66 * (z_ - 0.47 * anatomy_.height);
    const auto fissure = [&](double distance) {
        hu = mix(hu, -420, 0.8 * coverage(std::abs(distance) - 0.35, softness_));
    };
    fissure(oblique);
    if (side == Side::Right && oblique < 0)
        fissure(0.1 * x + 0.08 * y + z_ - 0.5 * anatomy_.height);
    for (const Bleb& bleb : tissue_.blebs_)
        if (std::abs(z_ - bleb.centre.z) < bleb.radius + 2)
            paint(hu, -965, norm(p - bleb.centre) - bleb.radius);
    return hu;
}

} // namespace casebook::phantom
