// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segmentation/RoiPlanes.h"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>
#include <span>

namespace casebook {

namespace {

constexpr double kSamePlane_mm = 0.05;
constexpr double kFlat_mm = 0.25;      ///< points of a planar contour may leave its plane by rounding
constexpr double kOnSlice_mm = 0.1;    ///< farther from the slice is told
constexpr double kSparse = 1.5; ///< contours this much farther apart than slices: a grid of their own
constexpr int kMostSlices = 4096;
constexpr int kLargestSide = 4096;

struct Span {
    double low = 1e300, high = -1e300;
    void add(double v) {
        low = std::min(low, v);
        high = std::max(high, v);
    }
    [[nodiscard]] double size() const { return high - low; }
};

Span along(const RoiContour& contour, const WorldVector& direction) {
    Span out;
    for (const WorldPoint& p : contour.points)
        out.add(p.dot(direction));
    return out;
}

bool isFilled(const RoiContour& c) {
    return !c.points.empty() && (c.isClosed() || c.type == RoiContour::Type::Point);
}

bool isFlat(const RoiContour& c, const WorldVector& normal) {
    return along(c, normal).size() <= 2 * kFlat_mm;
}

/// Newell's normal, twice the area long.
WorldVector areaVector(const RoiContour& contour) {
    WorldVector out = WorldVector::Zero();
    const std::size_t n = contour.points.size();
    for (std::size_t i = 0; i < n; ++i)
        out += (contour.points[i] - contour.points[0]).cross(contour.points[(i + 1) % n] - contour.points[0]);
    return out;
}

/// Normal of the largest contour, snapped to an axis of the patient it nearly is.
WorldVector usualNormal(const RoiSet& set) {
    WorldVector best = WorldVector::Zero();
    for (const Roi& roi : set.rois) {
        for (const RoiContour& contour : roi.contours) {
            if (!contour.isClosed())
                continue;
            const WorldVector here = areaVector(contour);
            if (here.allFinite() && here.norm() > best.norm())
                best = here;
        }
    }
    if (!(best.norm() > 0))
        return {0, 0, 1};
    best.normalize();
    constexpr double kNearlyAxis = 0.9999;
    for (int a = 0; a < 3; ++a) {
        WorldVector axis = WorldVector::Zero();
        axis[a] = 1;
        if (std::abs(best.dot(axis)) > kNearlyAxis)
            return axis;
    }
    return best.z() < 0 ? WorldVector(-best) : best;
}

/// Rows run along x and columns along y of the patient as far as the normal allows.
void setDirections(const WorldVector& normal, GridGeometry& grid) {
    WorldVector x(1, 0, 0);
    if (std::abs(normal.x()) > 0.9)
        x = WorldVector(0, 1, 0);
    grid.rowDirection = (x - normal * x.dot(normal)).normalized();
    grid.columnDirection = normal.cross(grid.rowDirection);
}

/// Of closed contours; of points only where there is nothing else.
std::vector<double> planesOf(std::span<const Roi> rois, const WorldVector& normal, bool points) {
    std::vector<double> all;
    for (const Roi& roi : rois) {
        for (const RoiContour& c : roi.contours) {
            if (isFilled(c) && c.isClosed() != points && isFlat(c, normal)) {
                const Span s = along(c, normal);
                all.push_back((s.low + s.high) / 2);
            }
        }
    }
    std::sort(all.begin(), all.end());
    std::vector<double> out;
    for (const double s : all) {
        if (out.empty() || s - out.back() > kSamePlane_mm)
            out.push_back(s);
    }
    return out;
}

/// The usual distance between neighbouring planes of one ROI: the median over all; 0 where none has two.
double usualStep(const RoiSet& set, const WorldVector& normal) {
    std::vector<double> gaps;
    for (const Roi& roi : set.rois) {
        const std::vector<double> planes = planesOf({&roi, 1}, normal, false);
        for (std::size_t i = 1; i < planes.size(); ++i)
            gaps.push_back(planes[i] - planes[i - 1]);
    }
    if (gaps.empty())
        return 0;
    const auto middle = gaps.begin() + std::ptrdiff_t(gaps.size() / 2);
    std::nth_element(gaps.begin(), middle, gaps.end());
    return *middle;
}

std::vector<double> slicePlaces(const RoiImage& image, const WorldVector& normal) {
    std::vector<double> out;
    for (int k = 0; k < image.grid.slices; ++k)
        out.push_back(image.positions.empty() ? image.grid.toWorld({0, 0, double(k)}).dot(normal)
                                              : image.positions[std::size_t(k)].dot(normal));
    return out;
}

bool onEqualSteps(const std::vector<double>& places) {
    if (places.size() < 3)
        return true;
    const double step = (places.back() - places.front()) / double(places.size() - 1);
    for (std::size_t k = 0; k < places.size(); ++k)
        if (std::abs(places.front() + step * double(k) - places[k]) > kOnSlice_mm)
            return false;
    return true;
}

/// Half the distance to the nearer neighbour of a slice.
double halfGap(const std::vector<double>& places, std::size_t k) {
    double gap = 1e300;
    if (k > 0)
        gap = std::min(gap, std::abs(places[k] - places[k - 1]));
    if (k + 1 < places.size())
        gap = std::min(gap, std::abs(places[k + 1] - places[k]));
    return gap / 2;
}

/// Which slice each plane lies on; nothing where one lies on none, or two on the same that are more
/// than rounding apart.
std::optional<std::vector<int>> onSlices(const std::vector<double>& planes, const std::vector<double>& places,
                                         double& farthest_mm) {
    if (places.size() < 2)
        return {};
    std::vector<int> out;
    for (const double plane : planes) {
        const auto nearest = std::min_element(places.begin(), places.end(), [&](double a, double b) {
            return std::abs(a - plane) < std::abs(b - plane);
        });
        const auto k = std::size_t(nearest - places.begin());
        const double off = std::abs(*nearest - plane);
        const double half = halfGap(places, k);
        const bool crowded =
            !out.empty() && out.back() == int(k) && plane - planes[out.size() - 1] > half / 2;
        if (off > half || crowded)
            return {};
        farthest_mm = std::max(farthest_mm, off);
        out.push_back(int(k));
    }
    return out;
}

/// Pixels of the set's own grid: the image's own where there is one, over the contours only.
bool setPixels(const RoiSet& set, const RoiImage* image, const WorldVector& normal, GridGeometry& grid) {
    Span x, y;
    for (const Roi& roi : set.rois) {
        for (const RoiContour& c : roi.contours) {
            if (!isFilled(c) || !isFlat(c, normal))
                continue;
            for (const WorldPoint& p : c.points) {
                x.add(p.dot(grid.rowDirection));
                y.add(p.dot(grid.columnDirection));
            }
        }
    }
    constexpr double kFinest_mm = 0.1, kCoarsest_mm = 1, kAcross = 512;
    double x0 = 0, y0 = 0;
    if (image != nullptr) {
        grid.columnSpacing = image->grid.columnSpacing;
        grid.rowSpacing = image->grid.rowSpacing;
        x0 = image->grid.origin.dot(grid.rowDirection);
        y0 = image->grid.origin.dot(grid.columnDirection);
    } else {
        grid.columnSpacing = std::clamp(std::max(x.size(), y.size()) / kAcross, kFinest_mm, kCoarsest_mm);
        grid.rowSpacing = grid.columnSpacing;
        x0 = x.low;
        y0 = y.low;
    }
    const double i0 = std::floor((x.low - x0) / grid.columnSpacing) - 1;
    const double j0 = std::floor((y.low - y0) / grid.rowSpacing) - 1;
    const double columns = std::ceil((x.high - x0) / grid.columnSpacing) + 2 - i0;
    const double rows = std::ceil((y.high - y0) / grid.rowSpacing) + 2 - j0;
    if (!(columns <= kLargestSide) || !(rows <= kLargestSide))
        return false;
    grid.columns = int(columns);
    grid.rows = int(rows);
    grid.origin = grid.rowDirection * (x0 + i0 * grid.columnSpacing) +
                  grid.columnDirection * (y0 + j0 * grid.rowSpacing);
    return true;
}

void setSlices(RoiLayout& out, double first, double step, int slices) {
    out.grid.slices = slices;
    out.grid.sliceStep = out.normal * step;
    out.grid.origin += out.normal * first;
    for (int k = 0; k < slices; ++k)
        out.origins.push_back(out.grid.origin + out.grid.sliceStep * double(k));
}

/// Slices at the usual step of the contours; where the image's slices are not on equal steps, its own
/// half gaps decide how high a contour stands.
bool makeOwnGrid(const RoiSet& set, const RoiImage* image, RoiLayout& out,
                 std::vector<SegmentationNote>& notes) {
    if (!setPixels(set, image, out.normal, out.grid))
        return false;
    out.own = true;
    out.slices.assign(out.planes.size(), {});
    double farthest = 0;
    if (image != nullptr) {
        std::vector<double> places = slicePlaces(*image, out.normal);
        std::sort(places.begin(), places.end());
        const auto on = onSlices(out.planes, places, farthest);
        if (on && !onEqualSteps(places) && image->grid.slices >= 2) {
            const EqualSteps steps = equalSteps(places);
            setSlices(out, steps.first_mm, steps.step_mm, int(steps.owner.size()));
            for (std::size_t p = 0; p < out.planes.size(); ++p)
                for (std::size_t k = 0; k < steps.owner.size(); ++k)
                    if (steps.owner[k] == (*on)[p])
                        out.slices[p].push_back(int(k));
            return true;
        }
    }
    double step = usualStep(set, out.normal);
    if (!(step > 0)) {
        notes.push_back({"one-plane", {}});
        const double thickness = image != nullptr ? std::abs(image->grid.sliceStep.dot(out.normal)) : 0;
        step = thickness > 0 ? thickness : 0;
    }
    const double height = out.planes.back() - out.planes.front();
    const double slices = step > 0 ? std::round(height / step) + 1 : 1;
    if (!(slices <= kMostSlices))
        return false;
    setSlices(out, out.planes.front(), step, int(slices));
    farthest = 0;
    for (std::size_t p = 0; p < out.planes.size(); ++p) {
        const double k = step > 0 ? std::round((out.planes[p] - out.planes.front()) / step) : 0;
        const int slice = int(std::clamp(k, 0.0, slices - 1));
        farthest = std::max(farthest, std::abs(out.planes.front() + step * slice - out.planes[p]));
        out.slices[p] = {slice};
    }
    notes.push_back({"own-grid", {QString::number(step, 'g', 4)}});
    if (farthest > kOnSlice_mm)
        notes.push_back({"off-slice", {QString::number(farthest, 'f', 2)}});
    return true;
}

/// True where the image's own grid serves.
bool useImageGrid(const RoiSet& set, const RoiImage& image, RoiLayout& out,
                  std::vector<SegmentationNote>& notes) {
    const std::vector<double> places = slicePlaces(image, out.normal);
    double farthest = 0;
    const auto on = onSlices(out.planes, places, farthest);
    const double step = std::abs(image.grid.sliceStep.dot(out.normal));
    if (!on || !onEqualSteps(places) || usualStep(set, out.normal) > kSparse * step)
        return false;
    out.grid = image.grid;
    for (int k = 0; k < image.grid.slices; ++k)
        out.origins.push_back(image.positions.empty() ? image.grid.toWorld({0, 0, double(k)})
                                                      : image.positions[std::size_t(k)]);
    for (const int k : *on)
        out.slices.push_back({k});
    if (farthest > kOnSlice_mm)
        notes.push_back({"off-slice", {QString::number(farthest, 'f', 2)}});
    return true;
}

} // namespace

std::vector<int> RoiLayout::slicesOf(const RoiContour& contour) const {
    if (!isFilled(contour) || !isFlat(contour, normal))
        return {};
    const Span s = along(contour, normal);
    const double at = (s.low + s.high) / 2;
    const auto nearer = [&](double a, double b) { return std::abs(a - at) < std::abs(b - at); };
    if (contour.isClosed()) {
        const auto plane = std::min_element(planes.begin(), planes.end(), nearer);
        return slices[std::size_t(plane - planes.begin())];
    }
    // A point needs no plane of contours, only a slice.
    std::vector<double> places;
    for (const WorldPoint& origin : origins)
        places.push_back(origin.dot(normal));
    const auto nearest = std::min_element(places.begin(), places.end(), nearer);
    const double half = std::max(std::abs(grid.sliceStep.dot(normal)) / 2, kSamePlane_mm);
    return std::abs(*nearest - at) > half * 1.001 ? std::vector<int>()
                                                  : std::vector<int>{int(nearest - places.begin())};
}

std::optional<RoiLayout> layoutOf(const RoiSet& set, const RoiImage* image,
                                  std::vector<SegmentationNote>& notes) {
    RoiLayout out;
    out.normal = image != nullptr ? image->grid.normal() : usualNormal(set);
    if (image != nullptr) {
        out.grid.rowDirection = image->grid.rowDirection;
        out.grid.columnDirection = image->grid.columnDirection;
    } else {
        setDirections(out.normal, out.grid);
    }
    out.planes = planesOf(set.rois, out.normal, false);
    if (out.planes.empty())
        out.planes = planesOf(set.rois, out.normal, true);
    if (out.planes.empty() || out.planes.size() > std::size_t(kMostSlices))
        return {};
    if (image != nullptr && useImageGrid(set, *image, out, notes))
        return out;
    return makeOwnGrid(set, image, out, notes) ? std::optional(std::move(out)) : std::nullopt;
}

} // namespace casebook
