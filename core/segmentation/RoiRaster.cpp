// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/segmentation/RoiRaster.h"

#include "core/segmentation/RoiFill.h"
#include "core/segmentation/RoiPlanes.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace casebook {

namespace {

constexpr std::int64_t kMostMaskBytes = (std::int64_t(1) << 30) - (std::int64_t(16) << 20);
/// Pixels looked at while filling: more means a file made to keep the machine busy.
constexpr double kMostWork = 2e10;

/// Rings of one ROI that fill the same grid slices together: one plane of contours.
struct Plane {
    std::vector<int> slices;
    double place = 0; ///< along the normal, mm
    std::vector<FillRing> rings;
    std::vector<std::array<double, 2>> points;
};

std::array<double, 2> toPixel(const RoiLayout& layout, int slice, const WorldPoint& p) {
    // Noise of 1e-7 of a pixel must not decide on which side of an edge a pixel centre lies.
    constexpr double kGrain = 1e6;
    const auto snap = [](double v) { return std::round(v * kGrain) / kGrain; };
    const WorldVector d = p - layout.origins[std::size_t(slice)];
    return {snap(d.dot(layout.grid.rowDirection) / layout.grid.columnSpacing),
            snap(d.dot(layout.grid.columnDirection) / layout.grid.rowSpacing)};
}

/// Contours of one plane to within rounding have the same key.
std::int64_t planeKey(const RoiContour& c, const WorldVector& normal) {
    constexpr double kTenth_mm = 10;
    return std::int64_t(std::floor(c.points.front().dot(normal) * kTenth_mm + 0.5));
}

struct Tally {
    int lines = 0, tiny = 0;
    bool crossing = false, repeated = false;
};

class Filling {
public:
    Filling(const RoiLayout& layout, const Job& job) : layout_(layout), job_(job) {}

    Result<> fill(const Roi& roi, Segment& segment, Tally& tally) {
        // The key of a plane is its slices and, among several planes on one slice, its own place: only
        // what lies in one plane is even-odd; planes that share a slice are united.
        std::map<std::pair<int, std::int64_t>, Plane> planes;
        for (const RoiContour& c : roi.contours) {
            const std::vector<int> slices = layout_.slicesOf(c);
            if (slices.empty()) {
                ++tally.lines;
                continue;
            }
            Plane& plane = planes[{slices.front(), nearbyKey(planes, slices.front(), c)}];
            plane.slices = slices;
            add(plane, c);
        }
        std::map<int, FillMask> masks; // by grid slice
        for (auto& [key, plane] : planes) {
            if (auto filled = fillPlane(plane, masks, tally); !filled)
                return filled;
        }
        segment.frames = int(planes.size());
        return cut(masks, segment);
    }

private:
    /// Rounding may put contours of one plane on either side of a key's border.
    std::int64_t nearbyKey(const std::map<std::pair<int, std::int64_t>, Plane>& planes, int slice,
                           const RoiContour& c) const {
        const std::int64_t key = planeKey(c, layout_.normal);
        for (const std::int64_t near : {key, key - 1, key + 1})
            if (planes.contains({slice, near}))
                return near;
        return key;
    }

    void add(Plane& plane, const RoiContour& c) {
        FillRing ring;
        for (const WorldPoint& p : c.points) {
            const auto at = toPixel(layout_, plane.slices.front(), p);
            if (c.type == RoiContour::Type::Point)
                plane.points.push_back(at);
            else
                ring.points.push_back(at);
        }
        ring.isXor = c.type == RoiContour::Type::ClosedPlanarXor;
        if (c.isClosed())
            plane.rings.push_back(std::move(ring));
    }

    Result<> fillPlane(const Plane& plane, std::map<int, FillMask>& masks, Tally& tally) {
        if (job_.stopped())
            return fail(ErrorKind::Cancelled, "cancelled");
        const int width = layout_.grid.columns, height = layout_.grid.rows;
        for (const FillRing& ring : plane.rings)
            work_ += workOf(ring);
        if (work_ > kMostWork)
            return fail(ErrorKind::Refused, "too-large");
        FillResult filled = fillRings(plane.rings, width, height);
        tally.crossing = tally.crossing || filled.crossing;
        tally.repeated = tally.repeated || filled.repeated;
        tally.tiny += filled.tiny;
        for (const auto& p : plane.points)
            unite(filled.mask, pixelMask(p[0], p[1], width, height));
        for (const int k : plane.slices) {
            unite(masks[k], filled.mask);
        }
        return {};
    }

    [[nodiscard]] double workOf(const FillRing& ring) const {
        double x0 = 1e300, x1 = -1e300, y0 = 1e300, y1 = -1e300;
        for (const auto& p : ring.points) {
            x0 = std::min(x0, p[0]);
            x1 = std::max(x1, p[0]);
            y0 = std::min(y0, p[1]);
            y1 = std::max(y1, p[1]);
        }
        const double w = std::clamp(x1 - x0, 1.0, double(layout_.grid.columns));
        const double h = std::clamp(y1 - y0, 1.0, double(layout_.grid.rows));
        return w * h + h * double(ring.points.size()) / 64 + double(ring.points.size());
    }

    /// Masks of slices into the segment's tight box.
    Result<> cut(const std::map<int, FillMask>& masks, Segment& segment) {
        std::array<int, 3> low{1 << 30, 1 << 30, 1 << 30}, high{-1, -1, -1};
        const auto eachSet = [&](const auto& use) {
            for (const auto& [k, m] : masks)
                for (int y = 0; y < m.height; ++y)
                    for (int x = 0; x < m.width; ++x)
                        if (m.values[std::size_t(y) * std::size_t(m.width) + std::size_t(x)] != 0)
                            use(std::array<int, 3>{m.x + x, m.y + y, k});
        };
        eachSet([&](const std::array<int, 3>& v) {
            for (std::size_t a = 0; a < 3; ++a) {
                low[a] = std::min(low[a], v[a]);
                high[a] = std::max(high[a], v[a]);
            }
        });
        if (high[0] < 0)
            return {};
        VoxelBox& box = segment.box;
        for (std::size_t a = 0; a < 3; ++a) {
            box.first[a] = low[a];
            box.size[a] = high[a] - low[a] + 1;
        }
        bytes_ += std::int64_t(box.count());
        if (bytes_ > kMostMaskBytes)
            return fail(ErrorKind::Refused, "too-large");
        segment.values.assign(box.count(), 0);
        eachSet([&](const std::array<int, 3>& v) {
            const auto i = std::size_t(v[0] - low[0]), j = std::size_t(v[1] - low[1]),
                       k = std::size_t(v[2] - low[2]);
            segment.values[(k * std::size_t(box.size[1]) + j) * std::size_t(box.size[0]) + i] = 1;
        });
        return {};
    }

    const RoiLayout& layout_;
    const Job& job_;
    double work_ = 0;
    std::int64_t bytes_ = 0;
};

Segment describe(const Roi& roi) {
    Segment out;
    out.number = roi.number;
    out.label = roi.name;
    out.codeMeaning = roi.codeMeaning.isEmpty() ? QString::fromLatin1(roi.interpretedType) : roi.codeMeaning;
    out.code = roi.code;
    out.color = roi.color;
    out.hasColor = roi.hasColor;
    out.algorithm = roi.algorithm;
    return out;
}

void note(Segmentation& out, const QByteArray& code, const Roi& roi, int number) {
    if (number > 0)
        out.notes.push_back({code, {roi.name, QString::number(number)}});
}

} // namespace

Result<Segmentation> rasterise(std::shared_ptr<const RoiSet> set, const RoiImage* image, const Job& job) {
    Segmentation out;
    out.uid = set->uid;
    out.frameOfReference = set->frameOfReference;
    out.referencedSeries = set->referencedSeries;
    const std::optional<RoiLayout> layout = layoutOf(*set, image, out.notes);
    if (layout)
        out.grid = layout->grid;
    else if (image != nullptr)
        out.grid = image->grid;
    else
        out.grid.columns = out.grid.rows = out.grid.slices = 1;
    std::optional<Filling> filling;
    if (layout)
        filling.emplace(*layout, job);
    for (const Roi& roi : set->rois) {
        Segment segment = describe(roi);
        Tally tally;
        const bool elsewhere =
            !roi.frameOfReference.isEmpty() && roi.frameOfReference != set->frameOfReference;
        if (elsewhere) {
            out.notes.push_back({"other-frame", {roi.name}});
        } else if (filling) {
            if (auto filled = filling->fill(roi, segment, tally); !filled)
                return tl::unexpected(filled.error());
        } else {
            tally.lines = int(roi.contours.size());
        }
        if (roi.contours.empty())
            out.notes.push_back({"no-contours", {roi.name}});
        if (tally.crossing)
            out.notes.push_back({"crossing-outlines", {roi.name}});
        if (tally.repeated)
            out.notes.push_back({"repeated-outline", {roi.name}});
        note(out, "not-rasterised", roi, tally.lines);
        note(out, "tiny-contours", roi, tally.tiny);
        note(out, "wrong-point-counts", roi, roi.wrongCounts);
        note(out, "unreadable-contours", roi, roi.unreadable);
        out.segments.push_back(std::move(segment));
    }
    out.contours = std::move(set);
    return out;
}

} // namespace casebook
