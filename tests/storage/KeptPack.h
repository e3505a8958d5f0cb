// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/vault/Vault.h"

namespace casebook::test {

/// A pack with its row, as a service makes one.
inline Result<PackRef> keep(Vault& vault, const QByteArray& bytes) {
    auto pack = vault.objects().put({bytes});
    if (!pack)
        return pack;
    const auto row = vault.database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
        AuditEntry entry;
        entry.action = "create";
        entry.objectKind = "pack";
        if (auto seq = tx.audit(entry); !seq)
            return tl::unexpected(seq.error());
        return ObjectStore::insertRow(tx, *pack).map([](std::int64_t) {});
    });
    return row ? pack : Result<PackRef>(tl::unexpected(row.error()));
}

} // namespace casebook::test
