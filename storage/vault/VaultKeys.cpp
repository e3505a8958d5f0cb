// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/VaultKeys.h"

#include "storage/vault/FailedUnlocks.h"

#include <QFileInfo>

#include <algorithm>
#include <cstring>
#include <span>
#include <vector>

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

using Bytes = std::span<const std::uint8_t>;

/// Continuation bytes of UTF-8 begin with 10; all others begin a character.
bool beginsCharacter(std::uint8_t byte) { return (byte & 0xC0) != 0x80; }

/// How many characters differ from each other, counted up to `enough`. Copies none of them.
std::size_t differentCharacters(Bytes utf8, std::size_t enough) {
    std::vector<Bytes> seen;
    for (std::size_t at = 0; at < utf8.size() && seen.size() < enough;) {
        std::size_t end = at + 1;
        while (end < utf8.size() && !beginsCharacter(utf8[end]))
            ++end;
        const Bytes one = utf8.subspan(at, end - at);
        if (std::ranges::none_of(seen, [&](Bytes known) { return std::ranges::equal(known, one); }))
            seen.push_back(one);
        at = end;
    }
    return seen.size();
}

/// What people put between words.
bool isSeparator(std::uint8_t byte) { return QByteArrayView(" -_.,").contains(static_cast<char>(byte)); }

/// Is it the name, once or over and over, whatever stands between and whatever the case of Latin letters?
bool isOnlyName(Bytes utf8, const QString& name) {
    QByteArray word = name.normalized(QString::NormalizationForm_C).toUtf8().toLower();
    word.removeIf([](char c) { return isSeparator(static_cast<std::uint8_t>(c)); });
    if (word.isEmpty())
        return false;
    qsizetype letters = 0;
    for (const std::uint8_t byte : utf8) {
        if (isSeparator(byte))
            continue;
        const auto lower = static_cast<std::uint8_t>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
        if (static_cast<std::uint8_t>(word[letters++ % word.size()]) != lower)
            return false;
    }
    return letters >= word.size();
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

Result<> checkPassphrase(const SecretBytes& passphrase, bool synthetic, const QStringList& names) {
    constexpr std::size_t fewestDifferent = 4;
    const auto bytes = passphrase.span();
    const auto characters = std::count_if(bytes.begin(), bytes.end(), beginsCharacter);
    if (characters < minPassphraseLength)
        return fail(ErrorKind::Refused, "weak-passphrase", {}, {QString::number(minPassphraseLength)});
    if (synthetic)
        return {};
    const auto isName = [&](const QString& name) { return isOnlyName(bytes, name); };
    if (differentCharacters(bytes, fewestDifferent) < fewestDifferent || std::ranges::any_of(names, isName))
        return fail(ErrorKind::Refused, "guessable-passphrase");
    const std::size_t length = std::strlen(publicSamplePassphrase);
    if (bytes.size() == length && std::memcmp(bytes.data(), publicSamplePassphrase, length) == 0)
        return fail(ErrorKind::Refused, "public-passphrase");
    return {};
}

} // namespace casebook::vaultKeys
