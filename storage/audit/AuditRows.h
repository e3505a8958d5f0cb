// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/audit/AuditLog.h"
#include "storage/database/Connection.h"
#include "storage/database/Rows.h"

namespace casebook::audit {

/// Rows of the audit with their values; `a` is the audit, `u` the user. Conditions go behind it.
constexpr char rowColumns[] =
    "SELECT "
    "a.seq,a.time_ms,a.zone_min,coalesce(u.login,''),a.roles,a.action,a.object_kind,a.object,a.subject,"
    "a.field,o.value,n.value,a.reason_code,coalesce(r.value,'')"
    " FROM audit a LEFT JOIN user u ON u.uuid=a.user"
    " LEFT JOIN audit_value o ON o.seq=a.seq AND o.side=0 LEFT JOIN audit_value n ON n.seq=a.seq AND n.side=1"
    " LEFT JOIN audit_value r ON r.seq=a.seq AND r.side=2";

/// Of a statement that begins with `rowColumns`.
[[nodiscard]] AuditRow rowOf(const Statement& s);

/// Order and, as ?1, the limit.
[[nodiscard]] QByteArray orderedBySeq(bool newestFirst);

} // namespace casebook::audit
