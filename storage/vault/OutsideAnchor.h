// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/audit/AuditLog.h"
#include "storage/vault/KeyRing.h"

#include <optional>

namespace casebook {

/// What this OS user last saw of a study, kept outside the study's folder: shows that an older copy was put back.
struct AnchorNote {
    std::uint64_t headerSerial = 0;
    ChainHead head;
};

/// The note's file in $XDG_STATE_HOME/casebook (default ~/.local/state/casebook), named by the study's random id.
class OutsideAnchor {
public:
    explicit OutsideAnchor(const QByteArray& studyId);
    /// Nothing when there is none yet, or when it is not from a holder of the study's key.
    [[nodiscard]] std::optional<AnchorNote> read(const KeyRing& keys) const;
    /// False when the state folder can't be written; the header's anchor stands all the same.
    bool write(const AnchorNote& note, const KeyRing& keys) const;

private:
    QByteArray studyId_;
    QString folder_;
    QString path_;
};

} // namespace casebook
