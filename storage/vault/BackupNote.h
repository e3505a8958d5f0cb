// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/WriteTransaction.h"
#include "storage/vault/Backup.h"

namespace casebook::backupNote {

/// Header, database and packs of a snapshot, as its manifest says; below 0 where that can't be read.
[[nodiscard]] std::int64_t snapshotBytes(const backupFolder::Source& source, const BackupReport& report);

/// What the study keeps of a backup: a row of the audit, and the setting "backup.last" for Home.
/// @param madeMs  before its database was copied: what is younger is not in it
[[nodiscard]] Result<> write(WriteTransaction& tx, const BackupReport& report, std::int64_t bytes,
                             std::int64_t madeMs);

/// How many snapshots a backup keeps, as an administrator chose it (BackupPlan).
[[nodiscard]] Result<int> snapshotsKept(Connection& connection);

/// No backup starts by itself any more: of a restored study, whose plan names the folder of the one it came from.
/// Leaves an audit row where it changes something. @return whether it did
[[nodiscard]] Result<bool> stopRhythm(WriteTransaction& tx);

} // namespace casebook::backupNote
