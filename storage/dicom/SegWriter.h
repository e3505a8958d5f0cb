// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segmentation/Segmentation.h"
#include "core/volume/Volume.h"
#include "storage/dicom/WriterIdentity.h"

namespace casebook::dicom {

/// What a segmentation object says of itself beside its segments.
struct SegDescription {
    QString sopInstanceUid;
    QString dimensionUid;                ///< DimensionOrganizationUID
    QString label;                       ///< ContentLabel: CS, upper case
    QString description;                 ///< ContentDescription
    QString creator;                     ///< ContentCreatorName
    QByteArray familyCode, familyScheme, familyMeaning; ///< how the algorithm works (CID 7162 or own)
    QByteArray algorithmSource;          ///< organisation behind the algorithm
    QByteArray sourceClass;              ///< SOP class of the image's instances; empty: CT
    /// Slices without an image (an empty UID in Volume::instances) are written without a source.
    bool sourcesMayMiss = false;
};

/// Writes a BINARY DICOM Segmentation drawn on the slices of `image`: one frame per segment and slice
/// that holds something, bits packed without gaps (PS3.3 C.8.20, PS3.5 8.1.1). Grids must be the same.
/// Segments are numbered from 1 in their order, as the standard
/// wants; one without a code is "Tissue", one without voxels has its item and no frame. The bytes depend
/// on the arguments only. Any thread.
/// Errors: "grid-mismatch", "empty-segmentation" (no segment at all), "usage" (slice without UID, unless they
/// may miss), "write-failed".
[[nodiscard]] Result<QByteArray> writeSegmentation(const Segmentation& segmentation, const Volume& image,
                                                   const ExamIdentity& exam, const SeriesIdentity& series,
                                                   const SegDescription& description);

} // namespace casebook::dicom
