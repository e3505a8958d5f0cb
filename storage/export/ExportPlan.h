// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/deid/Deidentifier.h"
#include "storage/export/ExportData.h"
#include "storage/export/ExportTable.h"

#include <QMap>

namespace casebook {

/// Objects or items that don't leave, counted by reason.
struct ExportExclusion {
    QString what;      ///< series UID (as in the vault), or "form.item"
    QByteArray
        reason; ///< codes of deidExclusions(), "hidden", "reference", "frame-of-reference", "label-map", "text" ...
    int count = 1;
};

/// What was or would be done to one attribute, over all objects.
struct ExportAttribute {
    QByteArray path, action, reason;
    int count = 0;
};

/// What an export would do: a pure value, which the preview draws and run() carries out.
struct ExportPlan {
    ExportOptions options;
    ExportData data;
    QList<int> images; ///< places in data.instances to be released, images before derived objects
    QList<int> segmentations;
    QList<ExportExclusion> excluded;
    QList<QByteArray> warnings; ///< "head", "held-values", "small-k"

    // Filled for a preview only: of the first object of each series.
    QList<ExportAttribute> attributes;
    QList<dicom::DeidSample> samples; ///< without values before where the session may not read identities
    QStringList droppedWords;
    ExportTables tables;

    [[nodiscard]] int subjects() const { return int(data.subjects.size()); }
    /// Pure: decides by the stored headers what a profile releases.
    [[nodiscard]] static ExportPlan make(ExportData data, const ExportOptions& options);
};

} // namespace casebook
