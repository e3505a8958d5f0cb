// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/audit/AuditLog.h"
#include "storage/vault/KeyRing.h"
#include "storage/vault/KeySlots.h"

#include <QList>

#include <vector>

namespace casebook {

/// What the header holds that nobody sees without a key.
struct HeaderSecrets {
    struct User {
        QByteArray slotId;
        Uuid user;
        QString login;
        bool operator==(const User&) const = default;
    };
    struct OldEpoch {
        std::uint32_t epoch = 0;
        SecretBytes master;
    };
    QList<User> users;
    std::vector<OldEpoch> oldEpochs;
    ChainHead anchor; ///< a row of the audit that must be there

    [[nodiscard]] HeaderSecrets clone() const; ///< keys are never copied by accident
    [[nodiscard]] QString loginOf(const Uuid& user) const; ///< empty: nobody's
};

/// The header of a study ("casebook.study"): which keys open it. Layout in docs/formats/vault.md.
struct Header {
    static constexpr std::uint16_t currentVersion = 1;
    static constexpr int maxLength = 64 * 1024;

    std::uint16_t version = currentVersion;
    std::uint16_t minReader = currentVersion;
    QByteArray studyId;      ///< 16
    std::uint64_t serial = 0; ///< grows by 1 at every write
    std::uint32_t epoch = 1;
    QByteArray databaseSalt; ///< 16
    QList<KeySlot> keySlots;
    QByteArray sealedNonce;  ///< 24
    QByteArray sealed;
    QByteArray beforeMac;    ///< the file's bytes that the MAC covers
    QByteArray mac;          ///< 32

    [[nodiscard]] const KeySlot* slot(const QByteArray& slotId) const;
    [[nodiscard]] KeySlot* slot(const QByteArray& slotId);
};

namespace header {

/// Bytes of the file, with `secrets` sealed and both sums over them.
[[nodiscard]] QByteArray encode(const Header& header, const HeaderSecrets& secrets, const KeyRing& keys);

/// Takes the file apart and checks the plain sum, which needs no key. Errors Damaged "header-damaged",
/// Refused "not-a-study" (other magic), Refused "newer-format" (args = {version}).
[[nodiscard]] Result<Header> decode(const QByteArray& file);

/// Checks the keyed sum and opens the sealed part. Error Damaged "header-damaged".
[[nodiscard]] Result<HeaderSecrets> open(const Header& header, const KeyRing& keys);

} // namespace header

} // namespace casebook
