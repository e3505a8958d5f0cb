// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/WriteTransaction.h"
#include "storage/vault/Backup.h"

namespace casebook::backupNote {

/// Header, database and packs of a snapshot, as its manifest says; below 0 where that can't be read.
[[nodiscard]] std::int64_t snapshotBytes(const backupFolder::Source& source, const BackupReport& report);

/// What the study keeps of a backup: a row of the audit, and the setting "backup.last" for Home.
[[nodiscard]] Result<> write(WriteTransaction& tx, const BackupReport& report, std::int64_t bytes);

} // namespace casebook::backupNote
