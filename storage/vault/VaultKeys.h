// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/vault/HeaderStore.h"
#include "storage/vault/Vault.h"

#include <functional>

namespace casebook {

/// What comes out of a header and a secret.
struct OpenedKeys {
    HeaderCopies copies;
    Header header;         ///< the one used
    HeaderSecrets secrets;
    KeyRing keys;
    Uuid user;             ///< of the slot that opened
    QStringList warnings;  ///< "header-copy-damaged"
    QByteArray newInstance =
        {}; ///< see studyInstance; of a study that is being restored, to be written to it
};

namespace vaultKeys {

/// Finds the user's slot (login empty: the only user's). Errors Refused "user-needed",
/// NoRight "wrong-passphrase", "user-disabled".
[[nodiscard]] Result<KeySlot> userSlot(const Header& header, const QString& login);
[[nodiscard]] Result<KeySlot> recoverySlot(const Header& header);
/// Error NoRight "wrong-keyring".
[[nodiscard]] Result<KeySlot> machineSlot(const Header& header, const QByteArray& slotId);

using SlotFinder = std::function<Result<KeySlot>(const Header&)>;

/// Reads both copies, unwraps the slot that `find` gives, checks the keyed sum. A passphrase that fails is
/// noted in "f". Errors as Vault's unlocking calls.
[[nodiscard]] Result<OpenedKeys> open(const QString& folder, const SlotFinder& find,
                                      const SecretBytes& secret, const VaultDeps& deps);

/// Is it fit to be chosen? @param names the user's and the study's, which it may not consist of.
/// Error Refused "weak-passphrase" (too short), "guessable-passphrase", "public-passphrase". A synthetic study
/// keeps nobody's secrets and takes any that is long enough.
[[nodiscard]] Result<> checkPassphrase(const SecretBytes& passphrase, bool synthetic,
                                       const QStringList& names);

} // namespace vaultKeys

} // namespace casebook
