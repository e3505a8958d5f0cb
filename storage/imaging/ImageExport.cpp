// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/ImageExport.h"

#include "storage/database/Database.h"
#include "storage/imaging/AwaySeries.h"
#include "storage/imaging/ImagingTable.h"
#include "storage/objects/ObjectStore.h"
#include "storage/reading/ReadingVisibility.h"
#include "storage/subjects/ConsentTable.h"

namespace casebook {

ImageExport::ImageExport(Database& database, ObjectStore& objects, const Session& session)
    : database_(database), objects_(objects), session_(session) {}

Result<> ImageExport::record(const QByteArray& kind, const Uuid& object, const QByteArray& form,
                             const QString& folder) {
    if (auto allowed = session_.require(Right::Export); !allowed)
        return allowed;
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        if (auto use = consentTable::requireUseOf(tx.connection(), object); !use)
            return use;
        AuditEntry entry;
        entry.action = "export";
        entry.objectKind = kind;
        entry.object = object;
        entry.newValue = QString::fromLatin1(form) + (folder.isEmpty() ? QString() : u' ' + folder);
        return tx.audit(entry).map([](std::int64_t) {});
    });
}

Result<int> ImageExport::originals(const QString& seriesUid,
                                   const std::function<Result<>(int, const QByteArray&)>& sink,
                                   const Job& job, const QString& folder) {
    if (auto may = session_.require(Right::Export); !may)
        return tl::unexpected(may.error());
    auto rows = database_.read(
        [&](ReadConnection& connection) { return imagingTable::series(connection, {}, seriesUid); });
    if (!rows)
        return tl::unexpected(rows.error());
    const auto scope = ReadingVisibility(database_, session_).scope();
    if (!scope)
        return tl::unexpected(scope.error());
    if (rows->isEmpty() || scope->hidesSeries(seriesUid))
        return fail(ErrorKind::Refused, "no-such-series", seriesUid);
    const QList<std::int64_t> places = objects_.awayPlaces();
    if (auto here = database_.read(
            [&](ReadConnection& c) { return awaySeries::requireHere(c, places, {seriesUid}); });
        !here)
        return tl::unexpected(here.error());
    if (auto recorded = record("series", rows->first().uuid, "dicom", folder); !recorded)
        return tl::unexpected(recorded.error());
    auto stored = database_.read(
        [&](ReadConnection& connection) { return imagingTable::instancesOfSeries(connection, seriesUid); });
    if (!stored)
        return tl::unexpected(stored.error());
    for (int number = 0; number < int(stored->size()); ++number) {
        if (job.stopped())
            return fail(ErrorKind::Cancelled, "cancelled");
        auto bytes = objects_.read((*stored)[number].pack, (*stored)[number].extent);
        if (!bytes)
            return tl::unexpected(bytes.error());
        if (auto taken = sink(number, *bytes); !taken)
            return tl::unexpected(taken.error());
        job.report(number + 1, stored->size());
    }
    return int(stored->size());
}

Result<QByteArray> ImageExport::original(const QString& sopInstance) {
    if (auto may = session_.require(Right::Export); !may)
        return tl::unexpected(may.error());
    auto stored = database_.read(
        [&](ReadConnection& connection) { return imagingTable::instancesBySop(connection, sopInstance); });
    if (!stored)
        return tl::unexpected(stored.error());
    const auto scope = ReadingVisibility(database_, session_).scope();
    if (!scope)
        return tl::unexpected(scope.error());
    if (stored->isEmpty() || scope->hidesSeries(stored->first().parsed.seriesUid))
        return fail(ErrorKind::Refused, "no-such-object", sopInstance);
    const auto use = database_.read([&](ReadConnection& connection) {
        return consentTable::requireUseOfSeries(connection, stored->first().parsed.seriesUid);
    });
    if (!use)
        return tl::unexpected(use.error());
    return objects_.read(stored->first().pack, stored->first().extent);
}

} // namespace casebook
