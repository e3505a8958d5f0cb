// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"
#include "core/volume/SliceOrder.h"
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
    QString trigger;                ///< trigger or frame reference time where `time` is another
    QString clock;                  ///< content or acquisition time where `time` is another
    QString bin;                    ///< cardiac or respiratory phase in percent
    QString echo;                   ///< echo number or time, diffusion weight
    QString kvp;                    ///< tube voltage: dual energy
    QString stack;                  ///< StackID of an enhanced frame
    QString sopClass;               ///< SOP Class UID
    QString kernel;
    std::optional<double> gantryTag_deg; ///< GantryDetectorTilt as the header says; never used to place
    double sliceThickness_mm = 0;
    int bitsAllocated = 16, bitsStored = 16, highBit = 15;
    bool isSigned = true;
    int samplesPerPixel = 1;
    QString photometric;
    std::optional<double> slope, intercept;
    QString rescaleType;
    /// PixelPaddingValue in stored units, and PixelPaddingRangeLimit where padding is a range.
    std::optional<int> padding, paddingLimit;
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
    SliceFit::Class fit = SliceFit::Class::Uniform;
    bool localizer = false;
    bool placed = true; ///< all slices have a position and a sound orientation
    bool calibrated = true; ///< false: the pixel size in the patient is not known, nothing is measured in mm
    int phase = 0; ///< from 0, among `phases` volumes of one place that follow in time
    int phases = 1;
    int phaseSet = -1; ///< the volumes that are phases of each other have the same, from 0; -1: none
    int duplicates = 0; ///< images at a place that another image already has
    double thickness_mm = 0; ///< as the header says; 0 when absent
    std::optional<double> gantryTag_deg; ///< as the header says
};

/// An image that belongs to no volume. Reasons: "duplicate-position" (same place and pixels as one that is
/// used, or the higher instance number where nothing else tells them apart), "no-pixel-data" (no rows
/// or columns), "colour" (more than one sample a pixel: it is in `pictures`).
struct LeftOut {
    QString instance;
    QByteArray reason;
    bool operator==(const LeftOut&) const = default;
};

struct SeriesPlan {
    std::vector<PlannedVolume> volumes; ///< ordered by time, phase, first position
    std::vector<PlannedVolume> pictures; ///< stacks of colour images: to page through, never a volume
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
