// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segmentation/RoiRaster.h"
#include "core/values/Job.h"
#include "storage/dicom/Instance.h"
#include "storage/objects/ObjectStore.h"

#include <optional>

namespace casebook {

class Database;
class WorkerPool;

/// Kind code of overlays made from an object of that kind ("SEG", "RTSTRUCT"); empty where it makes none.
[[nodiscard]] QByteArray overlayKind(dicom::ObjectKind kind);

/// Reads the stored bytes of an overlay as masks, whatever its kind. Checks no rights. Any thread but
/// the GUI's; blocks.
class OverlayLoader {
public:
    OverlayLoader(Database& database, ObjectStore& objects, WorkerPool& workers)
        : database_(database), objects_(objects), workers_(workers) {}

    /// @param series the image that contours are filled on; empty: on a grid of their own.
    /// Errors: those of the reader, "damaged-object", "cancelled".
    [[nodiscard]] Result<Segmentation> read(const QByteArray& kind, const PackId& pack, const Extent& extent,
                                            const QString& series, const Job& job = {}) const;

    /// What an object says of itself before it is placed: no masks.
    struct Head {
        QString frameOfReference, referencedSeries;
        AlgorithmIdentity algorithm;
    };
    [[nodiscard]] Result<Head> head(const QByteArray& kind, const PackId& pack, const Extent& extent) const;

private:
    [[nodiscard]] std::optional<RoiImage> imageOf(const QString& series) const;

    Database& database_;
    ObjectStore& objects_;
    WorkerPool& workers_;
};

} // namespace casebook
