// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/study/KeyringService.h"

#include "storage/study/DesktopKeyring.h"
#include "storage/vault/HeaderStore.h"
#include "storage/vault/KeyringSecret.h"

namespace casebook {

namespace {

using desktopKeyring::Entry;

Result<Entry> entryOf(const QString& folder, const QString& login, FileSystem& files) {
    const HeaderCopies copies = HeaderStore(files, folder).read();
    const Header* header = copies.best();
    if (!header)
        return tl::unexpected(copies.error());
    return Entry{header->studyId, login.isEmpty() ? QByteArray() : slots::idOf(header->studyId, login)};
}

Entry entryOf(const Vault& vault) {
    const QByteArray study = vault.info().study.bytes;
    return {study, slots::idOf(study, vault.session().login)};
}

/// Does the keyring take a secret now? It may ask the person to unlock it. Tried with one that opens nothing, of no
/// study.
Result<> tryWriting(const Entry& entry) {
    const Entry nothing{QByteArray(entry.study.size(), '\0'), entry.user};
    return desktopKeyring::write(nothing, QStringLiteral("Casebook"),
                                 SecretBytes::random(keyringSecret::length))
        .and_then([&] { return desktopKeyring::erase(nothing); });
}

/// What new keys or a restore made worthless is replaced.
Result<> notThereYet(const Vault& vault, const Entry& entry) {
    const auto secret = desktopKeyring::read(entry);
    if (!secret || secret->isEmpty())
        return secret ? Result<>() : tl::unexpected(secret.error());
    const auto opened = Vault::unlockByKeyring(vault.folder(), *secret, Access::ReadOnly);
    if (opened)
        return fail(ErrorKind::Refused, "keyring-present");
    return opened.error().code == "wrong-keyring" ? Result<>() : tl::unexpected(opened.error());
}

} // namespace

KeyringService::KeyringService(Vault& vault) : vault_(vault) {}

Result<> KeyringService::remember(const SecretBytes& passphrase) const {
    const Entry entry = entryOf(vault_);
    if (auto free = notThereYet(vault_, entry); !free)
        return free;
    if (auto can = tryWriting(entry); !can)
        return can;
    const auto secret = vault_.addKeyringSlot(passphrase);
    if (!secret)
        return tl::unexpected(secret.error());
    auto kept = desktopKeyring::write(entry, QStringLiteral("Casebook"), *secret);
    if (!kept) // nobody holds its key
        if (auto removed = vault_.removeKeyringSlot(*secret); !removed)
            return removed;
    return kept;
}

Result<> KeyringService::forget() const {
    if (auto removed = vault_.removeKeyringSlots(); !removed)
        return removed;
    const auto erased = desktopKeyring::erase(entryOf(vault_));
    return erased || erased.error().code == "no-keyring" ? Result<>() : erased;
}

Result<bool> KeyringService::isRemembered() const { return desktopKeyring::holds(entryOf(vault_)); }

bool KeyringService::canUnlock(const QString& folder, const QString& login) {
    const auto entry = entryOf(folder, login, VaultDeps::system().files);
    return entry && desktopKeyring::holds(*entry).value_or(false);
}

Result<std::unique_ptr<Vault>> KeyringService::unlock(const QString& folder, const QString& login,
                                                      Access access, VaultDeps deps) {
    const auto entry = entryOf(folder, login, deps.files);
    if (!entry)
        return tl::unexpected(entry.error());
    const auto secret = desktopKeyring::read(*entry);
    if (!secret)
        return tl::unexpected(secret.error());
    if (secret->isEmpty())
        return fail(ErrorKind::Refused, "keyring-empty");
    return Vault::unlockByKeyring(folder, *secret, access, deps);
}

} // namespace casebook
