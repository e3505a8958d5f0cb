// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/vault/Vault.h"

#include <optional>

namespace casebook {

struct StudyMoveOptions {
    bool keep = false; ///< the old folder stays, for reading only, marked as moved
    bool copy = false; ///< copies even where the folder could be renamed
    QString reason;    ///< for the audit; may be empty
};

struct StudyMoveReport {
    QString folder;        ///< where the study is now
    bool copied = false;   ///< else it was renamed
    int packs = 0;         ///< copied
    std::int64_t bytes = 0;
    bool oldFolderGone = false; ///< false too where something in it could not be removed
};

/// Takes a closed study to another folder, which must be absent or empty. On one disk the folder is renamed. Else all is
/// copied and the copy is checked whole; only then the old folder is marked as moved, the copy becomes the study, and
/// the old folder goes. After a kill at any point at most one of the two opens for writing, and the same call finishes
/// the move. Packs on other disks stay where they are. Right ManageStudy.
/// Errors: those of Vault::unlock and of FileSystem; Refused "move-inside-study", "study-exists", "network-folder",
/// "study-moved"; System "disk-full" (args = {MiB needed, MiB free}); Damaged "move-damaged" (args = {path}): what
/// was read is not what was written, the study stays where it was; Cancelled "cancelled". Blocks, takes long.
[[nodiscard]] Result<StudyMoveReport> moveStudy(const QString& folder, const QString& to,
                                                const QString& login, const SecretBytes& passphrase,
                                                const StudyMoveOptions& options, const Job& job,
                                                VaultDeps deps = VaultDeps::system());

} // namespace casebook
