// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Job.h"
#include "core/values/Result.h"
#include "storage/audit/AuditEntry.h"

#include <QList>

namespace casebook {

class Connection;

/// One row of the audit as people read it.
struct AuditRow {
    std::int64_t seq = 0;
    std::int64_t timeMs = 0; ///< UTC
    int zoneMinutes = 0;     ///< workstation's offset then
    QString user;            ///< login
    QByteArray role;
    QByteArray action;
    QByteArray objectKind;
    Uuid object;
    Uuid subject;
    QByteArray field;
    std::optional<QString> oldValue; ///< also empty where the value was lawfully removed
    std::optional<QString> newValue;
    QByteArray reasonCode;
    QString reasonText;
};

struct AuditQuery {
    std::int64_t afterSeq = 0;
    std::int64_t limit = 1000;
    bool newestFirst = false;  ///< then afterSeq is a beforeSeq when above 0
    QByteArray objectKind;     ///< empty: all
    Uuid object;
    Uuid subject;
    QByteArray action;
    QString user;              ///< login
};

/// Place and hash of a row of the chain.
struct ChainHead {
    std::int64_t seq = 0;
    QByteArray hash; ///< 32 bytes; of seq 0 it is made from the study id
    bool operator==(const ChainHead&) const = default;
};

struct ChainDamage {
    std::int64_t seq = 0;
    QByteArray what; ///< "hash", "gap", "value", "cut", "anchor"
};

struct ChainReport {
    ChainHead head;
    QList<ChainDamage>
        damage; ///< empty: every row is as it was written, and none is missing before the anchors
    [[nodiscard]] bool ok() const { return damage.isEmpty(); }
};

/// Reads and checks the audit. Any thread but the window's, through the connection it is given.
namespace audit {
[[nodiscard]] Result<QList<AuditRow>> list(Connection& connection, const AuditQuery& query);
} // namespace audit

} // namespace casebook
