// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/VaultKeys.h"

#include "storage/vault/FailedUnlocks.h"

#include <QFileInfo>

#include <algorithm>
#include <cstring>

namespace casebook::vaultKeys {

namespace {

/// A soundly summed header with a wrong keyed sum was made by somebody without the key; then the other copy
/// may still be the true one.
Result<HeaderSecrets> openEither(OpenedKeys& opened) {
    auto secrets = header::open(opened.header, opened.keys);
    if (secrets)
        return secrets;
    for (const auto* copy : {&opened.copies.main, &opened.copies.copy}) {
        if (!*copy || (*copy)->mac == opened.header.mac)
            continue;
        if (auto other = header::open(**copy, opened.keys)) {
            opened.header = **copy;
            return other;
        }
    }
    return secrets;
}

} // namespace

Result<KeySlot> userSlot(const Header& header, const QString& login) {
    if (!login.isEmpty()) {
        const KeySlot* slot = header.slot(slots::idOf(header.studyId, login.trimmed()));
        if (!slot || slot->kind != KeySlot::User)
            return fail(ErrorKind::NoRight, "wrong-passphrase");
        if (!slot->isUsable())
            return fail(ErrorKind::NoRight, "user-disabled");
        return *slot;
    }
    const KeySlot* only = nullptr;
    for (const KeySlot& slot : header.keySlots) {
        if (slot.kind != KeySlot::User || !slot.isUsable())
            continue;
        if (only)
            return fail(ErrorKind::Refused, "user-needed");
        only = &slot;
    }
    if (!only)
        return fail(ErrorKind::Refused, "user-needed");
    return *only;
}

Result<KeySlot> recoverySlot(const Header& header) {
    const KeySlot* slot = header.slot(slots::recoveryId(header.studyId));
    if (!slot || slot->kind != KeySlot::Recovery || !slot->isUsable())
        return fail(ErrorKind::NoRight, "wrong-recovery-words");
    return *slot;
}

Result<KeySlot> machineSlot(const Header& header, const QByteArray& slotId) {
    const KeySlot* slot = header.slot(slotId);
    if (!slot || slot->kind != KeySlot::Machine || !slot->isUsable())
        return fail(ErrorKind::NoRight, "wrong-keyring");
    return *slot;
}

Result<OpenedKeys> open(const QString& folder, const SlotFinder& find, const SecretBytes& secret,
                        const VaultDeps& deps) {
    if (!QFileInfo(folder).isDir())
        return fail(ErrorKind::Refused, "no-such-study", folder);
    OpenedKeys opened{HeaderStore(deps.files, folder).read(), {}, {}, {}, {}, {}};
    const Header* best = opened.copies.best();
    if (!best)
        return tl::unexpected(opened.copies.error());
    opened.header = *best;
    if (!opened.copies.main || !opened.copies.copy)
        opened.warnings.append(QStringLiteral("header-copy-damaged"));
    const auto slot = find(opened.header);
    if (!slot)
        return tl::unexpected(slot.error());
    auto unwrapped = slots::unwrap(*slot, opened.header.studyId, opened.header.epoch, secret);
    if (!unwrapped) {
        if (unwrapped.error().kind == ErrorKind::NoRight)
            FailedUnlocks(deps.files, folder).note({slot->id, deps.clock.utcMs()});
        return tl::unexpected(unwrapped.error());
    }
    opened.user = unwrapped->user;
    opened.keys = KeyRing(std::move(unwrapped->master), opened.header.epoch);
    auto secrets = openEither(opened);
    if (!secrets)
        return tl::unexpected(secrets.error());
    opened.secrets = std::move(*secrets);
    for (const auto& old : opened.secrets.oldEpochs)
        opened.keys.addOldEpoch(old.epoch, old.master);
    return opened;
}

Result<> checkPassphrase(const SecretBytes& passphrase, bool synthetic) {
    const auto bytes = passphrase.span();
    // Continuation bytes of UTF-8 begin with 10; all others begin a character.
    const auto characters =
        std::count_if(bytes.begin(), bytes.end(), [](std::uint8_t b) { return (b & 0xC0) != 0x80; });
    if (characters < minPassphraseLength)
        return fail(ErrorKind::Refused, "weak-passphrase", {}, {QString::number(minPassphraseLength)});
    const std::size_t length = std::strlen(publicSamplePassphrase);
    if (!synthetic && bytes.size() == length &&
        std::memcmp(bytes.data(), publicSamplePassphrase, length) == 0)
        return fail(ErrorKind::Refused, "public-passphrase");
    return {};
}

} // namespace casebook::vaultKeys
