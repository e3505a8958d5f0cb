// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/odm/Node.h"
#include "storage/dicom/odm/OdmReader.h"

#include <QMap>

#include <vector>

namespace casebook::odm {

/// One answer as it stands in the file, under the file's own OIDs.
struct RawRecord {
    QString visit, visitRepeat, form, formRepeat, group, groupRepeat, item;
    QString subject, text, unit, missing;
    QString study, metaDataVersion;
    bool null = false, remove = false;
    qint64 line = 0;
};

/// An ODM file, read once from front to back: metadata as a tree, answers as records, the rest counted.
struct Document {
    std::vector<Node> studies;
    std::vector<RawRecord> records;
    QList<Line> adapted, refused;
    bool refusedWhole = false;
    qint64 referenceRows = 0, clinicalFiles = 0;
    bool admin = false;
};

[[nodiscard]] Document readDocument(std::span<const std::byte> bytes, const Limits& limits);

} // namespace casebook::odm
