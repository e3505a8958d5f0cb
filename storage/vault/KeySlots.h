// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Ids.h"
#include "storage/vault/SecretBytes.h"

#include <QByteArray>

#include <cstdint>

namespace casebook {

/// One wrapped copy of the master key in the header. Layout in docs/formats/vault.md.
struct KeySlot {
    enum Kind : std::uint8_t { User = 1, Recovery = 2, Machine = 3 };
    enum State : std::uint8_t { Off = 0, Active = 1, MustChange = 2 };
    static constexpr int length = 131;      ///< bytes in the header
    static constexpr std::uint8_t argon2id = 1;

    std::uint8_t kind = User;
    std::uint8_t state = Active;
    QByteArray id;      ///< 16
    std::uint8_t kdf = argon2id;
    std::uint32_t ops = 0;
    std::uint32_t memKiB = 0;
    QByteArray salt;    ///< 16
    QByteArray nonce;   ///< 24
    QByteArray wrapped; ///< master key 32, user id 16, tag 16

    bool operator==(const KeySlot&) const = default;
    [[nodiscard]] bool isUsable() const { return state == Active || state == MustChange; }
};

/// What a slot holds.
struct UnwrappedSlot {
    SecretBytes master; ///< 32
    Uuid user;
};

namespace slots {

/// Finds a user's slot without his name in the clear: BLAKE2b-128(study id, casefolded NFC name).
[[nodiscard]] QByteArray idOf(const QByteArray& studyId, const QString& login);
[[nodiscard]] QByteArray recoveryId(const QByteArray& studyId);

/// Wraps `master` for whoever knows `passphrase`: fresh salt and nonce. Takes one Argon2 run.
[[nodiscard]] Result<KeySlot> wrap(KeySlot::Kind kind, const QByteArray& slotId, const QByteArray& studyId,
                                   std::uint32_t epoch, const SecretBytes& master, const Uuid& user,
                                   const SecretBytes& passphrase, std::uint32_t ops, std::uint32_t memKiB);

/// Error NoRight "wrong-passphrase"; Damaged "header-damaged" for a cost outside the bounds (ops 1 to 16,
/// 8 MiB to 2 GiB): the header can't be checked before the unlock and may be hostile.
[[nodiscard]] Result<UnwrappedSlot> unwrap(const KeySlot& slot, const QByteArray& studyId,
                                           std::uint32_t epoch, const SecretBytes& passphrase);

} // namespace slots

} // namespace casebook
