// SPDX-License-Identifier: GPL-3.0-or-later
//
// The second half of an import: what is known only when the images are stored.
#include "core/cad/SegmentFindings.h"
#include "storage/database/Database.h"
#include "storage/imaging/ImagingTable.h"
#include "storage/imaging/ImportRun.h"
#include "storage/imaging/OverlayLoader.h"
#include "storage/imaging/OverlayTable.h"
#include "storage/imaging/SeriesLoader.h"
#include "storage/imaging/Thumbnail.h"
#include "storage/reading/ReadingTable.h"

#include <QMap>

namespace casebook {

namespace {

/// Kind code of a derived object in the report; empty for images.
QByteArray derivedKind(dicom::ObjectKind kind) {
    switch (kind) {
    case dicom::ObjectKind::Segmentation: return "SEG";
    case dicom::ObjectKind::StructuredReport: return "SR";
    case dicom::ObjectKind::RtStruct: return "RTSTRUCT";
    case dicom::ObjectKind::Presentation: return "PR";
    case dicom::ObjectKind::Pdf: return "PDF";
    case dicom::ObjectKind::ParametricMap: return "MAP";
    case dicom::ObjectKind::Image:
    case dicom::ObjectKind::MultiFrame:
    case dicom::ObjectKind::Other: break;
    }
    return {};
}

} // namespace

void ImportRun::noteDerived(const dicom::ParsedInstance& parsed) {
    const QByteArray kind = derivedKind(parsed.kind);
    if (!kind.isEmpty())
        report_.derived.append({parsed.sopInstance, parsed.modality, kind, false,
                                overlayKind(parsed.kind).isEmpty() ? "not-shown-yet" : "no-image"});
}

Result<> ImportRun::addOverlays() {
    const auto without =
        database_.read([](ReadConnection& c) { return imagingTable::drawablesWithoutOverlay(c); });
    if (!without)
        return tl::unexpected(without.error());
    for (const auto& instance : *without)
        if (auto added = addOverlay(instance); !added)
            return added;
    return {};
}

Result<> ImportRun::addOverlay(const imagingTable::StoredInstance& instance) {
    overlayTable::NewOverlay row;
    row.kind = overlayKind(instance.parsed.kind);
    row.uid = instance.sopInstance;
    row.packId = instance.pack;
    row.extent = instance.extent;
    const auto head =
        OverlayLoader(database_, objects_, workers_).head(row.kind, instance.pack, instance.extent);
    if (!head && head.error().code == "pack-away")
        return {}; // at an import with its disk
    if (!head && head.error().kind == ErrorKind::System)
        return tl::unexpected(head.error()); // the worker's fault, not the object's: next time
    if (head) {
        row.frameOfReference = head->frameOfReference;
        row.seriesUid = head->referencedSeries;
        row.placement = "no-image";
        row.reason = row.frameOfReference.isEmpty() ? "frame-of-reference-missing" : "no-image";
        row.algorithm = head->algorithm;
    } else {
        // The object is kept; it can't be drawn, and the row says why.
        row.placement = "refused";
        row.reason = head.error().code;
    }
    const auto inserted = database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto overlay = overlayTable::insert(tx, row);
        if (!overlay)
            return tl::unexpected(overlay.error());
        AuditEntry entry;
        entry.action = "create";
        entry.objectKind = "overlay";
        entry.object = overlay->uuid;
        entry.newValue = QString::fromLatin1(row.kind);
        entry.reasonCode = "import:" + report_.uuid.toString().toLatin1();
        const auto seq = tx.audit(entry);
        return seq ? Result<>() : tl::unexpected(seq.error());
    });
    for (auto& derived : report_.derived)
        if (derived.uid == instance.sopInstance)
            derived.reason = row.reason;
    return inserted;
}

Result<> ImportRun::placeOverlays() {
    const auto rows = database_.read([](ReadConnection& c) { return overlayTable::list(c); });
    if (!rows)
        return tl::unexpected(rows.error());
    for (const OverlayRow& overlay : *rows) {
        if (overlay.placement != "no-image" || overlay.kind == "SR")
            continue;
        const auto placed = database_.writeAndWait([&](WriteTransaction& tx) -> Result<bool> {
            const auto series =
                overlayTable::seriesInFrame(tx.connection(), overlay.frameOfReference, overlay.series);
            if (!series)
                return tl::unexpected(series.error());
            if (series->isEmpty())
                return false;
            if (auto set = overlayTable::place(tx, overlay.id, *series, "verified", {}, std::nullopt); !set)
                return tl::unexpected(set.error());
            AuditEntry entry;
            entry.action = "place";
            entry.objectKind = "overlay";
            entry.object = overlay.uuid;
            entry.field = "placement";
            entry.oldValue = QStringLiteral("no-image");
            entry.newValue = QStringLiteral("verified");
            entry.reasonCode = "frame-of-reference";
            const auto seq = tx.audit(entry);
            return seq ? Result<bool>(true) : tl::unexpected(seq.error());
        });
        if (!placed)
            return tl::unexpected(placed.error());
        if (*placed)
            if (auto found = addFindings(overlay.uid); !found)
                return found;
        for (auto& derived : report_.derived)
            if (*placed && derived.uid == overlay.uid) {
                derived.placed = true;
                derived.reason.clear();
            }
    }
    return {};
}

Result<> ImportRun::addFindings(const QString& overlayUid) {
    const auto overlay = database_.read([&](ReadConnection& c) { return overlayTable::find(c, overlayUid); });
    if (!overlay || !*overlay)
        return overlay ? Result<>() : tl::unexpected(overlay.error());
    const auto source =
        database_.read([&](ReadConnection& c) { return overlayTable::source(c, (*overlay)->id); });
    if (!source)
        return tl::unexpected(source.error());
    const auto drawn = OverlayLoader(database_, objects_, workers_)
                           .read((*overlay)->kind, source->pack, source->extent, (*overlay)->series, job_);
    if (!drawn)
        return drawn.error().kind == ErrorKind::System ? Result<>(tl::unexpected(drawn.error())) : Result<>();
    // One run an algorithm: a file may hold what a program drew beside what a person drew.
    QMap<QString, QPair<readingTable::NewRun, QList<Finding>>> runs;
    for (const Segment& segment : drawn->segments) {
        const auto finding = isLesion(segment) ? findingOf(*drawn, segment) : std::nullopt;
        if (!finding)
            continue;
        const AlgorithmIdentity& by = segment.algorithm;
        const QByteArray kind = by.type == "MANUAL" ? "human" : "import";
        auto& [run, findings] = runs[by.name + u'\n' + by.version + u'\n' + QString::fromLatin1(kind)];
        run.name = by.name.isEmpty() ? QStringLiteral("unknown") : by.name;
        run.version = by.version;
        run.kind = kind;
        run.seriesUid = (*overlay)->series;
        run.frameOfReference = drawn->frameOfReference;
        run.overlay = (*overlay)->id;
        findings.append(*finding);
    }
    if (runs.isEmpty())
        return {};
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        for (const auto& [run, findings] : std::as_const(runs))
            if (auto added = readingTable::insertRun(tx, run, findings); !added)
                return tl::unexpected(added.error());
        return {};
    });
}

Result<> ImportRun::describeSeries() {
    const SeriesLoader loader(database_, objects_, workers_);
    const auto without =
        database_.read([](ReadConnection& c) { return imagingTable::seriesWithoutFacts(c); });
    if (!without)
        return tl::unexpected(without.error());
    // Those of this import, which may have grown, and any whose import was cut off before this.
    QStringList wanted = seriesOrder_ + *without;
    wanted.removeDuplicates();
    for (const QString& uid : wanted) {
        auto facts = loader.facts(uid);
        if (!facts && facts.error().code == "no-such-series")
            facts = imagingTable::SeriesFactsRow(); // only second files of instances that are elsewhere
        if (!facts)
            return tl::unexpected(facts.error());
        const auto jpeg = rehearsal_ ? Result<QByteArray>(QByteArray()) : thumbnail::make(loader, uid);
        const auto row = database_.writeAndWait([&](WriteTransaction& tx) -> Result<SeriesRow> {
            if (auto set = imagingTable::setSeriesFacts(tx, uid, *facts); !set)
                return tl::unexpected(set.error());
            if (jpeg && !jpeg->isEmpty())
                if (auto kept = thumbnail::store(tx, uid, *jpeg); !kept)
                    return tl::unexpected(kept.error());
            const auto found = imagingTable::series(tx.connection(), {}, uid);
            if (!found)
                return tl::unexpected(found.error());
            if (found->isEmpty())
                return fail(ErrorKind::Refused, "no-such-series", uid);
            AuditEntry entry;
            entry.action = "describe";
            entry.objectKind = "series";
            entry.object = found->front().uuid;
            entry.field = "geometry";
            entry.newValue = facts->geometry;
            if (const auto seq = tx.audit(entry); !seq)
                return tl::unexpected(seq.error());
            return found->front();
        });
        if (!row && row.error().code == "no-such-series")
            continue; // it went while this looked at it
        if (!row)
            return tl::unexpected(row.error());
        if (takenOfSeries_.value(uid) == 0)
            continue;
        report_.series.append({uid, row->modality, row->description, row->subject, takenOfSeries_[uid],
                               row->warnings, row->geometry, row->thickness_mm, row->step_mm});
        if (!row->subject.isEmpty() && !report_.subjects.contains(row->subject))
            report_.subjects.append(row->subject);
    }
    return {};
}

} // namespace casebook
