// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/GridGeometry.h"
#include "core/values/Ids.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace casebook {

/// Who or what drew a result. Empty name = "unknown", which is shown as such.
struct AlgorithmIdentity {
    QString name;
    QString version;
    QByteArray type; ///< "AUTOMATIC", "SEMIAUTOMATIC", "MANUAL", or empty
    QString date{};  ///< of the result, YYYY-MM-DD; empty where the object has none
};

/// Half-open box of voxels on a grid.
struct VoxelBox {
    std::array<int, 3> first{0, 0, 0}; ///< column, row, slice
    std::array<int, 3> size{0, 0, 0};
    [[nodiscard]] std::size_t count() const {
        return std::size_t(size[0]) * std::size_t(size[1]) * std::size_t(size[2]);
    }
};

/// Numbers of one segment on the object's own grid, before any resampling.
struct SegmentStatistics {
    std::int64_t voxels = 0;     ///< values above 0
    double volume_ml = 0;        ///< voxels x voxel volume (DICOM PS3.3 C.8.20)
    WorldPoint centroid{0, 0, 0};
};

/// Something about a segmentation that a person should know, as a code and the numbers of its words.
struct SegmentationNote {
    QByteArray code;
    QStringList args;
    bool operator==(const SegmentationNote&) const = default;
};

struct RoiSet;
struct ValueMap;

/// One structure of a segmentation. Segments may overlap, so each has its own mask.
struct Segment {
    int number = 0;
    QString label;
    QString codeMeaning;                       ///< segmented property type, e.g. "Nodule"
    QByteArray code;                           ///< "27925004^SCT"
    std::array<std::uint8_t, 3> color{0, 0, 0}; ///< sRGB
    bool hasColor = false;
    AlgorithmIdentity algorithm;
    int frames = 0;                            ///< frames in the object that carry this segment
    VoxelBox box;                              ///< tight box of what is set, on Segmentation::grid
    std::vector<std::uint8_t> values;          ///< box.count(); 0 = outside, else 1 or the fraction 1..255
    QString trackingId, trackingUid; ///< (0062,0020), (0062,0021); empty where the object has none
    /// Counted on the object's own slices, where `values` had to be laid on equal steps to be drawn.
    std::optional<SegmentStatistics> counted;
};

/// A segmentation or label map on its own grid, never resampled. Any thread.
struct Segmentation {
    enum class Kind { Binary, Fractional, LabelMap };
    Kind kind = Kind::Binary;
    QString uid; ///< SOP Instance UID, or empty for NIfTI, NRRD, MHA
    QString frameOfReference; ///< empty for NIfTI, NRRD, MHA
    QString referencedSeries; ///< Series UID the object says it was drawn on, or empty
    GridGeometry grid;
    double maximumFraction = 1; ///< MaximumFractionalValue for Fractional
    std::vector<Segment> segments;
    /// The contours that the masks were filled from (RTSTRUCT), one Roi a segment; else null.
    std::shared_ptr<const RoiSet> contours;
    /// Real values instead of segments (parametric map); else null. `grid` is then theirs.
    std::shared_ptr<const ValueMap> map;
    /// Where the object's slices lie when they are not on equal steps: mm along the grid's normal,
    /// rising. The grid then has the smallest step and every slice fills the half gaps around it.
    std::vector<double> slicePlaces_mm;
    /// Codes: "unequal-steps" (slices), "off-slice" (mm), and those of core/segmentation/RoiRaster.h.
    std::vector<SegmentationNote> notes;
};
using SegmentationPtr = std::shared_ptr<const Segmentation>;

/// What the object says of itself (Segment::counted), else counted on the grid.
[[nodiscard]] SegmentStatistics statistics(const Segmentation& segmentation, const Segment& segment);

} // namespace casebook
