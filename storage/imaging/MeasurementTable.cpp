// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/MeasurementTable.h"

#include "storage/database/Rows.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace casebook::measurementTable {

namespace {

QJsonArray toArray(const WorldPoint& p) { return {p.x(), p.y(), p.z()}; }

WorldPoint toPoint(const QJsonArray& a) {
    return {a.at(0).toDouble(), a.at(1).toDouble(), a.at(2).toDouble()};
}

QString pointsText(const LengthRecord& length) {
    QJsonArray points{toArray(length.a), toArray(length.b)};
    if (length.shortAxis)
        for (const WorldPoint& end : *length.shortAxis)
            points.append(toArray(end));
    return QString::fromUtf8(QJsonDocument(points).toJson(QJsonDocument::Compact));
}

} // namespace

Result<QList<LengthRecord>> lengths(Connection& connection, const QString& seriesUid,
                                    std::optional<UserId> by) {
    auto rows = connection.prepare(
        "SELECT m.uuid, s.series_uid, m.for_uid, m.sop_uid, m.points, m.value, u.printed_name FROM "
        "measurement m"
        " JOIN dicom_series s ON s.id = m.series LEFT JOIN user u ON u.id = m.user"
        " WHERE s.series_uid = ?1 AND m.kind IN ('length','bidimensional') AND m.state = 'valid'"
        " AND (?2 = 0 OR m.user = ?2) ORDER BY m.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(seriesUid, by.value_or(UserId{}));
    return allRows<LengthRecord>(*rows, [](const Statement& r) -> Result<LengthRecord> {
        const QJsonArray points = QJsonDocument::fromJson(r.text(4).toUtf8()).array();
        LengthRecord record{r.uuid(0),
                            r.text(1),
                            r.text(2),
                            r.text(3),
                            toPoint(points.at(0).toArray()),
                            toPoint(points.at(1).toArray()),
                            r.real(5),
                            r.text(6),
                            {}};
        if (points.size() == 4)
            record.shortAxis = {toPoint(points.at(2).toArray()), toPoint(points.at(3).toArray())};
        return record;
    });
}

Result<LengthRecord> insert(WriteTransaction& tx, const LengthRecord& length, const Session& session) {
    LengthRecord out = length;
    out.uuid = tx.newUuid();
    out.length_mm = (length.a - length.b).norm();
    out.user = session.printedName;
    if (auto run =
            tx.run("INSERT INTO measurement(uuid, series, for_uid, sop_uid, kind, points, value, unit, user,"
                   " created_ms, state) VALUES(?, (SELECT id FROM dicom_series WHERE series_uid = ?), ?, ?,"
                   " ?, ?, ?, 'mm', ?, ?, 'valid')",
                   out.uuid, out.series, out.frameOfReference, out.instance,
                   QString::fromLatin1(length.shortAxis ? "bidimensional" : "length"), pointsText(length),
                   out.length_mm, session.user, tx.nowMs());
        !run)
        return tl::unexpected(run.error());
    return out;
}

Result<double> change(WriteTransaction& tx, const LengthRecord& length) {
    auto before = tx.prepare("SELECT value FROM measurement WHERE uuid = ? AND state = 'valid'");
    if (!before)
        return tl::unexpected(before.error());
    const auto found = before->bindAll(length.uuid).step();
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return fail(ErrorKind::Refused, "no-such-measurement", length.uuid.toString());
    const double old_mm = before->real(0);
    before->reset();
    if (auto run = tx.run("UPDATE measurement SET points = ?, value = ?, rv = rv + 1 WHERE uuid = ?",
                          pointsText(length), (length.a - length.b).norm(), length.uuid);
        !run)
        return tl::unexpected(run.error());
    return old_mm;
}

Result<> voidRow(WriteTransaction& tx, const Uuid& uuid) {
    if (auto run = tx.run(
            "UPDATE measurement SET state = 'voided', rv = rv + 1 WHERE uuid = ? AND state = 'valid'", uuid);
        !run)
        return run;
    return tx.changedRows() > 0 ? Result<>()
                                : fail(ErrorKind::Refused, "no-such-measurement", uuid.toString());
}

} // namespace casebook::measurementTable
