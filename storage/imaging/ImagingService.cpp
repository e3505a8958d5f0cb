// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/ImagingService.h"

#include "storage/database/Database.h"
#include "storage/imaging/AwaySeries.h"
#include "storage/imaging/ImagingTable.h"
#include "storage/imaging/SeriesLoader.h"
#include "storage/imaging/Thumbnail.h"
#include "storage/reading/ReadingVisibility.h"

namespace casebook {

ImagingService::ImagingService(Database& database, ObjectStore& objects, WorkerPool& workers,
                               const Session& session, const Clock& clock)
    : database_(database), objects_(objects), workers_(workers), session_(session), clock_(clock) {}

Result<QList<ImagingStudy>> ImagingService::exams(const QString& subject) const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    auto rows = database_.read([&](ReadConnection& c) -> Result<QList<ImagingStudy>> {
        auto all = imagingTable::exams(c, subject);
        const auto scope = ReadingVisibility::scope(c, session_);
        const auto hidden =
            scope.and_then([&](const ReadingScope& seen) { return ReadingVisibility::hiddenExams(c, seen); });
        if (!all || !hidden)
            return all ? tl::unexpected(hidden.error()) : all;
        all->removeIf([&](const ImagingStudy& exam) { return hidden->contains(exam.id.value); });
        return all;
    });
    if (rows && !session_.may(Right::ReadIdentity))
        for (ImagingStudy& exam : *rows)
            exam.patientName.clear();
    return rows;
}

Result<QList<SeriesRow>> ImagingService::visibleSeries(const QString& subject, const QString& uid,
                                                       SeriesCounts counts) const {
    const QList<std::int64_t> places =
        objects_.awayPlaces(); // before the snapshot: a disk may be slow to answer
    return database_.read([&](ReadConnection& c) -> Result<QList<SeriesRow>> {
        auto rows = imagingTable::series(c, subject, uid, counts);
        const auto scope = ReadingVisibility::scope(c, session_);
        const auto away = awaySeries::at(c, places);
        if (!rows || !scope)
            return rows ? tl::unexpected(scope.error()) : rows;
        if (!away)
            return tl::unexpected(away.error());
        for (SeriesRow& row : *rows)
            if (away->contains(row.uid))
                row.warnings.append("pack-away");
        rows->removeIf([&](const SeriesRow& row) { return scope->hidesSeries(row.uid); });
        for (SeriesRow& row : *rows)
            if (scope->hidesOverlaysOn(row.uid))
                row.overlays = 0;
        return rows;
    });
}

Result<> ImagingService::requireVisible(const QString& seriesUid) const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return may;
    const auto scope = ReadingVisibility(database_, session_).scope();
    if (!scope)
        return tl::unexpected(scope.error());
    return scope->hidesSeries(seriesUid) ? fail(ErrorKind::Refused, "no-such-series", seriesUid) : Result<>();
}

Result<QList<SeriesRow>> ImagingService::series(const QString& subject, SeriesCounts counts) const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    return visibleSeries(subject, {}, counts);
}

Result<SeriesRow> ImagingService::findSeries(const QString& uid) const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    const auto rows = visibleSeries({}, uid, SeriesCounts::With);
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->isEmpty() ? fail(ErrorKind::Refused, "no-such-series", uid)
                           : Result<SeriesRow>(rows->front());
}

Result<SeriesPlan> ImagingService::plan(const QString& seriesUid) const {
    if (auto may = requireVisible(seriesUid); !may)
        return tl::unexpected(may.error());
    auto planned = SeriesLoader(database_, objects_, workers_).plan(seriesUid);
    if (!planned)
        return tl::unexpected(planned.error());
    return std::move(planned->plan);
}

Result<SeriesFindings> ImagingService::findings(const QString& seriesUid) const {
    if (auto may = requireVisible(seriesUid); !may)
        return tl::unexpected(may.error());
    return SeriesLoader(database_, objects_, workers_).findings(seriesUid);
}

Result<QByteArray> ImagingService::volumeThumbnail(const QString& seriesUid, int index) const {
    if (auto may = requireVisible(seriesUid); !may)
        return tl::unexpected(may.error());
    return thumbnail::makeOf(SeriesLoader(database_, objects_, workers_), seriesUid, index);
}

Result<VolumePtr> ImagingService::volume(const QString& seriesUid, int index, const Job& job) const {
    if (auto may = requireVisible(seriesUid); !may)
        return tl::unexpected(may.error());
    return SeriesLoader(database_, objects_, workers_).volume(seriesUid, index, job);
}

Result<VolumePtr> ImagingService::middleSlice(const QString& seriesUid, int index) const {
    if (auto may = requireVisible(seriesUid); !may)
        return tl::unexpected(may.error());
    return SeriesLoader(database_, objects_, workers_).middleSlice(seriesUid, index);
}

Result<QByteArray> ImagingService::thumbnail(const QString& seriesUid) const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<QByteArray> {
        const auto scope = ReadingVisibility::scope(c, session_);
        if (!scope)
            return tl::unexpected(scope.error());
        return scope->hidesSeries(seriesUid) ? QByteArray() : thumbnail::find(c, seriesUid);
    });
}

} // namespace casebook
