// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/ThoraxTissue.h"

namespace casebook::phantom {
namespace {

constexpr double air = -1000;

} // namespace

ThoraxTissue::ThoraxTissue(const Anatomy& anatomy, std::uint32_t seed)
    : anatomy_(anatomy), fine_(seed, Stream::FineTexture, 7, {-200, -200, 0}, {200, 200, anatomy.height}),
      coarse_(seed, Stream::CoarseTexture, 22, {-200, -200, 0}, {200, 200, anatomy.height}),
      wall_(wallOrgans(anatomy)), heart_(heartOrgans(anatomy)), abdomen_(abdominalOrgans(anatomy)),
      through_(throughOrgans(anatomy)) {
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
    : tissue_(tissue), anatomy_(tissue.anatomy_), plane_(tissue.anatomy_, z), z_(z), softness_(softness),
      wall_(touched(tissue.wall_)), heart_(touched(tissue.heart_)), abdomen_(touched(tissue.abdomen_)),
      through_(touched(tissue.through_)) {}

std::vector<ThoraxTissue::Plane::Painted>
ThoraxTissue::Plane::touched(const std::vector<Organ>& organs) const {
    std::vector<Painted> result;
    for (const Organ& organ : organsAt(organs, z_, softness_))
        result.push_back({organ, organ.box()});
    return result;
}

void ThoraxTissue::Plane::paintAll(double& hu, const std::vector<Painted>& organs, double x, double y) const {
    for (const auto& [organ, box] : organs) {
        if (x < box.low.x - softness_ || x > box.high.x + softness_ || y < box.low.y - softness_ ||
            y > box.high.y + softness_)
            continue;
        const double d = organ.distance({x, y, z_});
        if (organ.cortexHu != 0)
            paint(hu, organ.cortexHu, d);
        paint(hu, organ.hu, organ.cortexHu != 0 ? d + 1.8 : d);
    }
}

ThoraxTissue::Plane::Sample ThoraxTissue::Plane::at(double x, double y) const {
    const double skin = plane_.body(x, y);
    if (skin > 2 * softness_)
        return {outside(x, y), 100};
    const double cavity = plane_.cavity(x, y);
    double hu = 15;
    paint(hu, -105 + 8 * tissue_.coarse_.at({x, y, z_}), skin + 1.8);
    hu = muscles(hu, x, y, cavity);
    if (cavity < 2)
        paint(hu, mediastinum(x, y), cavity + 4);
    hu = bones(hu, x, y, cavity);
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

double ThoraxTissue::Plane::parenchyma(Side side, double x, double y) const {
    const Vec p{x, y, z_};
    double hu = -868 + 55 * y / anatomy_.halfDepth + 9 * tissue_.fine_.at(p) + 14 * tissue_.coarse_.at(p);
    const double oblique = obliqueFissure(anatomy_, p);
    const auto fissure = [&](double distance) {
        hu = mix(hu, -420, 0.8 * coverage(std::abs(distance) - 0.35, softness_));
    };
    fissure(oblique);
    if (side == Side::Right && oblique < 0)
        fissure(horizontalFissure(anatomy_, p));
    for (const Bleb& bleb : tissue_.blebs_)
        if (std::abs(z_ - bleb.centre.z) < bleb.radius + 2)
            paint(hu, -965, norm(p - bleb.centre) - bleb.radius);
    return hu;
}

} // namespace casebook::phantom
