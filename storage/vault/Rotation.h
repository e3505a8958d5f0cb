// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/vault/FileSystem.h"

namespace casebook {

/// A change of keys writes the database anew as "d/c.next", then the header with the new key, then renames.
/// Which of the two files a header belongs to shows in the salt: the first 16 bytes of each.

/// The file that belongs to the header with this salt: "d/c", or "d/c.next" after a kill before the rename.
[[nodiscard]] QString databasePath(const QString& folder, const QByteArray& salt);

/// Ends what a kill interrupted: renames a new database that the header names, removes one that it does not.
/// For the writer only.
[[nodiscard]] Result<> settleRotation(FileSystem& files, const QString& folder, const QByteArray& salt);

} // namespace casebook
