// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segmentation/RoiContours.h"
#include "viewers/slice/OverlayLayer.h"

#include <algorithm>
#include <cmath>

namespace casebook {

namespace {

constexpr double kFlat_mm = 0.5;

/// Distance of the contour's middle from the plane along `normal`; nothing where it does not run along it.
std::optional<double> offset(const RoiContour& contour, const WorldPoint& centre, const WorldVector& normal) {
    double low = 1e300, high = -1e300;
    for (const WorldPoint& p : contour.points) {
        const double d = (p - centre).dot(normal);
        low = std::min(low, d);
        high = std::max(high, d);
    }
    return high - low <= kFlat_mm ? std::optional((low + high) / 2) : std::nullopt;
}

} // namespace

std::vector<QPolygonF> drawnOutline(const Segmentation& segmentation, std::size_t segment,
                                    const SliceCamera& camera) {
    if (!segmentation.contours || segment >= segmentation.contours->rois.size())
        return {};
    const Roi& roi = segmentation.contours->rois[segment];
    if (!roi.frameOfReference.isEmpty())
        return {}; // of another frame of reference
    SliceCamera upright = camera;
    upright.flipped = false;
    const WorldVector right = upright.right(), down = upright.down();
    const WorldVector normal = right.cross(down);
    // The mask's grid tells how thick a plane of contours is.
    const double half =
        segmentation.grid.hasStep() ? std::abs(segmentation.grid.sliceStep.dot(normal)) / 2 : 0.5;
    double nearest = 1e300;
    std::vector<std::pair<double, const RoiContour*>> found;
    for (const RoiContour& contour : roi.contours) {
        if (contour.points.empty())
            continue;
        const auto off = offset(contour, upright.centre, normal);
        if (!off || std::abs(*off) > half + 1e-6)
            continue;
        found.emplace_back(std::abs(*off), &contour);
        nearest = std::min(nearest, std::abs(*off));
    }
    std::vector<QPolygonF> rings;
    constexpr double kSamePlane_mm = 0.05;
    for (const auto& [off, contour] : found) {
        if (off > nearest + kSamePlane_mm)
            continue; // two planes in one slice: the nearer is drawn
        QPolygonF ring;
        for (const WorldPoint& p : contour->points)
            ring << QPointF(p.dot(right), p.dot(down));
        if (contour->type == RoiContour::Type::Point) {
            constexpr double kMark_mm = 1.5; // a diamond
            const QPointF c = ring.front();
            ring = QPolygonF({c + QPointF(kMark_mm, 0), c + QPointF(0, kMark_mm), c - QPointF(kMark_mm, 0),
                              c - QPointF(0, kMark_mm)});
        }
        if (contour->isClosed() || contour->type == RoiContour::Type::Point)
            ring << ring.front();
        rings.push_back(ring);
    }
    return rings;
}

} // namespace casebook
