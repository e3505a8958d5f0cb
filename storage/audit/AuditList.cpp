// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/audit/AuditLog.h"
#include "storage/database/Connection.h"

namespace casebook::audit {

namespace {

// ?1 seq bound, ?2 object kind, ?3 object, ?4 subject, ?5 action, ?6 login, ?7 limit; empty or NULL: no filter.
constexpr char columns[] =
    "SELECT "
    "a.seq,a.time_ms,a.zone_min,coalesce(u.login,''),a.roles,a.action,a.object_kind,a.object,a.subject,a."
    "field,"
    " o.value,n.value,a.reason_code,coalesce(r.value,'')"
    " FROM audit a LEFT JOIN user u ON u.uuid=a.user"
    " LEFT JOIN audit_value o ON o.seq=a.seq AND o.side=0 LEFT JOIN audit_value n ON n.seq=a.seq AND n.side=1"
    " LEFT JOIN audit_value r ON r.seq=a.seq AND r.side=2"
    " WHERE (?2='' OR a.object_kind=?2) AND (?3 IS NULL OR a.object=?3) AND (?4 IS NULL OR a.subject=?4)"
    " AND (?5='' OR a.action=?5) AND (?6='' OR u.login=?6)";

AuditRow rowOf(const Statement& s) {
    AuditRow row;
    row.seq = s.integer(0);
    row.timeMs = s.integer(1);
    row.zoneMinutes = static_cast<int>(s.integer(2));
    row.user = s.text(3);
    row.role = s.text(4).toUtf8();
    row.action = s.text(5).toUtf8();
    row.objectKind = s.text(6).toUtf8();
    row.object = s.uuid(7);
    row.subject = s.uuid(8);
    row.field = s.text(9).toUtf8();
    row.oldValue = s.textOrNull(10);
    row.newValue = s.textOrNull(11);
    row.reasonCode = s.text(12).toUtf8();
    row.reasonText = s.text(13);
    return row;
}

} // namespace

Result<QList<AuditRow>> list(Connection& connection, const AuditQuery& query) {
    QByteArray sql = columns;
    if (!query.newestFirst)
        sql += " AND a.seq>?1 ORDER BY a.seq LIMIT ?7";
    else
        sql += " AND (?1=0 OR a.seq<?1) ORDER BY a.seq DESC LIMIT ?7";
    auto rows = connection.prepare(sql);
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(query.afterSeq, QString::fromUtf8(query.objectKind), query.object, query.subject,
                  QString::fromUtf8(query.action), query.user, query.limit);
    QList<AuditRow> found;
    for (auto row = rows->step();; row = rows->step()) {
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return found;
        found.append(rowOf(*rows));
    }
}

} // namespace casebook::audit
