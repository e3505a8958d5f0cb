// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/GridGeometry.h"
#include "core/segmentation/Segmentation.h"

#include <array>
#include <optional>
#include <vector>

namespace casebook {

/// Real values on a grid of their own: a parametric map (DICOM PS3.3 A.75), or a NIfTI, NRRD or MetaImage
/// file that is shown over an image. A value; any thread.
struct ValueMap {
    QString uid;              ///< SOP Instance UID, or empty
    QString frameOfReference; ///< empty for files without one
    QString referencedSeries; ///< Series UID it was made from, or empty
    GridGeometry grid;
    std::vector<float> values; ///< column fastest, then row, then slice; NaN where there is nothing
    QString quantity;          ///< "Ktrans", or empty
    QString unit;              ///< UCUM code as it is shown, or empty: no unit
    double low = 0, high = 1;  ///< colours run over this range
    double formsApart_mm = 0;  ///< NIfTI: between its two placements
    AlgorithmIdentity algorithm;
};

/// Value of the voxel nearest in mm; nothing outside the grid, or where the map has none. `where` is the grid in
/// the patient (placedGrid).
[[nodiscard]] std::optional<double> valueAt(const ValueMap& map, const GridGeometry& where,
                                            const WorldPoint& p);

/// The map as an overlay without segments: its grid, frame of reference, notes.
[[nodiscard]] Segmentation segmentationOf(std::shared_ptr<const ValueMap> map);

/// Range for colours: the 2nd to the 98th of a hundred of the values other than 0; the whole range where that
/// is empty. Every value is looked at, or an even choice of a million.
void setRange(ValueMap& map);

/// Colour of a share 0..1 of the range, sRGB: cividis (Nunez et al. 2018), even to the eye and safe for
/// colour-blind ones. @param grey shades of grey instead.
[[nodiscard]] std::array<std::uint8_t, 3> mapColor(double share, bool grey = false);

} // namespace casebook
