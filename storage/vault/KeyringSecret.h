// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/vault/Vault.h"

namespace casebook::keyringSecret {

/// What a keyring keeps for a study: which slot of the header (16 bytes), and its key (32 random bytes).
inline constexpr std::size_t idLength = 16, length = 48;
/// 256 random bits need no slow hash.
inline constexpr KdfCost cost{1, 8 * 1024};

[[nodiscard]] inline QByteArray slotId(const SecretBytes& secret) {
    return {reinterpret_cast<const char*>(secret.data()), qsizetype(idLength)};
}
[[nodiscard]] inline SecretBytes key(const SecretBytes& secret) {
    return SecretBytes::copyOf(secret.span().subspan(idLength));
}

} // namespace casebook::keyringSecret
