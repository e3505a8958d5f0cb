// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/QueryTable.h"

#include "storage/database/Rows.h"

namespace casebook::queryTable {

namespace {

constexpr std::int64_t msPerDay = 86'400'000;
constexpr char select[] =
    "SELECT q.id, q.uuid, q.form, f.uuid, f.subject, s.label, f.def_oid, v.def_oid, v.repeat, r.group_oid, "
    "r.uuid,"
    " r.ordinal, q.item_oid, q.check_oid, q.origin, q.severity, q.state, q.text, a.login, w.login, "
    "q.opened_ms,"
    " q.ended_ms, q.rv, f.reader FROM query q JOIN form f ON f.id = q.form JOIN subject s ON s.id = f.subject"
    " JOIN form_row r ON r.id = q.row_id"
    " LEFT JOIN dicom_study e ON f.anchor_kind = 2 AND e.id = f.anchor_id"
    " LEFT JOIN visit v ON v.id = coalesce(e.visit, f.visit)"
    " LEFT JOIN user a ON a.id = q.author LEFT JOIN user w ON w.id = q.assignee";

QByteArray ageClassOf(int days) {
    return days <= 7 ? "0-7" : days <= 14 ? "8-14" : days <= 30 ? "15-30" : "30+";
}

Result<QueryRow> fromRow(const Statement& r, std::int64_t nowMs) {
    QueryRow q;
    q.id = r.id<QueryId>(0);
    q.uuid = r.uuid(1);
    q.form = r.id<FormId>(2);
    q.formUuid = r.uuid(3);
    q.subject = r.id<SubjectId>(4);
    q.subjectLabel = r.text(5);
    q.formOid = r.text(6);
    q.visitOid = r.text(7);
    q.visitRepeat = std::max(1, static_cast<int>(r.integer(8)));
    const QString group = r.text(9);
    q.path = {group, group.isEmpty() ? QByteArray() : r.blob(10), r.text(12)};
    q.ordinal = group.isEmpty() ? 0 : static_cast<int>(r.integer(11));
    q.check = r.text(13);
    q.origin = r.text(14).toLatin1();
    q.severity = r.text(15).toLatin1();
    q.state = r.text(16).toLatin1();
    q.text = r.text(17);
    q.author = r.text(18);
    q.assignee = r.text(19);
    q.openedMs = r.integer(20);
    q.ageDays = static_cast<int>((r.integerOrNull(21).value_or(nowMs) - q.openedMs) / msPerDay);
    q.ageClass = ageClassOf(q.ageDays);
    q.rv = r.integer(22);
    q.reader = r.id<UserId>(23);
    return q;
}

} // namespace

Result<QList<QueryRow>> list(Connection& connection, const QueryFilter& filter, std::int64_t nowMs) {
    auto rows = connection.prepare(QByteArray(select) +
                                   " WHERE (?1 = 0 OR f.subject = ?1) AND (?2 = 0 OR q.form = ?2) ORDER BY"
                                   " q.opened_ms, q.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(filter.subject, filter.form);
    auto out = allRows<QueryRow>(*rows, [&](const Statement& r) { return fromRow(r, nowMs); });
    if (out && !filter.states.isEmpty())
        out->removeIf([&](const QueryRow& q) { return !filter.states.contains(q.state); });
    return out;
}

Result<QueryRow> find(Connection& connection, QueryId query, std::int64_t nowMs) {
    auto rows = connection.prepare(QByteArray(select) + " WHERE q.id = ?");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(query);
    const auto out = allRows<QueryRow>(*rows, [&](const Statement& r) { return fromRow(r, nowMs); });
    if (!out)
        return tl::unexpected(out.error());
    if (out->isEmpty())
        return fail(ErrorKind::Refused, "no-such-query", QString::number(query.value));
    return out->first();
}

Result<QList<QueryEvent>> events(Connection& connection, QueryId query) {
    auto rows =
        connection.prepare("SELECT e.type, u.login, e.roles, e.time_ms, e.text, e.value FROM query_event e"
                           " LEFT JOIN user u ON u.id = e.user WHERE e.query = ? ORDER BY e.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(query);
    return allRows<QueryEvent>(*rows, [](const Statement& r) -> Result<QueryEvent> {
        return QueryEvent{r.text(0).toLatin1(), r.text(1), r.text(2).toLatin1(),
                          r.integer(3),         r.text(4), r.text(5)};
    });
}

} // namespace casebook::queryTable
