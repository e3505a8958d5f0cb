// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/WriteTransaction.h"
#include "storage/imaging/ImagingService.h"
#include "storage/objects/ObjectStore.h"

#include <optional>

namespace casebook::overlayTable {

/// SQL of `overlay` and `overlay_style`. Used by services inside their transactions.

struct Source {
    PackId pack;
    Extent extent;
};

struct NewOverlay {
    QByteArray kind;              ///< "SEG", "LABELS"
    QString uid;                  ///< SOP Instance UID, or empty: the uuid is used
    std::optional<QString> seriesUid;
    QString frameOfReference;
    QByteArray placement, reason;
    AlgorithmIdentity algorithm;
    std::optional<UserId> confirmedBy;
    PackId packId;                ///< where its bytes are
    Extent extent;
};
[[nodiscard]] Result<OverlayRow> insert(WriteTransaction& tx, const NewOverlay& overlay);
[[nodiscard]] Result<QList<OverlayRow>> list(Connection& connection);
[[nodiscard]] Result<std::optional<OverlayRow>> find(Connection& connection, const QString& idOrUid);
[[nodiscard]] Result<Source> source(Connection& connection, OverlayId id);
[[nodiscard]] Result<> place(WriteTransaction& tx, OverlayId id, const QString& seriesUid,
                             const QByteArray& placement, const QByteArray& reason,
                             std::optional<UserId> confirmedBy);
[[nodiscard]] Result<QList<SegmentStyle>> styles(Connection& connection, OverlayId id);
[[nodiscard]] Result<> setStyle(WriteTransaction& tx, OverlayId id, const SegmentStyle& style);

/// The image series that a derived object in this frame of reference belongs on: the one it names
/// when that is here, else the image series of the frame with most instances. Empty: none.
[[nodiscard]] Result<QString> seriesInFrame(Connection& connection, const QString& frameOfReference,
                                            const QString& preferredSeries);

} // namespace casebook::overlayTable
