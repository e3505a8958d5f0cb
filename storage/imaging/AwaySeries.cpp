// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/AwaySeries.h"

#include "storage/database/Connection.h"

namespace casebook::awaySeries {

Result<QHash<QString, QString>> at(Connection& connection, const QList<std::int64_t>& places) {
    QHash<QString, QString> out;
    for (const std::int64_t place : places) {
        auto rows = connection.prepare(
            "SELECT DISTINCT r.series_uid, c.path FROM pack p JOIN cold_place c ON c.id = p.place"
            " JOIN instance i ON i.pack = p.id JOIN dicom_series r ON r.id = i.series"
            " WHERE p.place = ? AND p.state = 'live'");
        if (!rows)
            return tl::unexpected(rows.error());
        rows->bindAll(place);
        for (auto row = rows->step();; row = rows->step()) {
            if (!row)
                return tl::unexpected(row.error());
            if (!*row)
                break;
            out.insert(rows->text(0), rows->text(1));
        }
    }
    return out;
}

Result<> requireHere(Connection& connection, const QList<std::int64_t>& awayPlaces,
                     const QSet<QString>& series) {
    const auto away = at(connection, awayPlaces);
    if (!away)
        return tl::unexpected(away.error());
    for (auto it = away->cbegin(); it != away->cend(); ++it)
        if (series.contains(it.key()))
            return fail(ErrorKind::Refused, "pack-away", it.value());
    return {};
}

} // namespace casebook::awaySeries
