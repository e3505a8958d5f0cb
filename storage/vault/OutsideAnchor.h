// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/audit/AuditLog.h"
#include "storage/database/Connection.h"
#include "storage/vault/KeyRing.h"

#include <optional>

namespace casebook {

/// What this OS user last saw of a study, kept outside the study's folder: shows that an older copy was put back.
struct AnchorNote {
    std::uint64_t headerSerial = 0;
    ChainHead head;
};

/// A study that came from a backup goes its own way beside the one it came from, under the same id: the random name
/// that the restore gave it (16 bytes), in the table `setting`. Empty for a study that never was restored.
namespace studyInstance {
[[nodiscard]] QByteArray make();
[[nodiscard]] Result<QByteArray> read(Connection& connection);
[[nodiscard]] Result<> write(Connection& connection, const QByteArray& instance);
} // namespace studyInstance

/// The note's file in $XDG_STATE_HOME/casebook (default ~/.local/state/casebook), named by the study's random id, and
/// by its instance where it has one: what was seen of a restored study says nothing of the one it came from.
class OutsideAnchor {
public:
    OutsideAnchor(const QByteArray& studyId, const QByteArray& instance);
    /// Nothing when there is none yet, or when it is not from a holder of the study's key.
    [[nodiscard]] std::optional<AnchorNote> read(const KeyRing& keys) const;
    /// False when the state folder can't be written; the header's anchor stands all the same.
    bool write(const AnchorNote& note, const KeyRing& keys) const;

private:
    [[nodiscard]] QByteArray macOf(const QByteArray& note, const KeyRing& keys) const;
    QByteArray studyId_;
    QByteArray instance_;
    QString folder_;
    QString path_;
};

} // namespace casebook
