// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/Placement.h"
#include "core/segmentation/Segmentation.h"
#include "storage/imaging/ImagingService.h"

namespace casebook {

class Database;
class ObjectStore;
class WorkerPool;

/// Any overlay as our own DICOM Segmentation, drawn on the slices of its series: of patient, exam and
/// frame of reference of that series, in a new series of its own. Checks no rights. Any thread but the
/// GUI's; blocks.
class SegExport {
public:
    SegExport(Database& database, ObjectStore& objects, WorkerPool& workers)
        : database_(database), objects_(objects), workers_(workers) {}

    /// A label map is written in the order of the image's slices, all else on its own grid, its frames
    /// joined with the slices they lie on (within 0.1 mm). UIDs depend on the overlay only. @param program
    /// "Casebook 1.2": goes into SoftwareVersions.
    /// Errors: "no-image" (not placed on a series), "empty-segmentation", those of writeSegmentation.
    [[nodiscard]] Result<QByteArray> write(const OverlayRow& overlay, const Segmentation& segmentation,
                                           const QString& program) const;

private:
    Database& database_;
    ObjectStore& objects_;
    WorkerPool& workers_;
};

} // namespace casebook
