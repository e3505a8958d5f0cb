// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/SegFrames.h"

#include "core/segmentation/EqualSteps.h"
#include "storage/dicom/FunctionalGroups.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace casebook::dicom {
namespace {

const DcmTagKey kPlanePositionSlide(0x0048, 0x021A);
const DcmTagKey kColumnInMatrix(0x0048, 0x021E), kRowInMatrix(0x0048, 0x021F);
const DcmTagKey kMatrixColumns(0x0048, 0x0006), kMatrixRows(0x0048, 0x0007);
const DcmTagKey kMatrixOrigin(0x0048, 0x0008), kOrientationSlide(0x0048, 0x0102);
const DcmTagKey kXOffset(0x0040, 0x072A), kYOffset(0x0040, 0x073A);

constexpr double kSamePlane_mm = 0.01;
constexpr double kLargestResidual_mm = 0.1;
constexpr double kSameDirection = 1e-4;
constexpr double kNotUnit = 0.01;
constexpr int kMostSlices = 65535;

tl::unexpected<Error> badGeometry() { return fail(ErrorKind::Refused, "bad-geometry"); }

bool setDirections(const std::array<double, 6>& o, GridGeometry& grid) {
    const WorldVector row(o[0], o[1], o[2]), column(o[3], o[4], o[5]);
    if (std::abs(row.norm() - 1) > kNotUnit || std::abs(column.norm() - 1) > kNotUnit ||
        std::abs(row.dot(column)) > kNotUnit)
        return false;
    grid.rowDirection = row.normalized();
    grid.columnDirection = column.normalized();
    return true;
}

struct Measures {
    double between_mm = 0; ///< SpacingBetweenSlices; 0 when absent
    double thickness_mm = 0;
};

bool setSpacing(const FunctionalGroups& groups, const ItemReader& dataset, GridGeometry& grid,
                Measures& out) {
    const auto spacing = groups.numbers<2>(0, DCM_PixelMeasuresSequence, DCM_PixelSpacing);
    if (!spacing || (*spacing)[0] <= 0 || (*spacing)[1] <= 0)
        return false;
    grid.rowSpacing = (*spacing)[0];
    grid.columnSpacing = (*spacing)[1];
    if (DcmItem* measures = groups.group(0, DCM_PixelMeasuresSequence)) {
        const ItemReader in = dataset.of(*measures);
        out.between_mm = std::abs(in.decimal(DCM_SpacingBetweenSlices).value_or(0));
        out.thickness_mm = in.decimal(DCM_SliceThickness).value_or(0);
    }
    return true;
}

/// Puts every position on a line of equal steps of about `spacing`; false when they don't lie there.
bool placeOnLine(const std::vector<WorldPoint>& positions, double spacing, GridGeometry& grid,
                 std::vector<SegFrame>& frames) {
    const WorldVector n = grid.rowDirection.cross(grid.columnDirection);
    const auto [low, high] =
        std::minmax_element(positions.begin(), positions.end(),
                            [&](const WorldPoint& a, const WorldPoint& b) { return a.dot(n) < b.dot(n); });
    const double length = (*high - *low).dot(n);
    const double steps = std::round(length / spacing);
    if (!(steps >= 1) || steps > kMostSlices - 1)
        return false;
    const WorldPoint origin = *low;
    const WorldVector step = (*high - *low) / steps;
    std::vector<int> places;
    for (const WorldPoint& p : positions) {
        const double k = std::round((p - origin).dot(n) / (length / steps));
        if ((p - origin - k * step).norm() > kLargestResidual_mm)
            return false;
        places.push_back(int(k));
    }
    grid.origin = origin;
    grid.sliceStep = step;
    grid.slices = int(steps) + 1;
    for (std::size_t f = 0; f < frames.size(); ++f)
        frames[f].slice = places[f];
    return true;
}

double smallestGap(const std::vector<WorldPoint>& positions, const WorldVector& n) {
    std::vector<double> along;
    for (const WorldPoint& p : positions)
        along.push_back(p.dot(n));
    std::sort(along.begin(), along.end());
    double gap = std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i < along.size(); ++i) {
        if (along[i] - along[i - 1] > kSamePlane_mm)
            gap = std::min(gap, along[i] - along[i - 1]);
    }
    return gap;
}

/// Frames that lie on no equal steps: a finer grid, each frame in as many of its slices as it is high.
bool placeUnevenly(const std::vector<WorldPoint>& positions, const Measures& measures, double gap,
                   SegLayout& out) {
    GridGeometry& grid = out.grid;
    const WorldVector n = grid.rowDirection.cross(grid.columnDirection);
    const WorldPoint first =
        *std::min_element(positions.begin(), positions.end(),
                          [&](const WorldPoint& a, const WorldPoint& b) { return a.dot(n) < b.dot(n); });
    std::vector<double> places;
    for (const WorldPoint& p : positions) {
        const WorldVector d = p - first;
        if ((d - n * d.dot(n)).norm() > kLargestResidual_mm)
            return false; // shifted against each other: no common grid
        places.push_back(d.dot(n));
    }
    std::sort(places.begin(), places.end());
    places.erase(
        std::unique(places.begin(), places.end(), [](double a, double b) { return b - a <= kSamePlane_mm; }),
        places.end());
    const double most = std::max({measures.between_mm, measures.thickness_mm, gap}) / 2;
    const std::vector<double> heights = slabHeights(places, most);
    const EqualSteps steps = equalSteps(places);
    grid.origin = first;
    grid.sliceStep = n * steps.step_mm;
    grid.slices = int(steps.owner.size());
    for (std::size_t f = 0; f < out.frames.size(); ++f) {
        const double at = (positions[f] - first).dot(n);
        const auto place = std::size_t(
            std::min_element(places.begin(), places.end(),
                             [&](double a, double b) { return std::abs(a - at) < std::abs(b - at); }) -
            places.begin());
        SegFrame& frame = out.frames[f];
        frame.slice = grid.slices;
        for (int k = 0; k < grid.slices; ++k) {
            const double off = std::abs(steps.step_mm * k - places[place]);
            if (steps.owner[std::size_t(k)] != int(place) || off > most + steps.step_mm / 2)
                continue;
            frame.slice = std::min(frame.slice, k);
            frame.lastSlice = k;
        }
        if (frame.lastSlice < 0)
            return false;
        frame.height_mm = heights[place];
        frame.place_mm = places[place];
    }
    out.places_mm = places;
    return true;
}

Result<> placeInPatient(const FunctionalGroups& groups, const Measures& measures, SegLayout& out) {
    std::vector<WorldPoint> positions;
    const auto first = groups.numbers<6>(0, DCM_PlaneOrientationSequence, DCM_ImageOrientationPatient);
    if (!first || !setDirections(*first, out.grid))
        return badGeometry();
    for (std::size_t f = 0; f < out.frames.size(); ++f) {
        const auto p = groups.numbers<3>(f, DCM_PlanePositionSequence, DCM_ImagePositionPatient);
        const auto o = groups.numbers<6>(f, DCM_PlaneOrientationSequence, DCM_ImageOrientationPatient);
        if (!p || !o)
            return badGeometry();
        for (std::size_t c = 0; c < 6; ++c) {
            if (std::abs((*o)[c] - (*first)[c]) > kSameDirection)
                return badGeometry();
        }
        positions.emplace_back((*p)[0], (*p)[1], (*p)[2]);
    }
    const WorldVector n = out.grid.rowDirection.cross(out.grid.columnDirection);
    const double gap = smallestGap(positions, n);
    if (!std::isfinite(gap)) {
        for (const WorldPoint& p : positions) {
            if ((p - positions.front()).norm() > kLargestResidual_mm)
                return badGeometry();
        }
        out.grid.origin = positions.front();
        out.grid.sliceStep = n * (measures.between_mm > 0 ? measures.between_mm : measures.thickness_mm);
        out.grid.slices = 1;
        return {};
    }
    if (measures.between_mm > kSamePlane_mm &&
        placeOnLine(positions, measures.between_mm, out.grid, out.frames))
        return {};
    if (placeOnLine(positions, gap, out.grid, out.frames) || placeUnevenly(positions, measures, gap, out))
        return {};
    return badGeometry();
}

/// Tiles of a slide: one plane in the coordinates of the slide (DICOM PS3.3 C.8.12.14).
Result<> placeOnSlide(const FunctionalGroups& groups, const ItemReader& dataset, const Measures& measures,
                      SegLayout& out) {
    out.grid.columns = dataset.integer(kMatrixColumns).value_or(0);
    out.grid.rows = dataset.integer(kMatrixRows).value_or(0);
    const auto orientation = dataset.decimals<6>(kOrientationSlide);
    if (out.grid.columns < 1 || out.grid.rows < 1 || out.grid.columns > kMostSlices ||
        out.grid.rows > kMostSlices || !orientation || !setDirections(*orientation, out.grid))
        return badGeometry();
    if (DcmItem* origin = dataset.item(kMatrixOrigin)) {
        const ItemReader in = dataset.of(*origin);
        out.grid.origin = WorldPoint(in.decimal(kXOffset).value_or(0), in.decimal(kYOffset).value_or(0), 0);
    }
    for (std::size_t f = 0; f < out.frames.size(); ++f) {
        const auto column = groups.integer(f, kPlanePositionSlide, kColumnInMatrix);
        const auto row = groups.integer(f, kPlanePositionSlide, kRowInMatrix);
        if (!column || !row || *column < 1 || *row < 1 || *column > out.grid.columns || *row > out.grid.rows)
            return badGeometry();
        out.frames[f].column = *column - 1;
        out.frames[f].row = *row - 1;
    }
    out.grid.slices = 1;
    out.grid.sliceStep = out.grid.rowDirection.cross(out.grid.columnDirection) * measures.thickness_mm;
    return {};
}

} // namespace

Result<SegLayout> layoutOf(const ItemReader& dataset, const ParsedInstance& header) {
    constexpr int kMostSegmentFrames = 1'000'000;
    if (header.numberOfFrames > kMostSegmentFrames)
        return fail(ErrorKind::Refused, "too-large");
    const FunctionalGroups groups(dataset);
    SegLayout out;
    out.frames.resize(std::size_t(header.numberOfFrames));
    for (std::size_t f = 0; f < out.frames.size(); ++f)
        out.frames[f].segment =
            groups.integer(f, DCM_SegmentIdentificationSequence, DCM_ReferencedSegmentNumber);
    out.grid.columns = header.slice.columns;
    out.grid.rows = header.slice.rows;
    Measures measures;
    if (!setSpacing(groups, dataset, out.grid, measures))
        return badGeometry();
    const bool slide = groups.group(0, DCM_PlanePositionSequence) == nullptr &&
                       groups.group(0, kPlanePositionSlide) != nullptr;
    const auto placed =
        slide ? placeOnSlide(groups, dataset, measures, out) : placeInPatient(groups, measures, out);
    if (!placed)
        return tl::unexpected(placed.error());
    return out;
}

} // namespace casebook::dicom
