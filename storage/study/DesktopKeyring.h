// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/vault/SecretBytes.h"

#include <QByteArray>
#include <QString>

/// The keyring of the desktop (Secret Service: GNOME Keyring, KWallet, KeePassXC), by libsecret. Calls wait for another
/// program and may make it ask the person to unlock the keyring: not for the window's thread.
/// Errors: System "no-keyring" (none runs here), "keyring-refused" (locked, or the person said no).
namespace casebook::desktopKeyring {

/// Whose secret it is: both are 16 bytes that tell nothing by themselves.
struct Entry {
    QByteArray study;
    QByteArray user; ///< empty in a search: anybody's of this desktop
};

/// Without unlocking anything.
[[nodiscard]] Result<bool> holds(const Entry& entry);
/// Empty where there is none.
[[nodiscard]] Result<SecretBytes> read(const Entry& entry);
/// @param label what the person sees in the list of his keyring; never a name of a study or subject.
[[nodiscard]] Result<> write(const Entry& entry, const QString& label, const SecretBytes& secret);
[[nodiscard]] Result<> erase(const Entry& entry);

} // namespace casebook::desktopKeyring
