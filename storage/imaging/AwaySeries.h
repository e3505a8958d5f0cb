// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QHash>
#include <QSet>

namespace casebook {

class Connection;

namespace awaySeries {

/// Series with images at these places (rows of `cold_place`): Series UID and the folder of the place. Asks nothing
/// where the list is empty, as it is in most studies.
[[nodiscard]] Result<QHash<QString, QString>> at(Connection& connection, const QList<std::int64_t>& places);

/// Before work begins that needs all of `series`: Refused "pack-away" (object = folder of the place).
[[nodiscard]] Result<> requireHere(Connection& connection, const QList<std::int64_t>& awayPlaces,
                                   const QSet<QString>& series);

} // namespace awaySeries

} // namespace casebook
