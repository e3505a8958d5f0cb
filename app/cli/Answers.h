// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"
#include "app/cli/Context.h"

#include <QJsonArray>

namespace casebook {

/// `volume info`: every group of the series, with numbers and hash of its voxels.
[[nodiscard]] Result<Answer> volumeAnswer(OpenStudy& study, const QString& seriesUid, const Job& job);

/// `overlay info`: identity, placement and segments.
[[nodiscard]] Result<Answer> overlayAnswer(OpenStudy& study, const OverlayRow& row, const Job& job);

/// `import dicom`, and what arrives over the network.
[[nodiscard]] Answer importAnswer(const ImportReport& report);

/// [x, y, z]
[[nodiscard]] QJsonArray jsonOf(const WorldPoint& point);
/// Null where the text is empty.
[[nodiscard]] QJsonValue textOrNull(const QString& text);

/// Damage as `verify` tells it.
[[nodiscard]] QJsonArray damageJson(const QList<Damage>& damage);
[[nodiscard]] QString damageText(const QList<Damage>& damage); ///< a line each

/// Packs whose disk is not connected.
[[nodiscard]] QJsonArray awayJson(const QList<AwayPacks>& away);
[[nodiscard]] QString awayText(const QList<AwayPacks>& away); ///< a line a place

/// Where and how large a grid lies: the geometry keys of `volume info`.
[[nodiscard]] QJsonObject jsonOf(const GridGeometry& grid);

} // namespace casebook
