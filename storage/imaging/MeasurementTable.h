// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/WriteTransaction.h"
#include "storage/imaging/ImagingService.h"

#include <optional>

namespace casebook::measurementTable {

/// SQL of `measurement`. Points are kept in LPS mm with full precision; nothing is deleted, only voided.
/// @param by only what this user measured.
[[nodiscard]] Result<QList<LengthRecord>> lengths(Connection& connection, const QString& seriesUid,
                                                  std::optional<UserId> by = {});
[[nodiscard]] Result<LengthRecord> insert(WriteTransaction& tx, const LengthRecord& length,
                                          const Session& session);
/// New ends and value of a row, by its uuid. @return the old value, mm. Error "no-such-measurement".
[[nodiscard]] Result<double> change(WriteTransaction& tx, const LengthRecord& length);
/// Error "no-such-measurement".
[[nodiscard]] Result<> voidRow(WriteTransaction& tx, const Uuid& uuid);

} // namespace casebook::measurementTable
