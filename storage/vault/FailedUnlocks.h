// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/vault/FileSystem.h"

#include <QList>

namespace casebook {

/// Unlocks that failed since the last that worked: the file "f", append-only, at most 64 KiB. Its records are moved
/// into the audit at the next unlock for writing.
struct FailedUnlock {
    QByteArray slotId; ///< 16
    std::int64_t timeMs = 0;
};

class FailedUnlocks {
public:
    FailedUnlocks(FileSystem& files, const QString& folder)
        : files_(files), path_(folder + QStringLiteral("/f")) {}

    /// As well as it can: an unlock that fails on a read-only medium leaves no record.
    void note(const FailedUnlock& failed);
    /// `damaged` counts records whose check is wrong.
    [[nodiscard]] Result<QList<FailedUnlock>> read(int& damaged) const;
    [[nodiscard]] Result<> clear();

private:
    FileSystem& files_;
    QString path_;
};

} // namespace casebook
