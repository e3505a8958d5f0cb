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
    a.pixel = r.uniform(0.64, 0.80);
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
    mediastinum_ = anatomy.scale * (20 + 10 * (1 - clamp01((z - 0.3 * anatomy.height) / (0.4 * anatomy.height))));
    heartCentre_ = {14 * anatomy.scale, -0.36 * anatomy.halfDepth, 0.34 * anatomy.height};
    heartRadii_ = (anatomy.scale * anatomy.heart) * Vec{58, 44, 58};
}

double ThoraxPlane::body(double x, double y) const {
    return ellipse(x, y, anatomy_.halfWidth + 38 * anatomy_.scale, anatomy_.halfDepth + 30 * anatomy_.scale);
}

double ThoraxPlane::bodyShare(double x, double y) const {
    const double ax = x / (anatomy_.halfWidth + 38 * anatomy_.scale), ay = y / (anatomy_.halfDepth + 30 * anatomy_.scale);
    return std::sqrt(ax * ax + ay * ay);
}

double ThoraxPlane::cavity(double x, double y) const {
    return std::max(ellipse(x, y, cavityX_, cavityY_), z_ - anatomy_.apex);
}

double ThoraxPlane::heart(double x, double y) const {
    return ellipsoid(Vec{x, y, z_} - heartCentre_, heartRadii_);
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

} // namespace casebook::phantom
