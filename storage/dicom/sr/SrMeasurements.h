// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cad/Finding.h"
#include "core/volume/VolumePlan.h"
#include "storage/dicom/sr/SrDocument.h"

#include <array>
#include <functional>
#include <utility>

namespace casebook::dicom {

/// What a report wants of who shows it (CAD SR, CID 6034).
enum class SrRendering { Required, Optional, Never };

/// Where a report draws: on one image in pixels, or in a frame of reference in mm.
struct SrShape {
    QByteArray graphic;
    std::vector<double> points;
    QString frameOfReference;    ///< empty: on `image`
    SrReference image;
    bool isCenter = false;       ///< (111010, DCM, "Center")
    bool isRegion = false;       ///< an outline: (111041, DCM), (111030, DCM) and the like
};

struct SrNumber {
    SrCode name, unit;
    double value = 0;
};

/// Who or what made it. Names of persons are not taken: a person's result is under the name of the device.
struct SrMaker {
    QString name, version, vendor;
    bool automatic = false;
    bool operator==(const SrMaker&) const = default;
};

/// A measurement group of TID 1500, a finding of a CAD report, or a number with its place in any other report.
struct SrGroup {
    int node = 0; ///< in the document
    QString trackingId, trackingUid;
    SrCode finding; ///< empty where the group names none
    std::vector<SrCode> sites;
    std::vector<SrNumber> numbers;
    std::vector<SrShape> shapes;
    std::vector<SrReference> segments; ///< of a segmentation object that it measures
    std::optional<double> certainty, probability; ///< 0..1; of the finding, of cancer
    SrRendering rendering = SrRendering::Required;
    SrMaker maker;
};

struct SrMeasurements {
    std::vector<SrGroup> groups;
    SrMaker maker; ///< of the whole document
    bool analysed = false; ///< a CAD report that says what its algorithms did
    bool complete = true; ///< false: not all of its algorithms succeeded
};

/// Reads groups out of the tree. Algorithm by TID 4019, else device observer, else equipment; a group is made by a
/// machine where it names an algorithm, where the report is a CAD report, or where only a device observed.
/// Pure; any thread. Sources: PS3.16 TID 1500, 1410, 1411, 1501, 4019, 4100, 4104; 1001-1004 (observers).
[[nodiscard]] SrMeasurements measurementsOf(const SrDocument& document);

/// Of every item: its own rendering intent or that of the nearest item above which has one; Never holds for all below.
[[nodiscard]] std::vector<SrRendering> renderingsOf(const SrDocument& document);

/// Place in the patient, LPS mm, of a point in pixels whose origin is the outer corner of the first pixel: its centre
/// is 0.5 0.5, while ImagePositionPatient is that centre (PS3.3 C.18.6, C.7.6.2.1.1). x runs along the row.
[[nodiscard]] std::optional<WorldPoint> placeOf(const SliceHeader& image, double x, double y);
/// The inverse; the distance from the plane is dropped.
[[nodiscard]] std::optional<std::array<double, 2>> pixelOf(const SliceHeader& image, const WorldPoint& place);

/// A shape as lines in the patient.
struct PlacedShape {
    std::vector<WorldPoint> line; ///< circles and ellipses as polygons; one point: a point
    bool closed = false;
};
/// @param image the slice it lies on; null for shapes in a frame of reference.
/// Nothing for a graphic that isn't known, too few points, or an image without place.
[[nodiscard]] std::optional<PlacedShape> placed(const SrShape& shape, const SliceHeader* image);

/// The finding of a group whose shapes lie in `shapes`; nothing without any. Lengths in mm and volumes in mm3 from
/// its numbers by code, else by the words of the name; certainty becomes a score of rank.
[[nodiscard]] std::optional<Finding> findingOf(const SrGroup& group,
                                               const std::vector<std::pair<SrShape, PlacedShape>>& shapes);

} // namespace casebook::dicom
