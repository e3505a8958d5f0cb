// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/GridGeometry.h"
#include "core/values/Result.h"

#include <array>

namespace casebook {

/// Whether and how a derived grid (segmentation, label map) may be drawn on a volume.
struct Placement {
    enum class State {
        Verified,  ///< same frame of reference, or grids equal within 0.1 mm
        Confirmed, ///< a person confirmed a near miss; say by whom
        Refused,   ///< see `reason`
        NoImage    ///< no volume with that frame of reference is in the study
    };
    State state = State::NoImage;
    QByteArray reason; ///< code, empty when verified: "frame-of-reference" (differs), "no-frame-of-reference"
        ///< (empty), "grid-size" (other voxel counts), "grid-near-miss" (confirmable), "grid-mismatch"
    bool byGrid = false; ///< placed voxel on voxel (label map), not by coordinates
    double corner_mm = 0; ///< largest distance between corresponding corners
    /// Axis of `other` (0 column, 1 row, 2 slice) that runs along each axis of the volume, and whether
    /// it runs the other way: how a label map is turned onto the volume's grid.
    std::array<int, 3> axis{0, 1, 2};
    std::array<bool, 3> flipped{false, false, false};

    /// For objects with a frame of reference (DICOM SEG): equal and not empty, geometry by coordinates.
    [[nodiscard]] static Placement check(const QString& volumeFrameOfReference,
                                         const QString& frameOfReference);
    /// For label maps without one (NIfTI, NRRD): every corner within 0.1 mm after axis permutation and
    /// flip is verified; equal size and at most 2 mm is `confirmable()`; else refused.
    [[nodiscard]] static Placement check(const GridGeometry& volume, const GridGeometry& labels);
    /// A person may confirm this near miss (reference dicom 4.5).
    [[nodiscard]] bool confirmable() const;
};

} // namespace casebook
