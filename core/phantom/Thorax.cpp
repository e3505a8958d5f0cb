// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/Thorax.h"

namespace casebook::phantom {

Anatomy drawAnatomy(std::uint32_t seed) {
    Random r(seed, Stream::Anatomy);
    Anatomy a{};
    a.scale = r.uniform(0.90, 1.06);
    a.height = 300 * a.scale;
    a.halfWidth = 140 * a.scale;
    a.halfDepth = 98 * a.scale * r.uniform(0.92, 1.05);
    a.apex = 285 * a.scale;
    a.domeRight = r.uniform(70, 95) * a.scale;
    a.domeLeft = a.domeRight - r.uniform(5, 18) * a.scale;
    a.heart = r.uniform(0.9, 1.15);
    a.contrast = r.chance(0.4);
    a.pixel = std::max(r.uniform(0.64, 0.80), (2 * (a.halfWidth + 38 * a.scale) + 8) / 512); // the whole body
    constexpr std::array<double, 5> slices{1, 1, 1.25, 1.5, 2};
    a.slice = slices[std::size_t(r.integer(0, 4))];
    a.noise = r.uniform(12, 45);
    a.psf = r.uniform(0.45, 0.70);
    a.emphysema = r.chance(0.3);
    a.nodules = r.integer(2, 7);
    return a;
}

ThoraxPlane::ThoraxPlane(const Anatomy& anatomy, double z) : anatomy_(anatomy), z_(z) {
    const double bend = 0.45 * anatomy.height;
    const double q = (z - bend) / (anatomy.apex - bend);
    const double t = z < bend ? 1 : std::max(0.02, std::sqrt(std::max(0.0, 1 - q * q)));
    cavityX_ = anatomy.halfWidth * (0.35 + 0.65 * t);
    cavityY_ = anatomy.halfDepth * (0.45 + 0.55 * t);
    shellX_ = anatomy.halfWidth * (0.35 + 0.65 * std::max(t, 0.72));
    shellY_ = anatomy.halfDepth * (0.45 + 0.55 * std::max(t, 0.72));
    mediastinum_ =
        anatomy.scale * (20 + 10 * (1 - clamp01((z - 0.3 * anatomy.height) / (0.4 * anatomy.height))));
    heartCentre_ = {14 * anatomy.scale, -0.36 * anatomy.halfDepth, 0.34 * anatomy.height};
    heartRadii_ = (anatomy.scale * anatomy.heart) * Vec{63, 45, 51};
}

double ThoraxPlane::body(double x, double y) const {
    const double halfX = anatomy_.halfWidth + 38 * anatomy_.scale,
                 halfY = anatomy_.halfDepth + 30 * anatomy_.scale;
    const double ax = x / halfX, ay = y / halfY;
    const double slope = std::sqrt(ax * ax / (halfX * halfX) + ay * ay / (halfY * halfY));
    const double share = bodyShare(x, y);
    return slope < 1e-9 ? -halfY : share * (share - 1) / slope;
}

double ThoraxPlane::bodyShare(double x, double y) const {
    const double ax = x / (anatomy_.halfWidth + 38 * anatomy_.scale),
                 ay = y / (anatomy_.halfDepth + 30 * anatomy_.scale);
    const double sx = ax * ax, sy = ay * ay;
    return 0.65 * std::sqrt(sx + sy) +
           0.35 * std::sqrt(std::sqrt(sx * sx + sy * sy)); // rounder than an ellipse
}

double ThoraxPlane::cavity(double x, double y) const {
    return std::max(ellipse(x, y, cavityX_, cavityY_), z_ - anatomy_.apex);
}

double ThoraxPlane::shell(double x, double y) const { return ellipse(x, y, shellX_, shellY_); }

// The long axis points to the left, the front and down.
double ThoraxPlane::heart(double x, double y) const {
    constexpr Vec axis{0.80, -0.44, -0.4079}, across{0.4819, 0.8762, 0}, third{0.3574, -0.1966, 0.9130};
    const Vec from = Vec{x, y, z_} - heartCentre_;
    return ellipsoid({dot(from, axis), dot(from, across), dot(from, third)}, heartRadii_);
}

double ThoraxPlane::aorta(double x, double y) const {
    const double s = anatomy_.scale, arch = 0.73 * anatomy_.height;
    const double descending =
        std::max(std::sqrt((x - 22 * s) * (x - 22 * s) + (y - 40 * s) * (y - 40 * s)) - 12 * s, z_ - arch);
    if (std::abs(z_ - arch) > 30 * s)
        return descending;
    return std::min(descending, ellipsoid({x - 23 * s, y - 20 * s, z_ - arch}, {14 * s, 26 * s, 17 * s}));
}

double ThoraxPlane::spine(double x, double y) const {
    const double dy = y - 0.80 * anatomy_.halfDepth;
    return std::sqrt(x * x + dy * dy) - 0.27 * anatomy_.halfDepth;
}

double ThoraxPlane::dome(Side side, double x, double y) const {
    const double s = anatomy_.scale, centre = side == Side::Right ? -62 * s : 62 * s;
    const double top = side == Side::Right ? anatomy_.domeRight : anatomy_.domeLeft;
    const double dx = (x - centre) / (70 * s), dy = (y + 5) / (80 * s);
    return 0.8 * (top - 48 * s * (dx * dx + dy * dy) - z_);
}

double ThoraxPlane::lung(Side side, double x, double y, double cavityDistance) const {
    double d = cavityDistance + 6;
    if (d > 40)
        return d;
    const double across = y / anatomy_.halfDepth;
    const double width = mediastinum_ * (0.6 + 0.4 * std::max(0.0, 1 - across * across));
    d = smoothMax(d, side == Side::Right ? width + x : width - x, 8);
    d = smoothMax(d, 3 - heart(x, y), 6);
    d = smoothMax(d, dome(side, x, y), 6);
    if (side == Side::Left && x < 60 && z_ < anatomy_.height)
        d = smoothMax(d, 2 - aorta(x, y), 5);
    return smoothMax(d, 3 - spine(x, y), 6);
}

Box lungBox(const Anatomy& a, Side side) {
    const double inner = 8 * a.scale;
    return {{side == Side::Right ? -a.halfWidth : inner, -a.halfDepth, 20 * a.scale},
            {side == Side::Right ? -inner : a.halfWidth, a.halfDepth, a.apex}};
}

Vec randomPoint(Random& random, const Box& box) {
    return {random.uniform(box.low.x, box.high.x), random.uniform(box.low.y, box.high.y),
            random.uniform(box.low.z, box.high.z)};
}

namespace {

double bow(const Anatomy& anatomy, Vec p) {
    const double s = anatomy.scale;
    return (std::abs(p.x) - 70 * s) / (40 * s);
}

} // namespace

double obliqueFissure(const Anatomy& anatomy, Vec p) {
    const double b = bow(anatomy, p);
    return 0.75 * (p.y - 10) - 0.66 * (p.z - 0.47 * anatomy.height) + 5 * b * b;
}

double horizontalFissure(const Anatomy& anatomy, Vec p) {
    const double b = bow(anatomy, p);
    return 0.1 * p.x + 0.08 * p.y + p.z - 0.5 * anatomy.height + 4 * b * b;
}

Lobe lobeOf(const Anatomy& anatomy, Vec p) {
    const bool isLower = obliqueFissure(anatomy, p) > 0;
    if (p.x >= 0)
        return isLower ? Lobe::LeftLower : Lobe::LeftUpper;
    if (isLower)
        return Lobe::RightLower;
    return horizontalFissure(anatomy, p) > 0 ? Lobe::RightUpper : Lobe::RightMiddle;
}

} // namespace casebook::phantom
