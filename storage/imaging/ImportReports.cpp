// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of an import about reports: their findings and measurements go beside the images they name.
#include "storage/database/Database.h"
#include "storage/dicom/sr/Presentation.h"
#include "storage/imaging/ImportRun.h"
#include "storage/imaging/OverlayTable.h"
#include "storage/imaging/ReportPlacing.h"
#include "storage/imaging/ReportTable.h"
#include "storage/reading/ReadingTable.h"
#include "storage/reading/ReadingVisibility.h"

#include <QMap>

namespace casebook {

namespace {

constexpr int kMostFindings = 2'000; ///< of one report, as of one file of findings

using Runs = QMap<QString, QPair<readingTable::NewRun, QList<Finding>>>;

/// Something that belongs on an image: a shape, or the word of a CAD report that there is nothing.
bool isPlaceable(const dicom::SrMeasurements& measured) {
    return measured.analysed || std::any_of(measured.groups.begin(), measured.groups.end(),
                                            [](const dicom::SrGroup& g) { return !g.shapes.empty(); });
}

/// The run of that maker on that series, begun where it is new.
QPair<readingTable::NewRun, QList<Finding>>& runOf(Runs& runs, const dicom::SrMaker& maker,
                                                   const QString& seriesUid,
                                                   const dicom::SrDocument& document, bool complete) {
    const QByteArray kind = maker.automatic ? "import" : "human";
    auto& slot =
        runs[maker.name + u'\n' + maker.version + u'\n' + QString::fromLatin1(kind) + u'\n' + seriesUid];
    readingTable::NewRun& run = slot.first;
    run.name = maker.name.isEmpty() ? QStringLiteral("unknown") : maker.name;
    run.version = maker.version;
    run.vendor = maker.vendor;
    run.kind = kind;
    run.seriesUid = seriesUid;
    run.complete = complete;
    run.detail = QJsonObject{{QStringLiteral("report"), document.sopInstance},
                             {QStringLiteral("title"), document.nodes.front().name.meaning}};
    return slot;
}

/// What its groups say of each series: only what the report wants to be shown without being asked.
Runs runsOf(const dicom::SrDocument& document, const dicom::SrMeasurements& measured,
            const std::vector<reportPlacing::PlacedGroup>& placed) {
    Runs runs;
    int taken = 0;
    for (const auto& one : placed) {
        const dicom::SrGroup& group = measured.groups[std::size_t(one.group)];
        if (group.rendering != dicom::SrRendering::Required || taken == kMostFindings)
            continue;
        const auto finding = dicom::findingOf(group, one.shapes);
        if (!finding)
            continue;
        ++taken;
        runOf(runs, group.maker, one.seriesUid, document, measured.complete).second.append(*finding);
    }
    return runs;
}

/// Series on which most of it lies.
QString mainSeries(const std::vector<reportPlacing::PlacedGroup>& placed) {
    QMap<QString, qsizetype> counts;
    QString most;
    for (const auto& one : placed)
        if ((counts[one.seriesUid] += qsizetype(one.shapes.size())) > counts.value(most, 0) || most.isEmpty())
            most = one.seriesUid;
    return most;
}

} // namespace

void ImportRun::noteReport(const QString& sopInstance, bool placed, const QByteArray& reason) {
    for (auto& derived : report_.derived)
        if (derived.uid == sopInstance) {
            derived.placed = placed;
            derived.reason = placed ? QByteArray() : reason;
        }
}

Result<> ImportRun::addReports() {
    const auto fresh = database_.read([](ReadConnection& c) { return reportTable::unread(c); });
    if (!fresh)
        return tl::unexpected(fresh.error());
    for (const auto& instance : *fresh) {
        auto bytes = objects_.read(instance.pack, instance.extent);
        if (!bytes && bytes.error().code == "pack-away")
            continue; // at an import with its disk
        if (!bytes)
            return tl::unexpected(bytes.error());
        const WorkerInput input = WorkerInput::fromBytes(std::move(*bytes));
        const bool presentation = instance.parsed.kind == dicom::ObjectKind::Presentation;
        auto added = presentation ? addPresentation(instance, input) : addReport(instance, input);
        if (!added)
            return added;
    }
    return {};
}

Result<> ImportRun::addPresentation(const imagingTable::StoredInstance& instance, const WorkerInput& input) {
    const auto state = workers_.presentation(input);
    if (!state) {
        if (state.error().kind == ErrorKind::System)
            return tl::unexpected(state.error());
        noteReport(instance.sopInstance, false, state.error().code);
        return {};
    }
    return noteReferences(instance, state->images);
}

/// Placed where an image that it names is here.
Result<> ImportRun::noteReferences(const imagingTable::StoredInstance& instance,
                                   const std::vector<dicom::SrReference>& references) {
    const auto series = database_.read([&](ReadConnection& c) {
        return ReadingVisibility::subjectOf(c, instance.parsed.seriesUid).and_then([&](SubjectId subject) {
            reportPlacing::Images images(c, subject);
            return reportPlacing::seriesOf(images, references);
        });
    });
    if (!series)
        return tl::unexpected(series.error());
    noteReport(instance.sopInstance, !series->isEmpty(), "no-image");
    return {};
}

Result<> ImportRun::addReport(const imagingTable::StoredInstance& instance, const WorkerInput& input) {
    const auto document = workers_.report(input);
    if (!document) {
        if (document.error().kind == ErrorKind::System)
            return tl::unexpected(document.error()); // the worker's fault, not the object's: next time
        noteReport(instance.sopInstance, false, document.error().code);
        return {};
    }
    if (document->isKeyObject()) {
        // Its evidence should list them too; not every writer fills it.
        std::vector<dicom::SrReference> named = document->evidence;
        for (const dicom::SrNode& node : document->nodes)
            named.insert(named.end(), node.references.begin(), node.references.end());
        return noteReferences(instance, named);
    }
    const auto measured = dicom::measurementsOf(*document);
    if (!isPlaceable(measured)) {
        noteReport(instance.sopInstance, false, "text-report");
        return {};
    }
    overlayTable::NewOverlay row;
    row.kind = "SR";
    row.uid = instance.sopInstance;
    row.packId = instance.pack;
    row.extent = instance.extent;
    row.placement = "no-image";
    row.reason = "no-image";
    const dicom::SrMaker& maker = measured.groups.empty() ? measured.maker : measured.groups.front().maker;
    row.algorithm = {maker.name, maker.version, maker.automatic ? "AUTOMATIC" : "MANUAL"};
    noteReport(instance.sopInstance, false, row.reason);
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto overlay = overlayTable::insert(tx, row);
        if (!overlay)
            return tl::unexpected(overlay.error());
        AuditEntry entry;
        entry.action = "create";
        entry.objectKind = "overlay";
        entry.object = overlay->uuid;
        entry.newValue = QString::fromLatin1(row.kind);
        entry.reasonCode = "import:" + report_.uuid.toString().toLatin1();
        return tx.audit(entry).map([](std::int64_t) {});
    });
}

Result<> ImportRun::placeReports() {
    const auto rows = database_.read([](ReadConnection& c) { return overlayTable::list(c); });
    if (!rows)
        return tl::unexpected(rows.error());
    for (const OverlayRow& overlay : *rows)
        if (overlay.kind == "SR" && overlay.placement == "no-image")
            if (auto placed = placeReport(overlay); !placed)
                return placed;
    return {};
}

Result<> ImportRun::placeReport(const OverlayRow& overlay) {
    const auto source =
        database_.read([&](ReadConnection& c) { return overlayTable::source(c, overlay.id); });
    if (!source)
        return tl::unexpected(source.error());
    auto bytes = objects_.read(source->pack, source->extent);
    if (!bytes && bytes.error().code == "pack-away")
        return {}; // at an import with its disk
    if (!bytes)
        return tl::unexpected(bytes.error());
    const auto document = workers_.report(WorkerInput::fromBytes(std::move(*bytes)));
    if (!document)
        return document.error().kind == ErrorKind::System ? Result<>(tl::unexpected(document.error()))
                                                          : Result<>();
    const auto measured = dicom::measurementsOf(*document);
    const auto placed = database_.writeAndWait([&](WriteTransaction& tx) -> Result<bool> {
        const auto subject = ReadingVisibility::subjectOf(tx.connection(), overlay.ownSeries);
        if (!subject)
            return tl::unexpected(subject.error());
        reportPlacing::Images images(tx.connection(), *subject);
        const auto groups = reportPlacing::place(images, measured);
        if (!groups)
            return tl::unexpected(groups.error());
        QString series = mainSeries(*groups);
        if (series.isEmpty() && measured.groups.empty()) {
            auto named = reportPlacing::seriesOf(images, document->evidence);
            if (!named)
                return tl::unexpected(named.error());
            series = *named;
        }
        if (series.isEmpty())
            return false;
        if (auto set = overlayTable::place(tx, overlay.id, series, "verified", {}, std::nullopt); !set)
            return tl::unexpected(set.error());
        AuditEntry entry;
        entry.action = "place";
        entry.objectKind = "overlay";
        entry.object = overlay.uuid;
        entry.field = "placement";
        entry.oldValue = QStringLiteral("no-image");
        entry.newValue = QStringLiteral("verified");
        entry.reasonCode = "references";
        if (const auto seq = tx.audit(entry); !seq)
            return tl::unexpected(seq.error());
        Runs runs = runsOf(*document, measured, *groups);
        // An algorithm that looked and found nothing has run.
        if (runs.isEmpty() && measured.analysed)
            runOf(runs, measured.maker, series, *document, measured.complete);
        for (auto& [run, findings] : runs) {
            run.overlay = overlay.id;
            if (auto added = readingTable::insertRun(tx, run, findings); !added)
                return tl::unexpected(added.error());
        }
        return true;
    });
    if (!placed)
        return tl::unexpected(placed.error());
    noteReport(overlay.uid, *placed, "no-image");
    return {};
}

} // namespace casebook
