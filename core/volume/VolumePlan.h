// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"
#include "core/volume/Volume.h"

namespace casebook {

/// What the header of one image says about where its pixels lie and what they mean: the input of
/// planVolumes. One entry an instance, or a frame of a multi-frame instance.
struct SliceHeader {
    QString instance;               ///< SOP Instance UID
    int frame = 0;                  ///< from 0
    QString frameOfReference;
    int columns = 0, rows = 0;
    std::optional<WorldPoint> position;             ///< ImagePositionPatient
    std::optional<std::array<double, 6>> orientation; ///< ImageOrientationPatient
    std::optional<std::array<double, 2>> pixelSpacing; ///< [row step, column step], mm
    QStringList imageType;
    int instanceNumber = 0;
    QString acquisition;            ///< AcquisitionNumber
    QString time;                   ///< temporal position, trigger or content time: what orders phases
    QString kernel;
    double sliceThickness_mm = 0;
    int bitsAllocated = 16, bitsStored = 16, highBit = 15;
    bool isSigned = true;
    int samplesPerPixel = 1;
    QString photometric;
    std::optional<double> slope, intercept;
    QString rescaleType;
    std::optional<int> padding;     ///< PixelPaddingValue in stored units
    std::optional<double> windowCenter, windowWidth;
    bool lossy = false;
    QByteArray pixelHash;           ///< SHA-256 of the decoded pixels when known; tells duplicates
    bool detectorSpacing = false; ///< pixelSpacing is ImagerPixelSpacing: on the detector, not in the patient
    bool burnedIn = false; ///< BurnedInAnnotation YES
};

/// One group of slices that can be shown as a volume (or as a 2-D stack of one or more images).
struct PlannedVolume {
    GridGeometry grid; ///< slices = number of slots, gaps included
    std::vector<int> slots; ///< index into the headers, or -1 for a missing slice
    std::vector<WorldPoint> positions; ///< per slot
    bool regular = true;
    double tilt_deg = 0;
    std::vector<VolumeWarning> warnings;
    bool stackOnly = false; ///< 2-D only: localizer, mixed, no position, one slice
};

/// An image that belongs to no volume. Reasons: "duplicate-position" (same place and pixels as one that is
/// used, or the higher instance number where nothing else tells them apart), "no-pixel-data" (no rows
/// or columns), "colour" (more than one sample a pixel).
struct LeftOut {
    QString instance;
    QByteArray reason;
    bool operator==(const LeftOut&) const = default;
};

struct SeriesPlan {
    std::vector<PlannedVolume> volumes; ///< ordered by time, phase, first position
    std::vector<LeftOut> leftOut;
};

/// Warning codes that planVolumes gives, with their args:
///   gap ("z, z": places of the missing slices, mm along the normal; their number) - slots stay empty
///   duplicate-position (how many images share a place with another)
///   irregular-spacing (smallest, largest step in mm) - positions kept, planes across are resampled
///   gantry-tilt (degrees)            mixed-orientation (number of groups)
///   mixed-spacing (number of groups: pixel size, matrix or slice distance differ within the series)
///   non-square-pixels (row step, column step in mm)
///   overlapping-slices (thickness, step in mm)
///   missing-rescale ()               padding (stored value)            lossy ()
///   localizer ()                     time-series (phases)              single-slice ()
///   no-position ()                   no-spacing () or (detector) when the pixel size is not the patient's
/// VolumeBuilder adds: truncated-frame (how many), not-int16 (step in units)
/// An orientation that is none counts as no position.
///
/// Groups and sorts the images of one series by geometry, never by file order or instance number.
/// Source of rules and tolerances: docs/ARCHITECTURE.md and the ADR on geometry (DICOM PS3.3 C.7.6.2).
/// Pure; any thread. @param modality of the series ("CT").
[[nodiscard]] SeriesPlan planVolumes(const std::vector<SliceHeader>& headers, const QString& modality);

} // namespace casebook
