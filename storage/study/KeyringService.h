// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/vault/Vault.h"

namespace casebook {

/// A study that a person may open on this computer without typing his passphrase, because the keyring of his desktop
/// holds a secret for it. The passphrase stays, and is asked for signatures all the same. Calls may wait for the
/// keyring's program. Errors: those of desktopKeyring.
class KeyringService {
public:
    explicit KeyringService(Vault& vault);

    /// For the session's user. Errors also NoRight "wrong-passphrase", Refused "read-only", "keyring-present".
    [[nodiscard]] Result<> remember(const SecretBytes& passphrase) const;
    /// On every computer: what other keyrings hold opens nothing any more. Works also where no keyring runs.
    [[nodiscard]] Result<> forget() const;
    [[nodiscard]] Result<bool> isRemembered() const;

    /// Is there something to try? Reads the header's plain part only. @param login empty: whoever is remembered here.
    [[nodiscard]] static bool canUnlock(const QString& folder, const QString& login);
    /// Errors also those of Vault::unlockByKeyring, Refused "keyring-empty".
    [[nodiscard]] static Result<std::unique_ptr<Vault>>
    unlock(const QString& folder, const QString& login, Access access, VaultDeps deps = VaultDeps::system());

private:
    Vault& vault_;
};

} // namespace casebook
