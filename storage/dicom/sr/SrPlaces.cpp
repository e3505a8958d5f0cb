// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of SrMeasurements.h about places and sizes.
#include "storage/dicom/sr/SrMeasurements.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace casebook::dicom {
namespace {

constexpr int kCorners = 64; ///< of a circle drawn as a polygon
constexpr double thinnest_mm = 1;

struct ImageAxes {
    WorldPoint origin;
    WorldVector row, column; ///< one pixel on along the row (rising x), along the column
};

std::optional<ImageAxes> axesOf(const SliceHeader& image) {
    if (!image.position || !image.orientation || !image.pixelSpacing || image.detectorSpacing)
        return {};
    const auto& o = *image.orientation;
    const auto& spacing = *image.pixelSpacing;
    // PixelSpacing gives the distance between rows first: the step along a column.
    ImageAxes out{*image.position, WorldVector(o[0], o[1], o[2]) * spacing[1],
                  WorldVector(o[3], o[4], o[5]) * spacing[0]};
    if (!(out.row.norm() > 0) || !(out.column.norm() > 0))
        return {};
    return out;
}

/// A polygon of an ellipse around `center` with these two half axes.
std::vector<WorldPoint> ellipse(const WorldPoint& center, const WorldVector& a, const WorldVector& b) {
    std::vector<WorldPoint> out;
    for (int i = 0; i < kCorners; ++i) {
        const double t = 2 * std::numbers::pi * i / kCorners;
        out.push_back(center + a * std::cos(t) + b * std::sin(t));
    }
    return out;
}

/// Ends of the major axis, then of the minor one (C.18.6.1.2, C.18.9.1.2).
std::optional<PlacedShape> ellipseOf(const std::vector<WorldPoint>& p) {
    if (p.size() < 4)
        return {};
    const WorldPoint center = (p[0] + p[1]) / 2;
    return PlacedShape{ellipse(center, (p[1] - p[0]) / 2, (p[3] - p[2]) / 2), true};
}

/// The centre and a point on the circle, in the plane of the image.
std::optional<PlacedShape> circleOf(const std::vector<WorldPoint>& p, const ImageAxes& axes) {
    if (p.size() < 2)
        return {};
    const double radius = (p[1] - p[0]).norm();
    return PlacedShape{ellipse(p[0], axes.row.normalized() * radius, axes.column.normalized() * radius),
                       true};
}

std::vector<WorldPoint> pointsOf(const SrShape& shape, const std::optional<ImageAxes>& axes) {
    std::vector<WorldPoint> out;
    const std::size_t width = axes ? 2 : 3;
    for (std::size_t i = 0; i + width <= shape.points.size(); i += width)
        out.push_back(axes ? WorldPoint(axes->origin + axes->row * (shape.points[i] - 0.5) +
                                        axes->column * (shape.points[i + 1] - 0.5))
                           : WorldPoint(shape.points[i], shape.points[i + 1], shape.points[i + 2]));
    return out;
}

struct Lengths {
    std::optional<double> longest, shortest, mean, plain;
};

/// In mm, or in mm3; nothing for other units.
std::optional<double> inMillimetres(const SrNumber& n, int power) {
    static constexpr std::array<std::pair<const char*, double>, 4> lengths{
        {{"mm", 1}, {"cm", 10}, {"m", 1000}, {"um", 0.001}}};
    static constexpr std::array<std::pair<const char*, double>, 8> volumes{{{"mm3", 1},
                                                                            {"cm3", 1000},
                                                                            {"ml", 1000},
                                                                            {"mL", 1000},
                                                                            {"cc", 1000},
                                                                            {"dm3", 1e6},
                                                                            {"l", 1e6},
                                                                            {"L", 1e6}}};
    if (!(n.value > 0))
        return {};
    const auto find = [&](const auto& table) -> std::optional<double> {
        for (const auto& [unit, factor] : table)
            if (n.unit.value == unit)
                return n.value * factor;
        return {};
    };
    return power == 1 ? find(lengths) : find(volumes);
}

bool isOne(const SrCode& code, std::initializer_list<const char*> values) {
    return std::any_of(values.begin(), values.end(), [&](const char* v) { return code.value == v; });
}

bool says(const SrCode& code, std::initializer_list<QLatin1StringView> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](QLatin1StringView w) { return code.meaning.contains(w, Qt::CaseInsensitive); });
}

using Word = QLatin1StringView;

void takeLength(Lengths& out, const SrNumber& n) {
    const auto mm = inMillimetres(n, 1);
    if (!mm)
        return;
    const auto put = [&](std::optional<double>& where) {
        if (!where)
            where = mm;
    };
    // Long axis, short axis, diameter and length by SNOMED CT, by the older SRT, and by DCM.
    if (isOne(n.name, {"103340004", "G-A186", "131188004"}) ||
        says(n.name, {Word("short axis"), Word("shortest"), Word("minor axis"), Word("perpendicular")}))
        put(out.shortest);
    else if (says(n.name, {Word("mean diameter"), Word("average diameter")}))
        put(out.mean);
    else if (isOne(n.name, {"103339001", "G-A185", "131187009"}) ||
             says(n.name, {Word("long axis"), Word("longest"), Word("major axis"), Word("maximum diameter"),
                           Word("maximum 3d diameter"), Word("maximum 2d diameter")}))
        put(out.longest);
    else if (isOne(n.name, {"81827009", "M-02550", "410668003", "G-D7FE", "121206"}) ||
             says(n.name, {Word("diameter"), Word("length"), Word("distance")}))
        put(out.plain);
}

FindingSize sizeOf(const SrGroup& group) {
    FindingSize out;
    Lengths lengths;
    for (const SrNumber& n : group.numbers) {
        takeLength(lengths, n);
        if (!out.volume_mm3 &&
            (isOne(n.name, {"118565006", "G-D705", "121216", "121217", "121218", "121219"}) ||
             says(n.name, {Word("volume")})))
            out.volume_mm3 = inMillimetres(n, 3);
    }
    out.long_mm = lengths.longest ? lengths.longest : lengths.plain;
    out.short_mm = lengths.shortest;
    out.mean_mm = lengths.mean;
    if (!out.mean_mm && out.long_mm && out.short_mm)
        out.mean_mm = (*out.long_mm + *out.short_mm) / 2;
    return out;
}

QString categoryOf(const SrCode& code) {
    if (code.isEmpty())
        return QStringLiteral("other");
    if (isOne(code, {"59441001", "T-C4000"}) || says(code, {Word("lymph node")}))
        return QStringLiteral("lymph_node");
    if (isOne(code, {"27925004", "M-03010", "786838002"}) || says(code, {Word("nodule")}))
        return QStringLiteral("nodule");
    if (isOne(code, {"4147007", "M-03000"}) || says(code, {Word("mass")}))
        return QStringLiteral("mass");
    if (says(code, {Word("opacity")}))
        return QStringLiteral("opacity");
    return code.scheme.isEmpty() || code.value.isEmpty()
               ? QStringLiteral("other")
               : QString::fromLatin1(code.scheme) + u':' + QString::fromLatin1(code.value);
}

} // namespace

std::optional<WorldPoint> placeOf(const SliceHeader& image, double x, double y) {
    const auto axes = axesOf(image);
    if (!axes)
        return {};
    return WorldPoint(axes->origin + axes->row * (x - 0.5) + axes->column * (y - 0.5));
}

std::optional<std::array<double, 2>> pixelOf(const SliceHeader& image, const WorldPoint& place) {
    const auto axes = axesOf(image);
    if (!axes)
        return {};
    const WorldVector from = place - axes->origin;
    return std::array<double, 2>{from.dot(axes->row) / axes->row.squaredNorm() + 0.5,
                                 from.dot(axes->column) / axes->column.squaredNorm() + 0.5};
}

std::optional<PlacedShape> placed(const SrShape& shape, const SliceHeader* image) {
    std::optional<ImageAxes> axes;
    if (shape.frameOfReference.isEmpty()) {
        axes = image != nullptr ? axesOf(*image) : std::nullopt;
        if (!axes)
            return {};
    }
    std::vector<WorldPoint> points = pointsOf(shape, axes);
    if (points.empty())
        return {};
    if (shape.graphic == "ELLIPSE" || shape.graphic == "ELLIPSOID")
        return ellipseOf(points);
    if (shape.graphic == "CIRCLE")
        return axes ? circleOf(points, *axes) : std::nullopt;
    if (shape.graphic != "POINT" && shape.graphic != "MULTIPOINT" && shape.graphic != "POLYLINE" &&
        shape.graphic != "POLYGON")
        return {};
    // A polyline whose ends meet is an outline (C.18.6.1.2); a polygon repeats its first point.
    const bool meets = points.size() > 3 && (points.front() - points.back()).norm() < 1e-6;
    if (meets)
        points.pop_back();
    const bool closed = shape.graphic == "POLYGON" || (shape.graphic == "POLYLINE" && meets);
    return PlacedShape{std::move(points), closed};
}

std::optional<Finding> findingOf(const SrGroup& group,
                                 const std::vector<std::pair<SrShape, PlacedShape>>& shapes) {
    WorldPoint low, high, sum(0, 0, 0);
    int points = 0, centers = 0;
    for (const auto& [shape, place] : shapes)
        for (const WorldPoint& p : place.line) {
            low = points == 0 ? p : WorldPoint(low.cwiseMin(p));
            high = points == 0 ? p : WorldPoint(high.cwiseMax(p));
            ++points;
            if (shape.isCenter) {
                sum += p;
                ++centers;
            }
        }
    if (points == 0)
        return {};
    Finding out;
    out.externalId = (group.trackingUid.isEmpty() ? group.trackingId : group.trackingUid).left(200);
    out.category = categoryOf(group.finding);
    out.meaning = group.finding.meaning;
    out.center = centers > 0 ? WorldPoint(sum / centers) : WorldPoint((low + high) / 2);
    if (points > 1 && (high - low).norm() > 0) {
        // Drawn on one slice it has no thickness; a box has one on every axis.
        const WorldVector thin = (WorldVector::Constant(thinnest_mm) - (high - low)).cwiseMax(0) / 2;
        out.box = MarkBox{low - thin, high + thin};
    }
    out.size = sizeOf(group);
    out.type = "unknown";
    if (group.certainty) {
        out.score = group.certainty;
        out.scoreMeaning = "rank";
    }
    QStringList sites;
    for (const SrCode& site : group.sites)
        sites.append(site.meaning);
    out.site = sites.join(QStringLiteral(", "));
    if (group.probability) {
        out.malignancy = group.probability;
        out.malignancyModel = group.maker.name;
    }
    return out;
}

} // namespace casebook::dicom
