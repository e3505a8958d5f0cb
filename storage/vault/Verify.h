// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Job.h"
#include "storage/vault/FileSystem.h"
#include "storage/vault/HeaderStore.h"
#include "storage/vault/VerifyReport.h"

#include <QSet>

namespace casebook {

/// What a check needs: the study may be open by this or another program meanwhile, or too damaged to open.
struct VerifyInput {
    const QString& folder; ///< that holds "o" and, below it, the database
    const KeyRing& keys;
    FileSystem& files;
    /// Of a snapshot in a backup: its database, within `folder`; nobody writes it, older than the study is
    /// no fault of it, and packs beside its own belong to other snapshots.
    QString snapshotDatabase = {};
    /// Packs to hash (16-byte names); the others are only looked for. Null: all.
    const QSet<QByteArray>* packsToHash = nullptr;
    /// Of a snapshot: packs that were left out when it was made.
    const QSet<QByteArray>* leftOut = nullptr;
};

/// Header and copy; salt; pages of the database first, then its structure and references; the chain against both
/// anchors; size and hash of each pack, with `objects` also every chunk; rows without their pack. Writes nothing.
/// Errors: Cancelled "cancelled", System errors of the disk. Any thread, takes long.
[[nodiscard]] Result<VerifyReport> verifyStudy(const VerifyInput& input, const HeaderCopies& copies,
                                               bool objects, const Job& job);

/// What can be said when no header opens.
[[nodiscard]] VerifyReport headerOnlyReport(const HeaderCopies& copies);

} // namespace casebook
