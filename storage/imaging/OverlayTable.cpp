// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/OverlayTable.h"

#include "storage/database/Rows.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace casebook::overlayTable {

namespace {

const QString keyName = QStringLiteral("name");
const QString keyVersion = QStringLiteral("version");
const QString keyType = QStringLiteral("type");
const QString keyDate = QStringLiteral("date");

QString toText(const AlgorithmIdentity& a) {
    const QJsonObject o{{keyName, a.name},
                        {keyVersion, a.version},
                        {keyType, QString::fromLatin1(a.type)},
                        {keyDate, a.date}};
    return QString::fromUtf8(QJsonDocument(o).toJson(QJsonDocument::Compact));
}

AlgorithmIdentity fromText(const QString& text) {
    const QJsonObject o = QJsonDocument::fromJson(text.toUtf8()).object();
    return {o[keyName].toString(), o[keyVersion].toString(), o[keyType].toString().toLatin1(),
            o[keyDate].toString()};
}

constexpr const char* selectOverlay =
    "SELECT o.id, o.uuid, o.kind, o.uid, s.series_uid, o.for_uid, o.placement, o.reason, u.printed_name, "
    "o.algorithm,"
    " (SELECT r.series_uid FROM instance i JOIN dicom_series r ON r.id = i.series WHERE i.sop_uid = o.uid "
    "LIMIT 1)"
    " FROM overlay o LEFT JOIN dicom_series s ON s.id = o.series LEFT JOIN user u ON u.id = o.confirmed_by ";

OverlayRow fromRow(const Statement& r) {
    OverlayRow out;
    out.id = r.id<OverlayId>(0);
    out.uuid = r.uuid(1);
    out.kind = r.text(2).toLatin1();
    out.uid = r.text(3);
    if (out.uid != out.uuid.toString()) // what came as a file has its own number for a name
        out.sopInstance = out.uid;
    out.series = r.text(4);
    out.frameOfReference = r.text(5);
    out.placement = r.text(6).toLatin1();
    out.reason = r.text(7).toLatin1();
    out.confirmedBy = r.text(8);
    out.algorithm = fromText(r.text(9));
    out.ownSeries = r.text(10);
    return out;
}

QString hexColor(const std::array<std::uint8_t, 3>& c) {
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char*>(c.data()), 3).toHex());
}

std::array<std::uint8_t, 3> colorFromHex(const QString& hex) {
    const QByteArray bytes = QByteArray::fromHex(hex.toLatin1());
    std::array<std::uint8_t, 3> out{0, 0, 0};
    for (std::size_t i = 0; i < 3 && qsizetype(i) < bytes.size(); ++i)
        out[i] = std::uint8_t(bytes[qsizetype(i)]);
    return out;
}

} // namespace

Result<OverlayRow> insert(WriteTransaction& tx, const NewOverlay& n) {
    OverlayRow out;
    out.uuid = tx.newUuid();
    out.kind = n.kind;
    out.uid = n.uid.isEmpty() ? out.uuid.toString() : n.uid;
    out.sopInstance = n.uid;
    out.series = n.seriesUid.value_or(QString());
    out.frameOfReference = n.frameOfReference;
    out.placement = n.placement;
    out.reason = n.reason;
    out.algorithm = n.algorithm;
    const std::optional<std::int64_t> by = n.confirmedBy ? std::optional(n.confirmedBy->value) : std::nullopt;
    auto run = tx.run(
        "INSERT INTO overlay(uuid, kind, uid, series, for_uid, placement, reason, algorithm, pack, off,"
        " len, info, confirmed_by, state) VALUES(?, ?, ?, (SELECT id FROM dicom_series WHERE series_uid = ?),"
        " ?, ?, ?, ?, (SELECT id FROM pack WHERE pack_id = ?), ?, ?, '{}', ?, 'ready')",
        out.uuid, QString::fromLatin1(n.kind), out.uid, out.series, n.frameOfReference,
        QString::fromLatin1(n.placement), QString::fromLatin1(n.reason), toText(n.algorithm), n.packId.bytes,
        n.extent.offset, n.extent.length, by);
    if (!run)
        return tl::unexpected(run.error());
    out.id = OverlayId{tx.lastInsertId()};
    return out;
}

Result<QList<OverlayRow>> list(Connection& connection) {
    auto rows = connection.prepare(QByteArray(selectOverlay) + "ORDER BY o.id");
    if (!rows)
        return tl::unexpected(rows.error());
    return allRows<OverlayRow>(*rows, [](const Statement& r) -> Result<OverlayRow> { return fromRow(r); });
}

Result<std::optional<OverlayRow>> find(Connection& connection, const QString& idOrUid) {
    auto row = connection.prepare(
        QByteArray(selectOverlay) +
        "WHERE o.uid = ?1 OR o.uuid = ?2 OR CAST(o.id AS TEXT) = ?1 ORDER BY o.id LIMIT 1");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(idOrUid, Uuid::fromString(idOrUid));
    const auto has = row->step();
    if (!has)
        return tl::unexpected(has.error());
    return *has ? std::optional(fromRow(*row)) : std::nullopt;
}

Result<Source> source(Connection& connection, OverlayId id) {
    auto row = connection.prepare(
        "SELECT p.pack_id, o.off, o.len FROM overlay o JOIN pack p ON p.id = o.pack WHERE o.id = ?");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(id);
    const auto has = row->step();
    if (!has)
        return tl::unexpected(has.error());
    if (!*has)
        return fail(ErrorKind::Refused, "no-such-overlay", QString::number(id.value));
    return Source{PackId{row->blob(0)}, {row->integer(1), row->integer(2)}};
}

Result<> place(WriteTransaction& tx, OverlayId id, const QString& seriesUid, const QByteArray& placement,
               const QByteArray& reason, std::optional<UserId> confirmedBy) {
    const std::optional<std::int64_t> by = confirmedBy ? std::optional(confirmedBy->value) : std::nullopt;
    return tx.run(
        "UPDATE overlay SET series = (SELECT id FROM dicom_series WHERE series_uid = ?), placement = ?,"
        " reason = ?, confirmed_by = ? WHERE id = ?",
        seriesUid, QString::fromLatin1(placement), QString::fromLatin1(reason), by, id);
}

Result<QList<SegmentStyle>> styles(Connection& connection, OverlayId id) {
    auto rows = connection.prepare(
        "SELECT segment, visible, color, opacity, fill FROM overlay_style WHERE overlay = ?"
        " ORDER BY segment");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(id);
    return allRows<SegmentStyle>(*rows, [](const Statement& r) -> Result<SegmentStyle> {
        return SegmentStyle{int(r.integer(0)), r.integer(1) != 0, r.integer(4) != 0, r.real(3),
                            colorFromHex(r.text(2))};
    });
}

Result<> setStyle(WriteTransaction& tx, OverlayId id, const SegmentStyle& s) {
    return tx.run(
        "INSERT INTO overlay_style(overlay, segment, visible, color, opacity, fill) VALUES(?, ?, ?, ?, ?, ?)"
        " ON CONFLICT(overlay, segment) DO UPDATE SET visible = excluded.visible, color = excluded.color,"
        " opacity = excluded.opacity, fill = excluded.fill",
        id, s.segment, int(s.visible), hexColor(s.color), s.opacity, int(s.fill));
}

Result<QString> seriesInFrame(Connection& connection, const QString& frameOfReference,
                              const QString& preferredSeries) {
    if (frameOfReference.isEmpty())
        return QString();
    auto row = connection.prepare(
        "SELECT s.series_uid FROM dicom_series s WHERE s.frame_of_ref = ?1 AND s.kind IN ('image', "
        "'multi-frame')"
        " ORDER BY s.series_uid = ?2 DESC, (SELECT count(*) FROM instance i WHERE i.series = s.id) DESC, "
        "s.id LIMIT 1");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(frameOfReference, preferredSeries);
    const auto has = row->step();
    if (!has)
        return tl::unexpected(has.error());
    return *has ? row->text(0) : QString();
}

} // namespace casebook::overlayTable
