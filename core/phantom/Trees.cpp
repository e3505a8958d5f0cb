// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/Trees.h"

namespace casebook::phantom {
namespace {

struct Shoot {
    Vec at, heading;
    double radius;
    int depth;
};

// Any direction at a right angle to `v`.
Vec sideways(Random& random, Vec v) { return direction(cross(v, randomDirection(random))); }

// Vessels or airways of one lung.
class Grower {
public:
    Grower(const Anatomy& anatomy, std::uint32_t seed, Side side, std::vector<Tube>& out)
        : anatomy_(anatomy), side_(side), hilum_(hilum(anatomy, side)),
          random_(seed, Stream::Anatomy, side == Side::Right ? 10 : 11), out_(out) {}

    void grow() {
        for (int n = 0; n < 40; ++n) {
            kind_ = n % 6 == 5 ? Tube::Kind::Airway : Tube::Kind::Vessel;
            double radius = 0;
            if (kind_ == Tube::Kind::Airway)
                radius = random_.uniform(1.6, 3.2);
            else
                radius = n < 14 ? random_.uniform(2.6, 4.8) : random_.uniform(1.4, 3.0);
            stem(radius);
        }
    }

private:
    double lung(Vec p) const { return lungDistance(anatomy_, side_, p); }

    // The one of some random places that lies farthest from earlier targets: no lobe stays empty.
    Vec target() {
        const Box box = lungBox(anatomy_, side_);
        Vec best = hilum_;
        double farthest = -1;
        for (int tries = 0, found = 0; tries < 1000 && found < 8; ++tries) {
            const Vec p = randomPoint(random_, box);
            if (lung(p) > -8)
                continue;
            ++found;
            double nearest = 1000;
            for (const Vec& other : targets_)
                nearest = std::min(nearest, norm(p - other));
            if (nearest > farthest) {
                farthest = nearest;
                best = p;
            }
        }
        targets_.push_back(best);
        return best;
    }

    void piece(Vec from, Vec to, double fromRadius, double toRadius) {
        out_.push_back({kind_, from, to, fromRadius, toRadius});
    }

    void stem(double radius) {
        const double s = anatomy_.scale;
        Vec at = hilum_ + 7 * s * random_.uniform() * randomDirection(random_);
        const Vec aim = target();
        const double whole = norm(aim - at) * random_.uniform(0.3, 0.8);
        std::vector<Shoot> shoots;
        Vec heading = direction(aim - at);
        for (double done = 0; done < whole; done += 9) {
            heading = direction(direction(aim - at) + 0.18 * randomDirection(random_));
            const Vec next = at + std::min(9.0, whole - done + 0.5) * heading;
            piece(at, next, radius, 0.95 * radius);
            at = next;
            radius *= 0.95;
            if (random_.chance(0.6)) {
                const Vec branch =
                    direction(heading + random_.uniform(0.6, 1.2) * sideways(random_, heading));
                shoots.push_back({at, branch, radius * random_.uniform(0.4, 0.65), 1});
            }
        }
        shoots.push_back({at, heading, radius, 0});
        while (!shoots.empty()) {
            const Shoot next = shoots.back();
            shoots.pop_back();
            branch(next, shoots);
        }
    }

    bool ends(Vec p, double radius) const {
        return radius < (kind_ == Tube::Kind::Airway ? 0.9 : 0.45) || lung(p) > -(1.5 + 0.5 * radius);
    }

    void branch(Shoot shoot, std::vector<Shoot>& shoots) {
        if (shoot.depth > 14 || ends(shoot.at, shoot.radius))
            return;
        const double length = std::clamp(5 * shoot.radius + 6, 7.0, 26.0) * random_.uniform(0.75, 1.25);
        const double first = shoot.radius;
        for (int n = 1; n <= 3; ++n) {
            shoot.heading = direction(shoot.heading + 0.16 * randomDirection(random_));
            const Vec next = shoot.at + (length / 3) * shoot.heading;
            const double radius = first * (1 - 0.08 * n / 3);
            piece(shoot.at, next, shoot.radius, radius);
            shoot.at = next;
            shoot.radius = radius;
            if (ends(next, radius))
                return;
            if (n == 2 && random_.chance(0.45)) {
                const Vec turn = random_.uniform(0.6, 1.1) * sideways(random_, shoot.heading);
                shoots.push_back({next, direction(shoot.heading + turn), radius * random_.uniform(0.4, 0.65),
                                  shoot.depth + 2});
            }
        }
        const Vec split = sideways(random_, shoot.heading), outward = 0.25 * direction(shoot.at - hilum_);
        const double left = random_.uniform(0.35, 0.65), right = random_.uniform(0.35, 0.65);
        const double thick = random_.uniform(0.80, 0.88), thin = random_.uniform(0.66, 0.78);
        shoots.push_back({shoot.at, direction(shoot.heading + 0.6 * left * split + outward),
                          thick * shoot.radius, shoot.depth + 1});
        shoots.push_back({shoot.at, direction(shoot.heading + outward - 1.4 * right * split),
                          thin * shoot.radius, shoot.depth + 1});
    }

    const Anatomy& anatomy_;
    Side side_;
    Vec hilum_;
    Random random_;
    std::vector<Tube>& out_;
    Tube::Kind kind_ = Tube::Kind::Vessel;
    std::vector<Vec> targets_;
};

Vec carina(const Anatomy& a) { return {0, 10 * a.scale, 0.6 * a.height}; }

void addScars(const Anatomy& anatomy, std::uint32_t seed, std::vector<Tube>& tubes) {
    Random random(seed, Stream::Anatomy, 12);
    const int count = random.integer(0, 3);
    for (int made = 0, tries = 0; made < count && tries < 500; ++tries) {
        const Side side = random.chance(0.5) ? Side::Right : Side::Left;
        const Vec at = randomPoint(random, lungBox(anatomy, side));
        const Vec end = at + 16 * randomDirection(random);
        if (lungDistance(anatomy, side, at) > -4 || lungDistance(anatomy, side, end) > -2)
            continue;
        tubes.push_back({Tube::Kind::Scar, at, end, 1.4, 1.1});
        ++made;
    }
}

} // namespace

double alongTube(const Tube& tube, Vec p) {
    const Vec axis = tube.to - tube.from;
    const double square = dot(axis, axis);
    return square < 1e-12 ? 0 : clamp01(dot(p - tube.from, axis) / square);
}

double tubeDistance(const Tube& tube, Vec p) {
    const double t = alongTube(tube, p);
    return norm(p - tube.from - t * (tube.to - tube.from)) - mix(tube.fromRadius, tube.toRadius, t);
}

Vec hilum(const Anatomy& a, Side side) {
    const Vec offset = side == Side::Right ? Vec{-36, 8, -28} : Vec{38, 10, -34};
    return carina(a) + a.scale * offset;
}

std::vector<Tube> growTrees(const Anatomy& anatomy, std::uint32_t seed) {
    std::vector<Tube> tubes;
    const double s = anatomy.scale;
    const Vec fork = carina(anatomy);
    tubes.push_back({Tube::Kind::MainAirway, {0, 10 * s, anatomy.height + 20}, fork, 9 * s, 9 * s});
    tubes.push_back({Tube::Kind::MainAirway, fork, hilum(anatomy, Side::Right), 7 * s, 7 * s});
    tubes.push_back({Tube::Kind::MainAirway, fork, hilum(anatomy, Side::Left), 6 * s, 6 * s});
    for (const Side side : {Side::Right, Side::Left})
        Grower(anatomy, seed, side, tubes).grow();
    addScars(anatomy, seed, tubes);
    return tubes;
}

} // namespace casebook::phantom
