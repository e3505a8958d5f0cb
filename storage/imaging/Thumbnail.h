// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"
#include "storage/database/WriteTransaction.h"
#include "storage/imaging/SeriesLoader.h"

namespace casebook::thumbnail {

/// Small pictures of image series, never of overlays; kept in the encrypted database.

/// JPEG of the middle slice in the series' own window, at most 256 pixels a side; empty where the
/// series has no image that can be drawn.
[[nodiscard]] Result<QByteArray> make(const SeriesLoader& loader, const QString& seriesUid);
/// Of one of its volumes (SeriesLoader::volume). Not stored.
[[nodiscard]] Result<QByteArray> makeOf(const SeriesLoader& loader, const QString& seriesUid, int index);
[[nodiscard]] Result<> store(WriteTransaction& tx, const QString& seriesUid, const QByteArray& jpeg);
[[nodiscard]] Result<QByteArray> find(Connection& connection, const QString& seriesUid);

} // namespace casebook::thumbnail
