// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/VolumePlan.h"

#include "core/volume/SliceGroups.h"
#include "core/volume/SliceOrder.h"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>

namespace casebook {

namespace {

constexpr double tiltFrom_deg = 0.1;

QString number(double value) { return QString::number(std::round(value * 100) / 100, 'g', 10); }

/// Where the slots of a group lie in the patient.
void layOut(const std::vector<SliceHeader>& headers, const SliceGroup& group, const SliceFit& fit,
            PlannedVolume& out) {
    const SliceHeader& first = headers[std::size_t(group.slices.front())];
    out.slots.assign(std::size_t(fit.slotCount), -1);
    for (std::size_t i = 0; i < group.slices.size(); ++i)
        out.slots[std::size_t(fit.slots[i])] = group.slices[i];
    out.grid.columns = first.columns;
    out.grid.rows = first.rows;
    out.grid.slices = fit.slotCount;
    out.grid.columnSpacing = first.pixelSpacing ? (*first.pixelSpacing)[1] : 1;
    out.grid.rowSpacing = first.pixelSpacing ? (*first.pixelSpacing)[0] : 1;
    out.grid.sliceStep = fit.step;
    if (group.placed) {
        out.grid.rowDirection = group.row;
        out.grid.columnDirection = group.column;
        out.grid.origin = *first.position;
    }
    for (int slot = 0; slot < fit.slotCount; ++slot) {
        const int header = out.slots[std::size_t(slot)];
        const auto& own = header < 0 ? std::nullopt : headers[std::size_t(header)].position;
        out.positions.push_back(group.placed && own ? *own : out.grid.origin + fit.step * double(slot));
    }
}

void warnOfFit(const SliceGroup& group, const SliceFit& fit, PlannedVolume& out) {
    using Class = SliceFit::Class;
    const WorldVector normal = out.grid.normal();
    if (fit.kind == Class::Gap) {
        QStringList places;
        for (std::size_t slot = 0; slot < out.slots.size(); ++slot) {
            if (out.slots[slot] < 0)
                places += number(out.positions[slot].dot(normal));
        }
        out.warnings.push_back({"gap", {places.join(QStringLiteral(", ")), QString::number(places.size())}});
    }
    if (group.sharedPlaces > 0 || (fit.kind == Class::Coincident && group.slices.size() > 1)) {
        const auto shared = group.sharedPlaces > 0 ? group.sharedPlaces : int(group.slices.size());
        out.warnings.push_back({"duplicate-position", {QString::number(shared)}});
    }
    if (fit.kind == Class::Irregular || fit.kind == Class::Scattered)
        out.warnings.push_back({"irregular-spacing", {number(fit.smallest_mm), number(fit.largest_mm)}});
    if (fit.severalSteps)
        out.warnings.push_back({"mixed-spacing", {}});
    if (out.tilt_deg > tiltFrom_deg)
        out.warnings.push_back({"gantry-tilt", {number(out.tilt_deg)}});
}

void warnOfHeaders(const std::vector<SliceHeader>& headers, const SliceGroup& group, const SliceFit& fit,
                   const QString& modality, PlannedVolume& out) {
    const SliceHeader& first = headers[std::size_t(group.slices.front())];
    const auto any = [&](auto&& test) {
        return std::any_of(group.slices.begin(), group.slices.end(),
                           [&](int i) { return test(headers[std::size_t(i)]); });
    };
    if (!first.pixelSpacing)
        out.warnings.push_back({"no-spacing", {}});
    else if (first.detectorSpacing)
        out.warnings.push_back({"no-spacing", {QStringLiteral("detector")}});
    else if (std::abs(out.grid.rowSpacing - out.grid.columnSpacing) > 1e-3 * out.grid.rowSpacing)
        out.warnings.push_back(
            {"non-square-pixels", {number(out.grid.rowSpacing), number(out.grid.columnSpacing)}});
    if (fit.median_mm > 0 && first.sliceThickness_mm > fit.median_mm + std::max(0.01, 0.01 * fit.median_mm))
        out.warnings.push_back(
            {"overlapping-slices", {number(first.sliceThickness_mm), number(fit.median_mm)}});
    if (modality == QLatin1StringView("CT") &&
        any([](const SliceHeader& h) { return !h.slope || !h.intercept; }))
        out.warnings.push_back({"missing-rescale", {}});
    const auto padded = std::find_if(group.slices.begin(), group.slices.end(),
                                     [&](int i) { return headers[std::size_t(i)].padding.has_value(); });
    if (padded != group.slices.end())
        out.warnings.push_back({"padding", {QString::number(*headers[std::size_t(*padded)].padding)}});
    if (any([](const SliceHeader& h) { return h.lossy; }))
        out.warnings.push_back({"lossy", {}});
    if (group.localizer)
        out.warnings.push_back({"localizer", {}});
    if (!group.placed)
        out.warnings.push_back({"no-position", {}});
    if (group.slices.size() == 1)
        out.warnings.push_back({"single-slice", {}});
}

bool hasWarning(const PlannedVolume& volume, const QByteArray& code) {
    return std::any_of(volume.warnings.begin(), volume.warnings.end(),
                       [&](const VolumeWarning& w) { return w.code == code; });
}

/// Wider steps where slices are thicker are no missing slices.
SliceFit countedByThickness(const std::vector<SliceHeader>& headers, const SliceGroup& group,
                            const std::vector<WorldPoint>& positions, SliceFit fit) {
    const double first_mm = headers[std::size_t(group.slices.front())].sliceThickness_mm;
    const bool mixed = std::any_of(group.slices.begin(), group.slices.end(), [&](int i) {
        return std::abs(headers[std::size_t(i)].sliceThickness_mm - first_mm) > 0.01;
    });
    if (fit.kind != SliceFit::Class::Gap || !mixed)
        return fit;
    fit.kind = SliceFit::Class::Irregular;
    fit.slotCount = int(positions.size());
    for (int i = 0; i < fit.slotCount; ++i)
        fit.slots[std::size_t(i)] = i;
    fit.step = (positions.back() - positions.front()) / (fit.slotCount - 1);
    fit.severalSteps = true;
    return fit;
}

PlannedVolume planned(const std::vector<SliceHeader>& headers, const SliceGroup& group,
                      const QString& modality) {
    using Class = SliceFit::Class;
    PlannedVolume out;
    std::vector<WorldPoint> positions;
    for (int i : group.slices)
        positions.push_back(group.placed ? *headers[std::size_t(i)].position : WorldPoint(0, 0, 0));
    const SliceFit fit =
        countedByThickness(headers, group, positions,
                           fitPositions(positions, group.placed ? group.normal() : WorldVector(0, 0, 1)));
    layOut(headers, group, fit, out);
    const SliceHeader& first = headers[std::size_t(group.slices.front())];
    out.fit = fit.kind;
    out.localizer = group.localizer;
    out.placed = group.placed;
    out.calibrated = first.pixelSpacing.has_value() && !first.detectorSpacing;
    out.phase = group.phase;
    out.phases = group.phases;
    out.phaseSet = group.phaseSet;
    out.duplicates = group.sharedPlaces;
    out.thickness_mm = first.sliceThickness_mm;
    out.gantryTag_deg = first.gantryTag_deg;
    out.tilt_deg = fit.tilt_deg;
    out.regular =
        fit.kind != Class::Irregular && fit.kind != Class::Scattered && fit.kind != Class::Coincident;
    out.stackOnly = group.slices.size() < 3 || group.localizer || !group.placed ||
                    fit.kind == Class::Scattered || fit.kind == Class::Coincident;
    warnOfFit(group, fit, out);
    warnOfHeaders(headers, group, fit, modality, out);
    return out;
}

} // namespace

SeriesPlan planVolumes(const std::vector<SliceHeader>& headers, const QString& modality) {
    SeriesPlan plan;
    const SliceGrouping grouping = groupSlices(headers);
    plan.leftOut = grouping.leftOut;
    for (const SliceGroup& group : grouping.groups) {
        PlannedVolume volume = planned(headers, group, modality);
        if (group.phases > 1)
            volume.warnings.push_back({"time-series", {QString::number(group.phases)}});
        if (grouping.orientations > 1)
            volume.warnings.push_back({"mixed-orientation", {QString::number(grouping.orientations)}});
        if (grouping.spacings > 1 && !hasWarning(volume, "mixed-spacing"))
            volume.warnings.push_back({"mixed-spacing", {QString::number(grouping.spacings)}});
        plan.volumes.push_back(std::move(volume));
    }
    for (const SliceGroup& group : grouping.pictures)
        plan.pictures.push_back(planned(headers, group, modality));
    return plan;
}

} // namespace casebook
