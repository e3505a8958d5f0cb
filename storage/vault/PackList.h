// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/audit/AuditLog.h"
#include "storage/vault/ColdPlaces.h"

namespace casebook {

/// A live pack as its row says.
struct ListedPack {
    PackId id;
    std::int64_t fileLength = 0;
    QByteArray fileHash; ///< SHA-256
    std::optional<std::int64_t> place;
};

/// What a copy of a study has to hold.
struct PackList {
    QList<ListedPack> packs; ///< by name
    QList<ColdPlace> places;
    ChainHead head; ///< last row of the audit
};

namespace packList {

/// Of a database that nobody writes: a copy, or one whose lock is held.
[[nodiscard]] Result<PackList> read(const DatabaseFile& database);

} // namespace packList

} // namespace casebook
