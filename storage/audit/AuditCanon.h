// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Ids.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <span>

namespace casebook {

/// All that is hashed of one row of the audit. Values stand elsewhere, each under a commitment here, so that a
/// person's data can be removed lawfully and the chain still holds.
struct AuditRecord {
    std::int64_t seq = 0;
    std::int64_t tx = 0; ///< seq of the first row of the same transaction
    std::int64_t timeMs = 0;
    std::int64_t zoneMinutes = 0;
    QByteArray bootId;
    std::int64_t monotonicMs = 0;
    QByteArray user; ///< uuid, empty before there is one
    QByteArray roles;
    QByteArray session; ///< uuid, or empty
    QString osUser;
    QString host;
    QString program; ///< name and version
    QByteArray action;
    QByteArray objectKind;
    QByteArray object;
    QByteArray subject;
    QByteArray field;
    QByteArray oldCommitment; ///< 32 bytes or empty
    QByteArray newCommitment;
    QByteArray reasonCode;
    QByteArray reasonCommitment;
    QByteArray definition;
};

namespace audit {

/// Deterministic CBOR of the row, version 1: one array of 23, the version first. Part of the format for ever.
[[nodiscard]] QByteArray canon(const AuditRecord& record);

/// BLAKE2b-256(chain key, previous hash || canon).
[[nodiscard]] QByteArray chainHash(std::span<const std::uint8_t> chainKey, const QByteArray& previous,
                                   const AuditRecord& record);

/// BLAKE2b-256(salt || CBOR text of the value).
[[nodiscard]] QByteArray commitment(const QByteArray& salt16, const QString& value);

} // namespace audit

} // namespace casebook
