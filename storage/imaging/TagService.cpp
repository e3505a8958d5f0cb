// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/TagService.h"

#include "storage/database/Database.h"
#include "storage/database/Rows.h"
#include "storage/objects/ObjectStore.h"
#include "storage/reading/ReadingVisibility.h"
#include "storage/worker/WorkerPool.h"

#include <algorithm>

namespace casebook {

struct TagService::Place {
    PackId pack;
    Extent extent;
    QString series;
    Uuid seriesUuid, subjectUuid;
    bool blinded = false; ///< a read of the subject is pending
};

Result<QList<TagInstance>> TagService::instances(const QString& seriesUid) const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<QList<TagInstance>> {
        const auto scope = ReadingVisibility::scope(c, session_);
        if (!scope)
            return tl::unexpected(scope.error());
        auto rows = c.prepare("SELECT i.sop_uid, coalesce(json_extract(i.header, '$.img.num'), 0)"
                              " FROM instance i JOIN dicom_series s ON s.id = i.series WHERE s.series_uid = ?"
                              " ORDER BY i.id");
        if (!rows)
            return tl::unexpected(rows.error());
        rows->bindAll(seriesUid);
        auto all = allRows<TagInstance>(*rows, [&](const Statement& r) -> Result<TagInstance> {
            return TagInstance{r.text(0), seriesUid, int(r.integer(1))};
        });
        if (!all)
            return all;
        if (all->isEmpty() || scope->hidesSeries(seriesUid))
            return fail(ErrorKind::Refused, "no-such-series", seriesUid);
        std::stable_sort(all->begin(), all->end(),
                         [](const TagInstance& a, const TagInstance& b) { return a.number < b.number; });
        return all;
    });
}

Result<TagService::Place> TagService::placeOf(const QString& sopInstance) const {
    return database_.read([&](ReadConnection& c) -> Result<Place> {
        const auto scope = ReadingVisibility::scope(c, session_);
        if (!scope)
            return tl::unexpected(scope.error());
        auto row =
            c.prepare("SELECT p.pack_id, i.off, i.len, s.series_uid, s.uuid, u.uuid, coalesce(u.id, 0)"
                      " FROM instance i JOIN pack p ON p.id = i.pack JOIN dicom_series s ON s.id = i.series"
                      " JOIN dicom_study e ON e.id = s.study LEFT JOIN subject u ON u.id = e.subject"
                      " WHERE i.sop_uid = ? ORDER BY i.id LIMIT 1");
        if (!row)
            return tl::unexpected(row.error());
        row->bindAll(sopInstance);
        const auto has = row->step();
        if (!has)
            return tl::unexpected(has.error());
        if (!*has || scope->hidesSeries(row->text(3)))
            return fail(ErrorKind::Refused, "no-such-instance", sopInstance);
        Place out;
        out.pack = PackId{row->blob(0)};
        out.extent = {row->integer(1), row->integer(2)};
        out.series = row->text(3);
        out.seriesUuid = row->uuid(4);
        out.subjectUuid = row->uuid(5);
        out.blinded = scope->hidesDerived(SubjectId{row->integer(6)});
        return out;
    });
}

Result<> TagService::recordIdentityRead(const Place& place) {
    const std::scoped_lock lock(mutex_);
    if (recorded_.contains(place.seriesUuid.bytes))
        return {};
    auto done = database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        AuditEntry entry;
        entry.action = "read-identity";
        entry.objectKind = "series";
        entry.object = place.seriesUuid;
        entry.subject = place.subjectUuid;
        entry.field = "dicom-tags";
        return tx.audit(entry).map([](std::int64_t) {});
    });
    if (done)
        recorded_.insert(place.seriesUuid.bytes);
    return done;
}

Result<dicom::TagTree> TagService::tags(const QString& sopInstance, bool identity) {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    if (identity)
        if (auto may = session_.require(Right::ReadIdentity); !may)
            return tl::unexpected(may.error());
    const auto place = placeOf(sopInstance);
    if (!place)
        return tl::unexpected(place.error());
    if (identity && place->blinded)
        return fail(ErrorKind::Refused, "identity-blinded", sopInstance);
    const auto bytes = objects_.read(place->pack, place->extent);
    if (!bytes)
        return tl::unexpected(bytes.error());
    auto tree = workers_.tags(WorkerInput::fromBytes(*bytes));
    if (!tree)
        return tree;
    if (!identity)
        dicom::hideIdentity(*tree);
    else if (auto recorded = recordIdentityRead(*place); !recorded)
        return tl::unexpected(recorded.error());
    return tree;
}

} // namespace casebook
