// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/ImagingService.h"

#include "storage/database/Database.h"
#include "storage/imaging/ImagingTable.h"
#include "storage/imaging/SeriesLoader.h"
#include "storage/imaging/Thumbnail.h"

namespace casebook {

ImagingService::ImagingService(Database& database, ObjectStore& objects, WorkerPool& workers,
                               const Session& session, const Clock& clock)
    : database_(database), objects_(objects), workers_(workers), session_(session), clock_(clock) {}

Result<QList<ImagingStudy>> ImagingService::exams(const QString& subject) const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    auto rows = database_.read([&](ReadConnection& c) { return imagingTable::exams(c, subject); });
    if (rows && !session_.may(Right::ReadIdentity))
        for (ImagingStudy& exam : *rows)
            exam.patientName.clear();
    return rows;
}

Result<QList<SeriesRow>> ImagingService::series(const QString& subject) const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) { return imagingTable::series(c, subject, {}); });
}

Result<SeriesRow> ImagingService::findSeries(const QString& uid) const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    const auto rows = database_.read([&](ReadConnection& c) { return imagingTable::series(c, {}, uid); });
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->isEmpty() ? fail(ErrorKind::Refused, "no-such-series", uid)
                           : Result<SeriesRow>(rows->front());
}

Result<SeriesPlan> ImagingService::plan(const QString& seriesUid) const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    auto planned = SeriesLoader(database_, objects_, workers_).plan(seriesUid);
    if (!planned)
        return tl::unexpected(planned.error());
    return std::move(planned->plan);
}

Result<VolumePtr> ImagingService::volume(const QString& seriesUid, int index, const Job& job) const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    return SeriesLoader(database_, objects_, workers_).volume(seriesUid, index, job);
}

Result<VolumePtr> ImagingService::middleSlice(const QString& seriesUid, int index) const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    return SeriesLoader(database_, objects_, workers_).middleSlice(seriesUid, index);
}

Result<QByteArray> ImagingService::thumbnail(const QString& seriesUid) const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) { return thumbnail::find(c, seriesUid); });
}

} // namespace casebook
