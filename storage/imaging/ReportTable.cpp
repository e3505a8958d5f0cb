// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/ReportTable.h"

#include "storage/database/Rows.h"

namespace casebook::reportTable {

namespace {

Result<QList<imagingTable::StoredInstance>> ofKinds(Connection& connection, const QByteArray& kinds,
                                                    const QString& label) {
    return imagingTable::instancesWhere(
        connection,
        "JOIN dicom_study e ON e.id = s.study LEFT JOIN subject j ON j.id = e.subject"
        " WHERE s.kind IN (" +
            kinds +
            ") AND i.state = 'ready' AND (?1 = '' OR j.label = ?1)"
            " ORDER BY e.study_date, e.study_time, i.id",
        label);
}

} // namespace

Result<QList<imagingTable::StoredInstance>> unread(Connection& connection) {
    return imagingTable::instancesWhere(
        connection,
        "WHERE s.kind IN ('sr','presentation') AND i.state = 'ready' AND coalesce(m.state,'') <> 'done'"
        " AND NOT EXISTS (SELECT 1 FROM overlay o WHERE o.uid = i.sop_uid) ORDER BY i.id");
}

Result<QList<imagingTable::StoredInstance>> ofSubject(Connection& connection, const QString& label) {
    return ofKinds(connection, "'sr','presentation'", label);
}

Result<QList<imagingTable::StoredInstance>> documentsOfSubject(Connection& connection, const QString& label) {
    return ofKinds(connection, "'sr','presentation','pdf'", label);
}

Result<QList<KeyImageRow>> keyImages(Connection& connection, const QString& seriesUid,
                                     std::optional<UserId> by) {
    auto rows = connection.prepare(
        "SELECT m.uuid, s.series_uid, m.sop_uid, u.printed_name, m.created_ms FROM measurement m"
        " JOIN dicom_series s ON s.id = m.series LEFT JOIN user u ON u.id = m.user"
        " WHERE s.series_uid = ?1 AND m.kind = 'key-image' AND m.state = 'valid' AND (?2 = 0 OR m.user = ?2)"
        " ORDER BY m.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(seriesUid, by.value_or(UserId{}));
    return allRows<KeyImageRow>(*rows, [](const Statement& r) -> Result<KeyImageRow> {
        return KeyImageRow{r.uuid(0), r.text(1), r.text(2), r.text(3), r.integer(4)};
    });
}

Result<QStringList> seriesWithKeyImages(Connection& connection, const QString& label, bool all) {
    auto rows = connection.prepare(
        "SELECT s.series_uid FROM dicom_series s JOIN dicom_study e ON e.id = s.study JOIN subject j ON j.id "
        "="
        " e.subject WHERE j.label = ?1 AND s.kind IN ('image','multi-frame') AND (?2 OR EXISTS(SELECT 1 FROM"
        " measurement m WHERE m.series = s.id AND m.kind = 'key-image' AND m.state = 'valid')) ORDER BY "
        "s.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(label, int(all));
    return allRows<QString>(*rows, [](const Statement& r) -> Result<QString> { return r.text(0); });
}

Result<KeyImageRow> insertKeyImage(WriteTransaction& tx, const QString& seriesUid, const QString& instance,
                                   const Session& session) {
    KeyImageRow out{tx.newUuid(), seriesUid, instance, session.printedName, tx.nowMs()};
    if (auto run = tx.run(
            "INSERT INTO measurement(uuid, series, sop_uid, kind, points, user, created_ms, state)"
            " VALUES(?, (SELECT id FROM dicom_series WHERE series_uid = ?), ?, 'key-image', '[]', ?, ?,"
            " 'valid')",
            out.uuid, seriesUid, instance, session.user, out.createdMs);
        !run)
        return tl::unexpected(run.error());
    return out;
}

} // namespace casebook::reportTable
