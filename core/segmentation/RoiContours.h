// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segmentation/Segmentation.h"

namespace casebook {

/// One contour as it stands in the object: points in LPS mm, any plane, never changed.
struct RoiContour {
    /// ContourGeometricType (DICOM PS3.3 C.8.8.6).
    enum class Type { Point, OpenPlanar, OpenNonplanar, ClosedPlanar, ClosedPlanarXor };
    Type type = Type::ClosedPlanar;
    std::vector<WorldPoint> points;
    [[nodiscard]] bool isClosed() const {
        return type == Type::ClosedPlanar || type == Type::ClosedPlanarXor;
    }
};

/// One region of interest of a structure set.
struct Roi {
    int number = 0;
    QString name;
    QByteArray interpretedType;                 ///< RTROIInterpretedType: "GTV", "ORGAN", or empty
    QString codeMeaning; ///< of RTROIIdentificationCode or the observation's property
    QByteArray code; ///< "39607008^SCT"
    std::array<std::uint8_t, 3> color{0, 0, 0}; ///< ROIDisplayColor, sRGB
    bool hasColor = false;
    AlgorithmIdentity algorithm;
    QString frameOfReference; ///< of this ROI where it differs from the set's; else empty
    std::vector<RoiContour> contours;
    int wrongCounts = 0; ///< contours whose NumberOfContourPoints is not what is there
    int unreadable = 0; ///< contours left out: no numbers, or a count that is no multiple of three
};

/// A DICOM RT Structure Set (PS3.3 A.19): what was drawn, not yet on any grid. A value; any thread.
struct RoiSet {
    QString uid; ///< SOP Instance UID
    QString label; ///< StructureSetLabel
    QString date; ///< StructureSetDate, YYYYMMDD; may be empty
    QString frameOfReference; ///< that of the set, or of most of its ROIs; may be empty
    QString referencedSeries; ///< Series UID it says it was drawn on; may be empty
    std::vector<Roi> rois;
};

} // namespace casebook
