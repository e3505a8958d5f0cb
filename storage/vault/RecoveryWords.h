// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/vault/SecretBytes.h"

#include <QStringList>

namespace casebook::recovery {

/// 160 random bits; what the recovery slot is wrapped with.
[[nodiscard]] SecretBytes makeSecret();

/// Nine groups of four letters and digits (Crockford base32): 160 bits and 20 check bits.
[[nodiscard]] QString toWords(const SecretBytes& secret);

/// The groups of what toWords gave, to be asked for one by one.
[[nodiscard]] QStringList groups(const QString& words);

/// Takes upper and lower case, O for 0, I and L for 1, and any spaces or hyphens.
/// Error Refused "mistyped-recovery-words" (args = {number of the first doubtful group, or empty}).
[[nodiscard]] Result<SecretBytes> fromWords(const QString& words);

} // namespace casebook::recovery
