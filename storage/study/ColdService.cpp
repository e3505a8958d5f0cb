// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/study/ColdService.h"

#include "storage/vault/Vault.h"

#include <QSet>

namespace casebook {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

/// One pack with one series that has images in it.
struct Holding {
    QByteArray pack;
    std::int64_t bytes = 0;
    std::optional<std::int64_t> place, subject;
    std::int64_t series = 0;
    QString label, uid, path;
    std::int64_t lastMs = 0; ///< of its subject: the newest image, the last look of a reader
};

/// A subject without any subject (images that wait) rests by its own images alone.
constexpr char kHoldings[] = R"sql(
WITH held AS (SELECT DISTINCT i.pack AS pack, i.series AS series FROM instance i),
 whose AS (SELECT r.id AS series, e.subject AS subject FROM dicom_series r JOIN dicom_study e ON e.id = r.study),
 came AS (SELECT w.subject AS subject, max(p.created_ms) AS ms FROM held h JOIN pack p ON p.id = h.pack
  JOIN whose w ON w.series = h.series WHERE w.subject IS NOT NULL GROUP BY 1),
 looked AS (SELECT t.subject AS subject, max(max(t.created_ms, coalesce(t.opened_ms, 0), coalesce(t.finished_ms, 0),
   coalesce((SELECT max(max(s.opened_ms, coalesce(s.closed_ms, 0))) FROM reading_session s WHERE s.task = t.id), 0)))
  AS ms FROM reading_task t GROUP BY 1)
SELECT p.pack_id, p.file_len, p.place, w.subject, h.series, coalesce(u.label, ''), r.series_uid,
 coalesce(k.path, ''), max(p.created_ms, coalesce(c.ms, 0), coalesce(l.ms, 0))
FROM held h JOIN pack p ON p.id = h.pack LEFT JOIN cold_place k ON k.id = p.place JOIN dicom_series r ON r.id = h.series JOIN whose w ON w.series = h.series
 LEFT JOIN subject u ON u.id = w.subject LEFT JOIN came c ON c.subject = w.subject
 LEFT JOIN looked l ON l.subject = w.subject
WHERE p.state = 'live' ORDER BY p.id
)sql";

Result<QList<Holding>> holdings(Connection& connection) {
    auto rows = connection.prepare(kHoldings);
    if (!rows)
        return tl::unexpected(rows.error());
    QList<Holding> out;
    for (auto row = rows->step();; row = rows->step()) {
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return out;
        out.append({rows->blob(0), rows->integer(1), rows->integerOrNull(2), rows->integerOrNull(3),
                    rows->integer(4), rows->text(5), rows->text(6), rows->text(7), rows->integer(8)});
    }
}

bool isChosen(const Holding& one, const ColdChoice& choice, std::int64_t nowMs) {
    const bool isAll = choice.subjects.isEmpty() && choice.series.isEmpty();
    if (!isAll && !choice.subjects.contains(one.label) && !choice.series.contains(one.uid))
        return false;
    if (!choice.place.isEmpty() && one.path != choice.place)
        return false;
    return !choice.restDays || one.lastMs <= nowMs - *choice.restDays * kDayMs;
}

Result<> requireThere(Connection& connection, const QStringList& names, const QByteArray& sql,
                      const char* code) {
    for (const QString& name : names) {
        const auto there = connection.one(sql, name);
        if (!there)
            return tl::unexpected(there.error());
        if (!*there)
            return fail(ErrorKind::Refused, code, name);
    }
    return {};
}

} // namespace

ColdService::ColdService(Vault& vault, const Session& session) : vault_(vault), session_(session) {}

Result<ColdOverview> ColdService::overview() const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    auto overview = vault_.cold().overview();
    if (overview && !session_.may(Right::ManageStudy))
        for (ColdPlaceState& state : overview->places)
            state.place.path.clear();
    return overview;
}

Result<ColdPreview> ColdService::preview(const ColdChoice& choice, bool back) const {
    if (auto may = session_.require(Right::ManageStudy); !may)
        return tl::unexpected(may.error());
    const auto all = vault_.database().read([&](ReadConnection& c) {
        return requireThere(c, choice.subjects, "SELECT 1 FROM subject WHERE label = ?", "no-such-subject")
            .and_then([&] {
                return requireThere(c, choice.series, "SELECT 1 FROM dicom_series WHERE series_uid = ?",
                                    "no-such-series");
            })
            .and_then([&] { return holdings(c); });
    });
    if (!all)
        return tl::unexpected(all.error());
    const QList<std::int64_t> away = back ? vault_.objects().awayPlaces() : QList<std::int64_t>();
    ColdPreview out;
    QSet<QByteArray> packs;
    QSet<std::int64_t> series, subjects;
    for (const Holding& one : *all) {
        if (one.place.has_value() != back || !isChosen(one, choice, vault_.clock().utcMs()))
            continue;
        series.insert(one.series);
        if (one.subject)
            subjects.insert(*one.subject);
        if (packs.contains(one.pack))
            continue;
        packs.insert(one.pack);
        out.packs.append(PackId{one.pack});
        out.bytes += one.bytes;
        out.awayPacks += back && away.contains(*one.place) ? 1 : 0;
    }
    out.series = int(series.size());
    out.subjects = int(subjects.size());
    return out;
}

Result<ColdPreview> ColdService::previewMove(const ColdChoice& choice) const {
    return preview(choice, false);
}

Result<ColdPreview> ColdService::previewBack(const ColdChoice& choice) const { return preview(choice, true); }

Result<ColdReport> ColdService::move(const ColdChoice& choice, const QString& folder, const QString& reason,
                                     const Job& job) {
    const auto chosen = preview(choice, false);
    if (!chosen)
        return tl::unexpected(chosen.error());
    return chosen->packs.isEmpty() ? Result<ColdReport>(ColdReport())
                                   : vault_.cold().move(chosen->packs, folder, reason, job);
}

Result<ColdReport> ColdService::bringBack(const ColdChoice& choice, const QString& reason, const Job& job) {
    const auto chosen = preview(choice, true);
    if (!chosen)
        return tl::unexpected(chosen.error());
    return chosen->packs.isEmpty() ? Result<ColdReport>(ColdReport())
                                   : vault_.cold().bringBack(chosen->packs, reason, job);
}

Result<int> ColdService::point(const QString& folder) {
    if (auto may = session_.require(Right::ManageStudy); !may)
        return tl::unexpected(may.error());
    return vault_.cold().point(folder);
}

} // namespace casebook
