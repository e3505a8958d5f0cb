// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/Nodule.h"

namespace casebook::phantom {
namespace {

NoduleShape drawShape(Random& random) {
    NoduleShape n;
    const double u = random.uniform(), ln75 = 2.0149030205422647;
    n.radius = 2 * exponential(ln75 * (0.9 * u * u + 0.1 * u));
    const double type = random.uniform();
    n.type = type < 0.6 ? NoduleType::Solid : type < 0.8 ? NoduleType::PartSolid : NoduleType::GroundGlass;
    if (n.type == NoduleType::Solid) {
        n.hu = random.chance(0.1) ? random.uniform(200, 500) : random.uniform(0, 70);
    } else {
        n.radius = std::max(2.5, n.radius);
        n.hu = random.uniform(-680, -480);
    }
    if (n.type == NoduleType::PartSolid) {
        n.coreRadius = n.radius * random.uniform(0.45, 0.65);
        n.coreHu = random.uniform(-20, 60);
    }
    for (NoduleShape::Bump& bump : n.bumps) {
        bump.axis = randomDirection(random);
        bump.height = random.uniform(-0.13, 0.16);
        bump.slant = random.uniform(-0.5, 0.5);
    }
    const double place = random.uniform();
    n.place = place < 0.4   ? NodulePlace::Isolated
              : place < 0.7 ? NodulePlace::Pleural
                            : NodulePlace::OnVessel;
    return n;
}

// Puts the centre somewhere; false = this place breaks the rule of its kind.
bool tryPlace(NoduleShape& n, const Anatomy& anatomy, const std::vector<Tube>& tubes, Random& random) {
    n.side = random.chance(0.5) ? Side::Right : Side::Left;
    n.centre = randomPoint(random, lungBox(anatomy, n.side));
    if (n.place == NodulePlace::OnVessel) {
        const Tube& tube = tubes[std::size_t(random.integer(0, int(tubes.size()) - 1))];
        const double t = random.uniform(), radius = mix(tube.fromRadius, tube.toRadius, t);
        const Vec axis = direction(tube.to - tube.from),
                  off = direction(cross(axis, randomDirection(random)));
        if (tube.kind != Tube::Kind::Vessel || radius < 0.6 || radius > 2.2)
            return false;
        n.centre = tube.from + t * (tube.to - tube.from) + (0.85 * n.radius + radius) * off;
        n.side = n.centre.x < 0 ? Side::Right : Side::Left;
    }
    const double lung = lungDistance(anatomy, n.side, n.centre);
    if (n.place == NodulePlace::Pleural)
        return lung < -0.15 * n.radius && lung > -0.85 * n.radius;
    if (lung > -(1.3 * n.radius + 2) || norm(n.centre - hilum(anatomy, n.side)) < 28 * anatomy.scale)
        return false;
    if (n.place == NodulePlace::OnVessel)
        return true;
    return std::ranges::none_of(tubes, [&](const Tube& tube) {
        return std::max(tube.fromRadius, tube.toRadius) > 1.2 &&
               tubeDistance(tube, n.centre) < n.radius + 0.5;
    });
}

} // namespace

double NoduleShape::radiusAlong(Vec unit) const {
    double sum = 1;
    for (const Bump& bump : bumps) {
        const double t = dot(unit, bump.axis);
        sum += bump.height * (t * t * t * t - 0.2 + bump.slant * t);
    }
    return radius * sum;
}

double NoduleShape::distance(Vec p, double lung) const {
    const Vec from = p - centre;
    return std::max(norm(from) - radiusAlong(direction(from)), lung - 0.5);
}

std::vector<NoduleShape> placeNodules(const Anatomy& anatomy, const std::vector<Tube>& tubes,
                                      std::uint32_t seed) {
    std::vector<NoduleShape> placed;
    for (int n = 0; n < anatomy.nodules; ++n) {
        Random random(seed, Stream::Nodules, std::uint32_t(n));
        NoduleShape shape = drawShape(random);
        for (int tries = 0; tries < 20000; ++tries) {
            if (!tryPlace(shape, anatomy, tubes, random))
                continue;
            if (std::ranges::any_of(placed, [&](const NoduleShape& other) {
                    return norm(other.centre - shape.centre) < other.radius + shape.radius + 8;
                }))
                continue;
            placed.push_back(shape);
            break;
        }
    }
    return placed;
}

std::vector<NoduleShape> placeWishes(const Anatomy& anatomy, const std::vector<Tube>& tubes,
                                     std::uint32_t seed, const std::vector<NoduleWish>& wishes) {
    constexpr int mostTries = 40000;
    constexpr std::uint32_t firstTag = 5000; // apart from the seed's own nodules and plaques
    std::vector<NoduleShape> placed;
    for (const NoduleWish& wish : wishes) {
        Random random(seed, Stream::Nodules, firstTag + std::uint32_t(wish.tag));
        NoduleShape shape = drawShape(random);
        shape.tag = wish.tag;
        shape.type = wish.type;
        shape.place = NodulePlace::Isolated;
        shape.side = sideOf(wish.lobe);
        shape.hu = wish.type == NoduleType::Solid ? random.uniform(10, 60) : random.uniform(-660, -540);
        shape.coreHu = random.uniform(-20, 60);
        const double room = std::max(wish.room_mm, wish.diameter_mm) / 2;
        // A big mass may touch the wall and vessels; what matters is that it stays in its lung and lobe.
        const double clear = room < 8 ? room : 0.5 * room;
        for (int tries = 0; tries < mostTries; ++tries) {
            const Vec p = randomPoint(random, lungBox(anatomy, shape.side));
            if (lobeOf(anatomy, p) != wish.lobe || lungDistance(anatomy, shape.side, p) > -(clear + 1) ||
                std::abs(obliqueFissure(anatomy, p)) < 0.6 * clear ||
                norm(p - hilum(anatomy, shape.side)) < 26 * anatomy.scale + 0.5 * room)
                continue;
            const bool isCrowded =
                std::ranges::any_of(placed,
                                    [&](const NoduleShape& other) {
                                        return norm(other.centre - p) < other.radius + room + 10;
                                    }) ||
                std::ranges::any_of(tubes, [&](const Tube& tube) {
                    return std::max(tube.fromRadius, tube.toRadius) > 1.2 &&
                           tubeDistance(tube, p) < 0.5 * clear;
                });
            if (isCrowded)
                continue;
            shape.centre = p;
            shape.radius = wish.diameter_mm / 2;
            shape.coreRadius = wish.type == NoduleType::PartSolid ? shape.radius * wish.solidShare : 0;
            placed.push_back(shape);
            break;
        }
    }
    return placed;
}

std::vector<Plaque> placePlaques(const Anatomy& anatomy, std::uint32_t seed) {
    Random random(seed, Stream::Nodules, 1000);
    std::vector<Plaque> plaques;
    const int count = random.integer(0, 3);
    for (int tries = 0; int(plaques.size()) < count && tries < 20000; ++tries) {
        const Side side = random.chance(0.5) ? Side::Right : Side::Left;
        const Vec centre = randomPoint(random, lungBox(anatomy, side));
        const double radius = random.uniform(6, 12), thickness = random.uniform(1, 2);
        if (std::abs(lungDistance(anatomy, side, centre)) < 0.5 &&
            ThoraxPlane(anatomy, centre.z).cavity(centre.x, centre.y) > -8)
            plaques.push_back({side, centre, radius, thickness});
    }
    return plaques;
}

} // namespace casebook::phantom
