// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of ReadingVisibility that reads the audit: rows of what a session may not see are left out.
#include "storage/database/Database.h"
#include "storage/database/Rows.h"
#include "storage/imaging/ImportTable.h"
#include "storage/imaging/OverlayTable.h"
#include "storage/reading/AuditIdentity.h"
#include "storage/reading/HiddenObjects.h"

namespace casebook {

namespace {

/// Adds the first column, a uuid, of each row that `wanted` accepts.
template <class F>
Result<> collect(Connection& connection, const QByteArray& sql, QSet<QByteArray>& into, F&& wanted) {
    auto rows = connection.prepare(sql);
    if (!rows)
        return tl::unexpected(rows.error());
    for (auto row = rows->step();; row = rows->step()) {
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return {};
        if (wanted(*rows))
            into.insert(rows->blob(0));
    }
}

Result<> collectImports(Connection& connection, const ReadingScope& scope, HiddenObjects& out) {
    QSet<QByteArray> withOther;
    auto with =
        collect(connection,
                "SELECT DISTINCT m.uuid, r.series_uid FROM import m JOIN instance i ON i.import_id = m.id"
                " JOIN dicom_series r ON r.id = i.series",
                out.imports, [&](const Statement& s) {
                    const bool hidden = scope.hidesSeries(s.text(1));
                    if (!hidden)
                        withOther.insert(s.blob(0));
                    return hidden;
                });
    const QSet<QByteArray> inPart = out.imports & withOther;
    out.imports.subtract(withOther);
    if (!with || inPart.isEmpty())
        return with;
    auto rows = importTable::list(connection);
    if (!rows)
        return tl::unexpected(rows.error());
    for (auto& row : *rows) {
        if (!inPart.contains(row.uuid.bytes))
            continue;
        if (auto reduced = ReadingVisibility::reduce(connection, scope, row.report); !reduced)
            return tl::unexpected(reduced.error());
        out.counts.insert(row.uuid.bytes, importTable::countsText(row.report));
    }
    return {};
}

} // namespace

Result<HiddenObjects> HiddenObjects::of(Connection& connection, const Session& session) {
    const auto seen = ReadingVisibility::scope(connection, session);
    if (!seen)
        return tl::unexpected(seen.error());
    const ReadingScope& scope = *seen;
    HiddenObjects out;
    const auto derivedOf = [&](const Statement& s) { return scope.hidesDerived(SubjectId{s.integer(1)}); };
    const auto othersOf = [&](const Statement& s) { return scope.hidesOthers(SubjectId{s.integer(1)}); };
    if (!scope.hidesNothing()) {
        const auto overlays = overlayTable::list(connection);
        if (!overlays)
            return tl::unexpected(overlays.error());
        for (const OverlayRow& overlay : *overlays)
            if (scope.hides(overlay))
                out.derived.insert(overlay.uuid.bytes);
        if (auto r = collect(connection, "SELECT uuid, series_uid FROM dicom_series", out.derived,
                             [&](const Statement& s) { return scope.hidesSeries(s.text(1)); });
            !r)
            return tl::unexpected(r.error());
        if (auto r =
                collect(connection,
                        "SELECT a.uuid, coalesce(e.subject, 0) FROM ai_run a JOIN dicom_series r ON r.id ="
                        " a.series JOIN dicom_study e ON e.id = r.study",
                        out.derived, derivedOf);
            !r)
            return tl::unexpected(r.error());
        if (auto r =
                collect(connection,
                        "SELECT f.uuid, coalesce(e.subject, 0) FROM finding f JOIN dicom_series r ON r.id ="
                        " f.series JOIN dicom_study e ON e.id = r.study WHERE f.run IS NOT NULL",
                        out.derived, derivedOf);
            !r)
            return tl::unexpected(r.error());
        if (auto r = collectImports(connection, scope, out); !r)
            return tl::unexpected(r.error());
    }
    const QByteArray me = QByteArray::number(qint64(session.user.value));
    for (const QByteArray& sql :
         {QByteArray("SELECT v.uuid, t.subject FROM reading_event v JOIN reading_task t ON t.id = v.task"
                     " WHERE t.reader <> " +
                     me),
          QByteArray("SELECT m.uuid, coalesce(e.subject, 0) FROM measurement m JOIN dicom_series r ON r.id ="
                     " m.series JOIN dicom_study e ON e.id = r.study WHERE m.user <> " +
                     me),
          QByteArray("SELECT f.uuid, t.subject FROM form f JOIN reading_task t ON t.id = f.anchor_id"
                     " WHERE f.anchor_kind = 3 AND t.reader <> " +
                     me)})
        if (auto r = collect(connection, sql, out.others, othersOf); !r)
            return tl::unexpected(r.error());
    return out;
}

bool HiddenObjects::admit(AuditRow& row) const {
    const QByteArray& object = row.object.bytes;
    if (derived.contains(object) || others.contains(object) || imports.contains(object))
        return false;
    if (const auto reduced = counts.constFind(object);
        reduced != counts.cend() && row.action != "import-begin")
        row.newValue = *reduced;
    if (names)
        auditIdentity::hide(row);
    return true;
}

Result<QList<AuditRow>> HiddenObjects::rows(Connection& connection, const AuditQuery& query) const {
    AuditQuery part = query;
    QList<AuditRow> out;
    while (out.size() < query.limit) {
        part.limit = std::min<std::int64_t>(10'000, query.limit - out.size());
        auto found = audit::list(connection, part);
        if (!found)
            return found;
        if (found->isEmpty())
            break;
        part.afterSeq = found->last().seq;
        for (AuditRow& row : *found)
            if (admit(row))
                out.append(std::move(row));
    }
    return out;
}

Result<QList<AuditRow>> ReadingVisibility::audit(const AuditQuery& query) const {
    if (auto may = session_.require(Right::ReadAudit); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<QList<AuditRow>> {
        return HiddenObjects::of(c, session_).and_then([&](const HiddenObjects& hidden) {
            return hidden.rows(c, query);
        });
    });
}

} // namespace casebook
