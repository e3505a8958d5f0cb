// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/Trees.h"

namespace casebook::phantom {
namespace {

constexpr double wallHu = 30, lumenHu = -990, scarHu = 20;

double outerRadius(const Tube& tube) {
    const double radius = std::max(tube.fromRadius, tube.toRadius);
    return tube.kind == Tube::Kind::Vessel ? radius : radius + wallThickness(radius);
}

// Rows and columns of a plane that a tube can touch.
struct Window {
    int left, right, top, bottom;
};

Window windowOf(const Tube& t, double reach, double x0, double y0, double pixel, int columns, int rows) {
    const auto first = [&](double a, double b, double origin) {
        return int((std::min(a, b) - reach - origin) / pixel);
    };
    const auto last = [&](double a, double b, double origin) {
        return int((std::max(a, b) + reach - origin) / pixel) + 1;
    };
    return {std::max(0, first(t.from.x, t.to.x, x0)), std::min(columns - 1, last(t.from.x, t.to.x, x0)),
            std::max(0, first(t.from.y, t.to.y, y0)), std::min(rows - 1, last(t.from.y, t.to.y, y0))};
}

} // namespace

TubePainter::TubePainter(const Anatomy& anatomy, std::vector<Tube> tubes, double firstZ, double step_mm,
                         int slices, double softness)
    : tubes_(std::move(tubes)), bySlice_(std::size_t(slices)), firstZ_(firstZ), step_(step_mm),
      softness_(softness), vesselHu_(anatomy.contrast ? 200 : 38) {
    for (std::uint32_t n = 0; n < tubes_.size(); ++n) {
        const Tube& tube = tubes_[n];
        const double reach = outerRadius(tube) + softness_;
        const int first = int((std::min(tube.from.z, tube.to.z) - reach - firstZ_) / step_);
        const int last = int((std::max(tube.from.z, tube.to.z) + reach - firstZ_) / step_) + 1;
        for (int k = std::max(0, first); k <= std::min(slices - 1, last); ++k)
            bySlice_[std::size_t(k)].push_back(n);
    }
}

void TubePainter::paint(int slice, double x0, double y0, double pixel, int columns, int rows,
                        std::vector<float>& plane) const {
    // The largest coverage counts, so that pieces of one tube join without a bulge.
    std::vector<float> wall(plane.size()), lumen(plane.size()), vessel(plane.size()), scar(plane.size());
    const double z = firstZ_ + step_ * slice;
    for (const std::uint32_t n : bySlice_[std::size_t(slice)]) {
        const Tube& tube = tubes_[n];
        const bool airway = tube.kind == Tube::Kind::Airway || tube.kind == Tube::Kind::MainAirway;
        std::vector<float>& inner = airway ? lumen : tube.kind == Tube::Kind::Scar ? scar : vessel;
        const Window w = windowOf(tube, outerRadius(tube) + softness_, x0, y0, pixel, columns, rows);
        for (int j = w.top; j <= w.bottom; ++j)
            for (int i = w.left; i <= w.right; ++i) {
                const Vec p{x0 + pixel * i, y0 + pixel * j, z};
                const double t = alongTube(tube, p), radius = mix(tube.fromRadius, tube.toRadius, t);
                const double d = norm(p - tube.from - t * (tube.to - tube.from)) - radius;
                const std::size_t at = std::size_t(j) * std::size_t(columns) + std::size_t(i);
                const double thin = std::min(1.0, 2 * radius / softness_);
                inner[at] = std::max(inner[at], float(thin * coverage(d, softness_)));
                if (airway)
                    wall[at] = std::max(wall[at], float(coverage(d - wallThickness(radius), softness_)));
            }
    }
    for (std::size_t n = 0; n < plane.size(); ++n) {
        double hu = double(plane[n]);
        hu = std::max(hu, mix(hu, wallHu, double(wall[n])));
        hu = mix(hu, lumenHu, double(lumen[n]));
        hu = std::max(hu, mix(hu, vesselHu_, double(vessel[n])));
        hu = std::max(hu, mix(hu, scarHu, double(scar[n])));
        plane[n] = float(hu);
    }
}

} // namespace casebook::phantom
