// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/Frame.h"
#include "storage/dicom/WriterIdentity.h"
#include "storage/dicom/sr/SrDocument.h"

#include <array>
#include <optional>
#include <vector>

namespace casebook::dicom {

/// An image that a written document is about.
struct SourceImage {
    QString sopClass, sopInstance, seriesUid, studyUid;
};

/// A line that was measured: on an image in pixels (the centre of the first pixel is 0.5 0.5), or between two places
/// of a frame of reference.
struct MeasuredLine {
    double length_mm = 0;
    std::array<double, 4> pixels{}; ///< x y x y; where `image` is set
    std::optional<SourceImage> image;
    std::array<WorldPoint, 2> ends{WorldPoint(0, 0, 0), WorldPoint(0, 0, 0)}; ///< LPS mm
};

/// One group of the report: a length, a long axis with its short axis, or the volume of a segment.
struct MeasuredGroup {
    QString trackingId, trackingUid;
    SrCode finding; ///< empty: left out
    std::optional<MeasuredLine> line; ///< a length; the long axis where there is a short one
    std::optional<MeasuredLine> shortAxis;
    std::optional<double> volume_mm3;
    std::optional<SourceImage> segmentation; ///< with `segment`: what the volume is of
    int segment = 0;
    QString sourceSeries; ///< of the images that were segmented
    QString algorithm, algorithmVersion; ///< empty: a person's
};

struct ReportDescription {
    QString sopInstanceUid;
    QString observer; ///< a person's name, empty: none
    QString deviceUid; ///< of this installation
    QString frameOfReference; ///< of lines in space
    bool complete = true;
};

/// Writes an imaging measurement report (PS3.16 TID 1500) as Comprehensive 3D SR. Bytes depend on the arguments only.
/// Any thread. Errors: "nothing-to-write" (no group), "write-failed".
[[nodiscard]] Result<QByteArray> writeMeasurementReport(const std::vector<MeasuredGroup>& groups,
                                                        const std::vector<SourceImage>& evidence,
                                                        const ExamIdentity& exam,
                                                        const SeriesIdentity& series,
                                                        const ReportDescription& description);

/// Writes a key object selection (PS3.3 A.35.4, TID 2010) titled "Of Interest". Errors as above.
[[nodiscard]] Result<QByteArray> writeKeyObjects(const std::vector<SourceImage>& images, const QString& text,
                                                 const ExamIdentity& exam, const SeriesIdentity& series,
                                                 const ReportDescription& description);

} // namespace casebook::dicom
