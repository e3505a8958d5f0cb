// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of ImagingService that deals with overlays and measurements.
#include "storage/database/Database.h"
#include "storage/forms/FormService.h"
#include "storage/imaging/ImagingService.h"
#include "storage/imaging/ImagingTable.h"
#include "storage/imaging/MeasurementTable.h"
#include "storage/imaging/OverlayLoader.h"
#include "storage/imaging/OverlayTable.h"
#include "storage/imaging/SegExport.h"
#include "storage/imaging/SeriesLoader.h"
#include "storage/reading/ReadingVisibility.h"
#include "storage/worker/WorkerPool.h"

namespace casebook {

namespace {

Result<> append(WriteTransaction& tx, const QByteArray& action, const QByteArray& kind, const Uuid& object,
                const QByteArray& field, const QString& value, const QString& reason) {
    AuditEntry entry;
    entry.action = action;
    entry.objectKind = kind;
    entry.object = object;
    entry.field = field;
    entry.newValue = value;
    entry.reasonText = reason;
    const auto seq = tx.audit(entry);
    return seq ? Result<>() : tl::unexpected(seq.error());
}

} // namespace

Result<QList<OverlayRow>> ImagingService::overlays(const QString& seriesUid) const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    auto rows = database_.read([&](ReadConnection& c) -> Result<QList<OverlayRow>> {
        auto all = overlayTable::list(c);
        const auto scope = ReadingVisibility::scope(c, session_);
        if (!all || !scope)
            return all ? tl::unexpected(scope.error()) : all;
        all->removeIf([&](const OverlayRow& row) { return scope->hides(row); });
        return all;
    });
    if (rows && !seriesUid.isEmpty())
        rows->removeIf([&](const OverlayRow& row) { return row.series != seriesUid; });
    return rows;
}

Result<OverlayRow> ImagingService::findOverlay(const QString& idOrUid) const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) { return visibleOverlay(c, idOrUid); });
}

Result<OverlayRow> ImagingService::visibleOverlay(Connection& connection, const QString& idOrUid) const {
    const auto row = overlayTable::find(connection, idOrUid);
    if (!row)
        return tl::unexpected(row.error());
    const auto scope = ReadingVisibility::scope(connection, session_);
    if (!scope)
        return tl::unexpected(scope.error());
    return *row && !scope->hides(**row) ? Result<OverlayRow>(**row)
                                        : fail(ErrorKind::Refused, "no-such-overlay", idOrUid);
}

Result<SegmentationPtr> ImagingService::segmentation(const OverlayRow& overlay, const Job& job) const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    const auto source = database_.read([&](ReadConnection& c) {
        return visibleOverlay(c, overlay.uuid.toString()).and_then([&](const OverlayRow& seen) {
            return overlayTable::source(c, seen.id);
        });
    });
    if (!source)
        return tl::unexpected(source.error());
    auto read = OverlayLoader(database_, objects_, workers_)
                    .read(overlay.kind, source->pack, source->extent, overlay.series, job);
    if (!read)
        return tl::unexpected(read.error());
    return std::make_shared<const Segmentation>(std::move(*read));
}

Placement ImagingService::placement(const OverlayRow& overlay, const Volume& volume,
                                    const Segmentation& s) const {
    Placement placed = overlay.kind == "LABELS" || (overlay.kind == "MAP" && s.frameOfReference.isEmpty())
                           ? Placement::check(volume.grid, s.grid)
                           : Placement::check(volume.frameOfReference, s.frameOfReference);
    if (placed.state == Placement::State::Refused && placed.confirmable() && overlay.placement == "confirmed")
        placed.state = Placement::State::Confirmed;
    return placed;
}

Result<QByteArray> ImagingService::asDicom(const OverlayRow& overlay, const Segmentation& s,
                                           const QString& program) const {
    if (auto may = session_.require(Right::Export); !may)
        return tl::unexpected(may.error());
    const auto seen =
        database_.read([&](ReadConnection& c) { return visibleOverlay(c, overlay.uuid.toString()); });
    if (!seen)
        return tl::unexpected(seen.error());
    return SegExport(database_, objects_, workers_).write(*seen, s, program);
}

Result<QList<SegmentStyle>> ImagingService::styles(OverlayId id) const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) {
        return visibleOverlay(c, QString::number(id.value)).and_then([&](const OverlayRow& seen) {
            return overlayTable::styles(c, seen.id);
        });
    });
}

Result<> ImagingService::setStyle(OverlayId id, const SegmentStyle& style) {
    if (auto may = session_.require(Right::EditOverlays); !may)
        return may;
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto overlay = visibleOverlay(tx.connection(), QString::number(id.value));
        if (!overlay)
            return tl::unexpected(overlay.error());
        if (auto set = overlayTable::setStyle(tx, id, style); !set)
            return set;
        return append(tx, "change", "overlay", overlay->uuid, "style." + QByteArray::number(style.segment),
                      QString::number(style.opacity, 'f', 2), {});
    });
}

Result<QList<LengthRecord>> ImagingService::lengths(const QString& seriesUid) const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<QList<LengthRecord>> {
        const auto scope = ReadingVisibility::scope(c, session_);
        const auto subject = ReadingVisibility::subjectOf(c, seriesUid);
        if (!scope || !subject)
            return tl::unexpected(scope ? subject.error() : scope.error());
        return measurementTable::lengths(
            c, seriesUid, scope->hidesOthers(*subject) ? std::optional(session_.user) : std::nullopt);
    });
}

Result<LengthRecord> ImagingService::addLength(const LengthRecord& length) {
    if (auto may = session_.require(Right::Measure); !may)
        return tl::unexpected(may.error());
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<LengthRecord> {
        auto added = measurementTable::insert(tx, length, session_);
        if (!added)
            return added;
        QString value = QString::number(added->length_mm, 'f', 3);
        if (added->shortAxis)
            value += QStringLiteral(" x ") + QString::number(added->short_mm(), 'f', 3);
        if (auto a = append(tx, "create", "measurement", added->uuid, "length_mm", value, {}); !a)
            return tl::unexpected(a.error());
        return added;
    });
}

Result<> ImagingService::changeLength(const LengthRecord& length) {
    if (auto may = session_.require(Right::Measure); !may)
        return may;
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto before = measurementTable::change(tx, length);
        if (!before)
            return tl::unexpected(before.error());
        AuditEntry entry;
        entry.action = "change";
        entry.objectKind = "measurement";
        entry.object = length.uuid;
        entry.field = "length_mm";
        entry.oldValue = QString::number(*before, 'f', 3);
        entry.newValue = QString::number((length.a - length.b).norm(), 'f', 3);
        if (const auto seq = tx.audit(entry); !seq)
            return tl::unexpected(seq.error());
        return noteSourceChanged(tx, length.uuid, "source-changed");
    });
}

Result<> ImagingService::removeLength(const Uuid& uuid, const QString& reason) {
    if (auto may = session_.require(Right::Measure); !may)
        return may;
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        if (auto voided = measurementTable::voidRow(tx, uuid); !voided)
            return voided;
        if (auto noted = append(tx, "void", "measurement", uuid, "state", QStringLiteral("voided"), reason);
            !noted)
            return noted;
        return noteSourceChanged(tx, uuid, "source-removed");
    });
}

} // namespace casebook
