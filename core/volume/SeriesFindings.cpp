// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/SeriesFindings.h"

#include <algorithm>
#include <cmath>

namespace casebook {

namespace {

VolumeFindings findingsOf(const PlannedVolume& plan, const std::vector<SliceHeader>& headers) {
    VolumeFindings out;
    const WorldVector normal = plan.grid.normal();
    out.columns = plan.grid.columns;
    out.rows = plan.grid.rows;
    out.slots = int(plan.slots.size());
    out.fit = plan.fit;
    out.stackOnly = plan.stackOnly;
    out.localizer = plan.localizer;
    out.placed = plan.placed;
    out.calibrated = plan.calibrated;
    out.thickness_mm = plan.thickness_mm;
    out.step_mm = out.slots > 1 ? std::abs(plan.grid.sliceStep.dot(normal)) : 0;
    out.tilt_deg = plan.tilt_deg;
    out.gantryTag_deg = plan.gantryTag_deg;
    out.duplicates = plan.duplicates;
    out.phase = plan.phase;
    out.phases = plan.phases;
    out.phaseSet = plan.phaseSet;
    const SliceHeader* first = nullptr;
    std::optional<double> last_mm;
    for (std::size_t slot = 0; slot < plan.slots.size(); ++slot) {
        const double at_mm = plan.positions[slot].dot(normal);
        if (plan.slots[slot] < 0) {
            out.gaps_mm.push_back(at_mm);
            continue;
        }
        const SliceHeader& h = headers[std::size_t(plan.slots[slot])];
        if (first == nullptr)
            first = &h;
        if (last_mm) {
            const double step = at_mm - *last_mm;
            out.smallest_mm = out.used == 1 ? step : std::min(out.smallest_mm, step);
            out.largest_mm = std::max(out.largest_mm, step);
        }
        last_mm = at_mm;
        ++out.used;
        out.lossy = out.lossy || h.lossy;
        out.ownRescale = out.ownRescale || h.slope != first->slope || h.intercept != first->intercept;
    }
    if (first == nullptr)
        return out;
    out.detectorSpacing = first->detectorSpacing;
    if (first->pixelSpacing) {
        out.rowSpacing_mm = (*first->pixelSpacing)[0];
        out.columnSpacing_mm = (*first->pixelSpacing)[1];
    }
    out.slope = first->slope;
    out.intercept = first->intercept;
    out.unit = first->rescaleType;
    out.padding = first->padding;
    out.paddingLimit = first->paddingLimit;
    return out;
}

} // namespace

SeriesFindings findingsOf(const SeriesPlan& plan, const std::vector<SliceHeader>& headers) {
    SeriesFindings out;
    out.found = int(headers.size());
    for (const PlannedVolume& volume : plan.volumes)
        out.volumes.push_back(findingsOf(volume, headers));
    for (const PlannedVolume& pictures : plan.pictures) {
        out.volumes.push_back(findingsOf(pictures, headers));
        out.volumes.back().colour = true;
    }
    for (const LeftOut& left : plan.leftOut) {
        out.duplicates += left.reason == "duplicate-position" ? 1 : 0;
        out.withoutPixels += left.reason == "no-pixel-data" ? 1 : 0;
    }
    return out;
}

void addDamage(VolumeFindings& findings, const Volume& volume) {
    findings.damaged_mm.clear();
    const WorldVector normal = volume.grid.normal();
    const std::size_t slots = std::min(volume.instances.size(), volume.positions.size());
    for (std::size_t slot = 0; slot < slots; ++slot) {
        const double at_mm = volume.positions[slot].dot(normal);
        const bool gap = std::any_of(findings.gaps_mm.begin(), findings.gaps_mm.end(),
                                     [&](double g) { return std::abs(g - at_mm) < 1e-3; });
        if (volume.instances[slot].isEmpty() && !gap)
            findings.damaged_mm.push_back(at_mm);
    }
}

} // namespace casebook
