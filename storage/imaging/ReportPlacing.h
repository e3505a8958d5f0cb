// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/Connection.h"
#include "storage/dicom/sr/SrMeasurements.h"
#include "storage/imaging/ImagingTable.h"

#include <QHash>

namespace casebook::reportPlacing {

/// Where a report's shapes lie among the images of one subject: by SOP Instance UID, or by frame of reference.
/// Images of other subjects are never taken, also where their UID is the same.

/// Images that reports refer to, each looked up once.
class Images {
public:
    Images(Connection& connection, SubjectId subject) : connection_(connection), subject_(subject) {}

    struct Image {
        QString seriesUid;
        SliceHeader slice;
        int frames = 1;
    };
    /// Null: not here, or of another subject.
    [[nodiscard]] Result<const Image*> find(const QString& sopInstance);
    /// Image series of the frame with most images; empty: none of this subject.
    [[nodiscard]] Result<QString> seriesInFrame(const QString& frameOfReference);

private:
    Connection& connection_;
    SubjectId subject_;
    QHash<QString, std::optional<Image>> known_;
    QHash<QString, QString> frames_;
};

/// A group with those of its shapes that lie on one series.
struct PlacedGroup {
    int group = 0; ///< in SrMeasurements::groups
    QString seriesUid;
    std::vector<std::pair<dicom::SrShape, dicom::PlacedShape>> shapes;
};
[[nodiscard]] Result<std::vector<PlacedGroup>> place(Images& images, const dicom::SrMeasurements& measured);

/// The series most images of which are named; empty: none is here.
[[nodiscard]] Result<QString> seriesOf(Images& images, const std::vector<dicom::SrReference>& references);

} // namespace casebook::reportPlacing
