// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/volume/VolumePlan.h"

#include <Eigen/Geometry>

namespace casebook {

/// Images of a series that belong on one stack, sorted by rising position along the normal.
struct SliceGroup {
    std::vector<int> slices;      ///< indices into the headers
    bool placed = false;          ///< all have a position and a sound orientation
    bool localizer = false;
    WorldVector row{1, 0, 0}, column{0, 1, 0}; ///< unit, of the first slice
    int phase = 0;                ///< from 0, among groups made from one by time
    int phases = 1;
    int phaseSet = -1;            ///< which groups are phases of each other
    int sharedPlaces = 0;         ///< images left out because another lies at the same place
    [[nodiscard]] WorldVector normal() const { return row.cross(column).normalized(); }
};

struct SliceGrouping {
    std::vector<SliceGroup> groups; ///< by time, phase, first position
    std::vector<SliceGroup> pictures; ///< of colour images
    std::vector<LeftOut> leftOut;
    int orientations = 1;           ///< among placed groups without localizers
    int spacings = 1;               ///< pixel sizes and matrices, likewise
};

/// First half of planVolumes: which images go together. Independent of the order of `headers`.
/// Rules: reference, DICOM chapter 3.1; split by acquisition, time or kernel only where places are
/// shared or distances uneven, and only if every part is then sound.
[[nodiscard]] SliceGrouping groupSlices(const std::vector<SliceHeader>& headers);

/// Where slices share places or lie unevenly: the parts by the first key (time, acquisition, energy, echo,
/// kernel, thickness, image type), or two of them, that makes every part sound; else one part per place
/// with the duplicates left out. @param sets counts the sets of phases that were made.
[[nodiscard]] std::vector<SliceGroup> splitWhereNeeded(const std::vector<SliceHeader>& headers,
                                                       SliceGroup group, std::vector<LeftOut>& leftOut,
                                                       int& sets);

/// Sorts by position along the normal, then time, instance number, UID, frame.
void sortSlices(const std::vector<SliceHeader>& headers, SliceGroup& group);

/// Texts that are numbers compare as numbers and come after others.
[[nodiscard]] bool earlier(const QString& a, const QString& b);

} // namespace casebook
