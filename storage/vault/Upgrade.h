// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/vault/Vault.h"

#include <optional>

namespace casebook {

/// What an upgrade did. Schema numbers are the same where the study was current already; then there is no backup.
struct UpgradeReport {
    int from = 0, to = 0;
    std::optional<BackupReport> backup;
};

/// Brings a closed study to the schema of this program: first a backup of it as it is into `backup`, read back and
/// checked, then the migrations. The backup opens with this program and with the one that wrote the study. Right
/// ManageStudy. Errors: those of Vault::unlock and of backupFolder; on an error of the backup nothing is changed.
[[nodiscard]] Result<UpgradeReport> upgradeStudy(const QString& folder, const QString& login,
                                                 const SecretBytes& passphrase, const QString& backup,
                                                 const Job& job, VaultDeps deps = VaultDeps::system());

} // namespace casebook
