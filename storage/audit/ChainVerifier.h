// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/audit/AuditLog.h"
#include "storage/vault/SecretBytes.h"

namespace casebook {

/// A row that must be in the chain, noted outside the database.
struct ChainAnchor {
    ChainHead head;
    QByteArray place; ///< "header" or "outside"
};

namespace audit {

/// Streams the whole chain by seq: every hash, no gap, every value under its commitment, every anchor.
/// A value that is gone needs a later row "remove-value" that names it (field "seq/side").
/// Errors: those of Connection, Cancelled "cancelled".
[[nodiscard]] Result<ChainReport> verifyChain(Connection& connection, const SecretBytes& chainKey,
                                              const QByteArray& studyId, const QList<ChainAnchor>& anchors,
                                              const Job& job);

} // namespace audit

} // namespace casebook
