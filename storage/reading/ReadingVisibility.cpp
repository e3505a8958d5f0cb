// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/reading/ReadingVisibility.h"

#include "storage/database/Database.h"
#include "storage/database/Rows.h"
#include "storage/imaging/ImagingService.h"
#include "storage/reading/DerivedSql.h"

namespace casebook {

bool ReadingScope::hides(const OverlayRow& overlay) const {
    if (hidesNothing())
        return false;
    return imageSeries_.contains(overlay.series) || hiddenSeries_.contains(overlay.ownSeries) ||
           (!overlay.frameOfReference.isEmpty() && frames_.contains(overlay.frameOfReference));
}

bool ReadingScope::hidesOthers(SubjectId subject) const {
    return unfinished_.contains(subject.value) ||
           (othersOnlyWhereRead_ && !finished_.contains(subject.value));
}

Result<ReadingScope> ReadingVisibility::scope() const {
    return database_.read([&](ReadConnection& c) { return scope(c, session_); });
}

Result<ReadingScope> ReadingVisibility::scope(Connection& connection, const Session& session) {
    ReadingScope out;
    out.othersOnlyWhereRead_ = !session.may(Right::ReadReadings);
    auto tasks = connection.prepare("SELECT subject, state FROM reading_task WHERE reader = ?");
    if (!tasks)
        return tl::unexpected(tasks.error());
    tasks->bindAll(session.user);
    bool any = false;
    for (auto row = tasks->step();; row = tasks->step()) {
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            break;
        any = true;
        const QString state = tasks->text(1);
        if (state == QLatin1StringView("finished"))
            out.finished_.insert(tasks->integer(0));
        else if (state != QLatin1StringView("cancelled"))
            out.unfinished_.insert(tasks->integer(0));
    }
    if (!any)
        return out;
    auto pending = connection.prepare(
        "SELECT s.id, s.label FROM subject s WHERE s.id IN (" CASEBOOK_PENDING_SUBJECTS ")");
    if (!pending)
        return tl::unexpected(pending.error());
    pending->bindAll(session.user);
    for (auto row = pending->step();; row = pending->step()) {
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            break;
        out.subjects_.insert(pending->integer(0));
        out.labels_.insert(pending->text(1));
    }
    if (out.hidesNothing())
        return out;
    // Series of those subjects, and derived series elsewhere (of exams that wait, say) in the same frames.
    auto series = connection.prepare(
        "WITH pending(subject) AS (" CASEBOOK_PENDING_SUBJECTS "), own AS ("
        " SELECT r.id, r.frame_of_ref FROM dicom_series r JOIN dicom_study e ON e.id = r.study"
        " WHERE e.subject IN (SELECT subject FROM pending))"
        " SELECT r.series_uid, r.frame_of_ref, " CASEBOOK_DERIVED_SERIES ", r.id IN (SELECT id FROM own)"
        " FROM dicom_series r WHERE r.id IN (SELECT id FROM own) OR (r.frame_of_ref <> ''"
        " AND r.frame_of_ref IN (SELECT frame_of_ref FROM own) AND " CASEBOOK_DERIVED_SERIES ")");
    if (!series)
        return tl::unexpected(series.error());
    series->bindAll(session.user);
    for (auto row = series->step();; row = series->step()) {
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return out;
        (series->integer(2) != 0 ? out.hiddenSeries_ : out.imageSeries_).insert(series->text(0));
        if (series->integer(3) != 0 && !series->text(1).isEmpty())
            out.frames_.insert(series->text(1));
    }
}

Result<bool> ReadingVisibility::reduce(Connection& connection, const ReadingScope& scope,
                                       ImportReport& report) {
    if (scope.hidesNothing())
        return true;
    const int before = report.imported;
    for (const ImportReport::Series& series : std::as_const(report.series))
        if (scope.hidesSeries(series.uid)) {
            report.imported -= series.instances;
            report.files -= series.instances;
        }
    report.series.removeIf([&](const ImportReport::Series& s) { return scope.hidesSeries(s.uid); });
    report.differences.removeIf(
        [&](const ImportReport::Difference& d) { return scope.hidesSeries(d.series); });
    if (report.mapped)
        report.mapped->seriesWithoutRow.removeIf([&](const QString& uid) { return scope.hidesSeries(uid); });
    report.waiting.removeIf([&](const ImportReport::Waiting& w) { return scope.hidesSeries(w.series); });
    QList<ImportReport::Derived> derived;
    for (const ImportReport::Derived& one : std::as_const(report.derived)) {
        auto row =
            connection.prepare("SELECT r.series_uid FROM instance i JOIN dicom_series r ON r.id = i.series"
                               " WHERE i.sop_uid = ? LIMIT 1");
        if (!row)
            return tl::unexpected(row.error());
        row->bindAll(one.uid);
        const auto has = row->step();
        if (!has)
            return tl::unexpected(has.error());
        if (!*has || !scope.hidesSeries(row->text(0)))
            derived.append(one);
    }
    report.derived = derived;
    return report.imported > 0 || report.imported == before;
}

Result<QHash<std::int64_t, ReadingVisibility::ImageCounts>>
ReadingVisibility::imageCounts(Connection& connection, const ReadingScope& scope) {
    QHash<std::int64_t, ImageCounts> out;
    for (const std::int64_t subject : scope.subjects_) {
        auto row = connection.prepare(
            "SELECT count(DISTINCT e.id), count(*), max(e.study_date) FROM dicom_study e"
            " JOIN dicom_series r ON r.study = e.id WHERE e.subject = ? AND NOT " CASEBOOK_DERIVED_SERIES);
        if (!row)
            return tl::unexpected(row.error());
        row->bindAll(subject);
        const auto has = row->step();
        if (!has)
            return tl::unexpected(has.error());
        out.insert(subject, {int(row->integer(0)), int(row->integer(1)), row->text(2)});
    }
    return out;
}

Result<QSet<std::int64_t>> ReadingVisibility::hiddenExams(Connection& connection, const ReadingScope& scope) {
    QSet<std::int64_t> hidden, shown;
    if (scope.hidesNothing())
        return hidden;
    auto rows = connection.prepare("SELECT r.study, r.series_uid FROM dicom_series r");
    if (!rows)
        return tl::unexpected(rows.error());
    for (auto row = rows->step();; row = rows->step()) {
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            break;
        (scope.hidesSeries(rows->text(1)) ? hidden : shown).insert(rows->integer(0));
    }
    return hidden.subtract(shown);
}

Result<SubjectId> ReadingVisibility::subjectOf(Connection& connection, const QString& seriesUid) {
    auto row = connection.prepare("SELECT e.subject FROM dicom_series r JOIN dicom_study e ON e.id = r.study"
                                  " WHERE r.series_uid = ?");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(seriesUid);
    const auto has = row->step();
    if (!has)
        return tl::unexpected(has.error());
    return *has && !row->isNull(0) ? row->id<SubjectId>(0) : SubjectId{};
}

} // namespace casebook
