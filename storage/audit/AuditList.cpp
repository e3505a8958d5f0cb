// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/audit/AuditRows.h"

namespace casebook::audit {

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

QByteArray orderedBySeq(bool newestFirst) {
    return newestFirst ? " ORDER BY a.seq DESC LIMIT ?1" : " ORDER BY a.seq LIMIT ?1";
}

Result<QList<AuditRow>> list(Connection& connection, const AuditQuery& query) {
    QByteArray sql = rowColumns;
    sql += query.newestFirst ? " WHERE (?2=0 OR a.seq<?2)" : " WHERE a.seq>?2";
    // Only what is asked: an index serves no condition that may be void.
    if (!query.objectKind.isEmpty())
        sql += " AND a.object_kind=?3";
    if (!query.object.bytes.isEmpty())
        sql += " AND a.object=?4";
    if (!query.subject.bytes.isEmpty())
        sql += " AND a.subject=?5";
    if (!query.action.isEmpty())
        sql += " AND a.action=?6";
    sql += " AND (?7='' OR u.login=?7)" + orderedBySeq(query.newestFirst);
    auto rows = connection.prepare(sql);
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(query.limit, query.afterSeq, QString::fromUtf8(query.objectKind), query.object,
                  query.subject, QString::fromUtf8(query.action), query.user);
    return allRows<AuditRow>(*rows, [](const Statement& s) -> Result<AuditRow> { return rowOf(s); });
}

} // namespace casebook::audit
