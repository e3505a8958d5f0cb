// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cad/SegmentFindings.h"

#include <algorithm>
#include <array>
#include <vector>

using namespace Qt::StringLiterals;

namespace casebook {

namespace {

using Point2 = Eigen::Vector2d;

double cross(const Point2& o, const Point2& a, const Point2& b) {
    return (a.x() - o.x()) * (b.y() - o.y()) - (a.y() - o.y()) * (b.x() - o.x());
}

/// Andrew's monotone chain; the corners of the hull, counter-clockwise.
std::vector<Point2> convexHull(std::vector<Point2> points) {
    std::sort(points.begin(), points.end(), [](const Point2& a, const Point2& b) {
        return a.x() != b.x() ? a.x() < b.x() : a.y() < b.y();
    });
    points.erase(std::unique(points.begin(), points.end()), points.end());
    if (points.size() < 3)
        return points;
    std::vector<Point2> hull(2 * points.size());
    std::size_t n = 0;
    for (const Point2& p : points) {
        while (n >= 2 && cross(hull[n - 2], hull[n - 1], p) <= 0)
            --n;
        hull[n++] = p;
    }
    const std::size_t lower = n + 1;
    for (auto p = points.rbegin() + 1; p != points.rend(); ++p) {
        while (n >= lower && cross(hull[n - 2], hull[n - 1], *p) <= 0)
            --n;
        hull[n++] = *p;
    }
    hull.resize(n - 1);
    return hull;
}

struct Axes {
    double longest = 0, across = 0;
};

/// Greatest distance between two hull corners, and the extent across that line.
Axes axesOf(const std::vector<Point2>& hull) {
    Axes out;
    Point2 along(1, 0);
    for (std::size_t i = 0; i < hull.size(); ++i)
        for (std::size_t j = i + 1; j < hull.size(); ++j)
            if (const double d = (hull[j] - hull[i]).norm(); d > out.longest) {
                out.longest = d;
                along = (hull[j] - hull[i]) / d;
            }
    const Point2 normal(-along.y(), along.x());
    double least = 0, most = 0;
    for (std::size_t i = 0; i < hull.size(); ++i) {
        const double t = hull[i].dot(normal);
        least = i == 0 ? t : std::min(least, t);
        most = i == 0 ? t : std::max(most, t);
    }
    out.across = most - least;
    return out;
}

std::uint8_t at(const Segment& s, int i, int j, int k) {
    return s
        .values[(std::size_t(k) * std::size_t(s.box.size[1]) + std::size_t(j)) * std::size_t(s.box.size[0]) +
                std::size_t(i)];
}

/// Corners of the first and last voxel of each row of one slice: enough for the hull. In mm within the slice.
std::vector<Point2> outline(const Segment& s, const GridGeometry& grid, int k) {
    std::vector<Point2> points;
    for (int j = 0; j < s.box.size[1]; ++j) {
        int first = -1, last = -1;
        for (int i = 0; i < s.box.size[0]; ++i)
            if (at(s, i, j, k) != 0) {
                first = first < 0 ? i : first;
                last = i;
            }
        if (first < 0)
            continue;
        for (const double x : {first - 0.5, last + 0.5})
            for (const double y : {j - 0.5, j + 0.5})
                points.emplace_back(x * grid.columnSpacing, y * grid.rowSpacing);
    }
    return points;
}

/// Box around the outer faces of the segment's voxel box.
MarkBox outerBox(const Segment& s, const GridGeometry& grid) {
    MarkBox out;
    bool first = true;
    for (int corner = 0; corner < 8; ++corner) {
        VoxelPoint v;
        for (int axis = 0; axis < 3; ++axis) {
            const auto a = std::size_t(axis);
            v[axis] = (corner >> axis & 1) != 0 ? s.box.first[a] + s.box.size[a] - 0.5 : s.box.first[a] - 0.5;
        }
        const WorldPoint p = grid.toWorld(v);
        out.minimum = first ? p : WorldPoint(out.minimum.cwiseMin(p));
        out.maximum = first ? p : WorldPoint(out.maximum.cwiseMax(p));
        first = false;
    }
    return out;
}

/// Code value of "27925004^SCT".
QByteArray codeValue(const Segment& s) { return s.code.split('^').value(0).trimmed(); }

} // namespace

bool isLesion(const Segment& segment) {
    // SCT, SRT and NCIt: nodule, mass, lesion, neoplasm (primary, secondary), tumour.
    static constexpr std::array codes{"27925004", "4147007",  "52988006", "108369006", "86049000", "14799000",
                                      "M-03010",  "M-03000",  "M-01000",  "M-80003",   "M-80000",  "M-80006",
                                      "F-01796",  "C0027651", "C3824",    "C3262",     "786838002"};
    static constexpr std::array words{u"nodule", u"lesion", u"tumor", u"tumour", u"neoplasm",
                                      u"mass",   u"结节",   u"病灶",  u"肿瘤",   u"肿块"};
    const QByteArray code = codeValue(segment);
    if (std::any_of(codes.begin(), codes.end(), [&](const char* known) { return code == known; }))
        return true;
    // Gross tumour volumes of radiotherapy (ICRU 50); margins around them (CTV, PTV) are no lesions.
    const auto isGross = [](const QString& name) {
        return name.startsWith(u"GTV"_s, Qt::CaseInsensitive) ||
               name.startsWith(u"iGTV"_s, Qt::CaseInsensitive);
    };
    const auto isMargin = [](const QString& name) {
        return name.contains(u"CTV"_s, Qt::CaseInsensitive) || name.contains(u"PTV"_s, Qt::CaseInsensitive);
    };
    if (isMargin(segment.label) || isMargin(segment.codeMeaning))
        return false;
    if (isGross(segment.label) || isGross(segment.codeMeaning))
        return true;
    const QString text = segment.codeMeaning + u' ' + segment.label;
    return std::any_of(words.begin(), words.end(), [&](const char16_t* word) {
        return text.contains(QString::fromUtf16(word), Qt::CaseInsensitive);
    });
}

std::optional<Finding> findingOf(const Segmentation& segmentation, const Segment& segment) {
    const SegmentStatistics numbers = statistics(segmentation, segment);
    if (numbers.voxels == 0)
        return std::nullopt;
    Axes best;
    for (int k = 0; k < segment.box.size[2]; ++k) {
        const auto hull = convexHull(outline(segment, segmentation.grid, k));
        if (hull.size() < 3)
            continue;
        if (const Axes here = axesOf(hull); here.longest > best.longest)
            best = here;
    }
    Finding f;
    f.category = QStringLiteral("nodule");
    f.meaning = segment.codeMeaning;
    f.externalId = QString::number(segment.number);
    f.center = numbers.centroid;
    f.box = outerBox(segment, segmentation.grid);
    f.size.long_mm = best.longest;
    f.size.short_mm = best.across;
    f.size.mean_mm = (best.longest + best.across) / 2;
    if (numbers.volume_ml > 0)
        f.size.volume_mm3 = numbers.volume_ml * 1000;
    f.segment = segment.number;
    f.site = segment.label;
    return f;
}

} // namespace casebook
