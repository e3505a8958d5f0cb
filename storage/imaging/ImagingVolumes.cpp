// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of ImagingService that takes NIfTI, NRRD and MetaImage files, and lets documents out.
#include "storage/database/Database.h"
#include "storage/dicom/LabelMapReader.h"
#include "storage/imaging/ImageExport.h"
#include "storage/imaging/ImagingService.h"
#include "storage/imaging/ImagingTable.h"
#include "storage/imaging/OverlayTable.h"
#include "storage/imaging/SeriesLoader.h"
#include "storage/reading/ReadingVisibility.h"
#include "storage/worker/WorkerPool.h"

#include <QFile>

#include <algorithm>

namespace casebook {

namespace {

QString millimetres(double mm) { return QString::number(mm, 'f', 2); }

Result<QByteArray> wholeFile(const QString& path) {
    const auto input = WorkerInput::open(path);
    return input ? input->readAll() : Result<QByteArray>(tl::unexpected(input.error()));
}

/// A NIfTI pair (.hdr, .img) is two files and one object; either name will do.
Result<WorkerInput> inputOf(const QString& path) {
    const QString stem = path.left(path.lastIndexOf(u'.'));
    const QString ending = path.mid(stem.size()).toLower();
    if (ending != QLatin1StringView(".hdr") && ending != QLatin1StringView(".img"))
        return WorkerInput::open(path);
    const bool big = path.endsWith(QLatin1StringView(".HDR")) || path.endsWith(QLatin1StringView(".IMG"));
    const auto header = wholeFile(stem + (big ? QStringLiteral(".HDR") : QStringLiteral(".hdr")));
    const auto values = wholeFile(stem + (big ? QStringLiteral(".IMG") : QStringLiteral(".img")));
    if (!header || !values)
        return tl::unexpected(header ? values.error() : header.error());
    const QByteArray joined = dicom::joinedPair(*header, *values);
    if (joined.isEmpty())
        return fail(ErrorKind::Refused, "unsupported-object");
    return WorkerInput::fromBytes(joined);
}

} // namespace

struct ImagingService::Fit {
    bool verified = false;
    QByteArray reason; ///< why a person had to confirm
    double corner_mm = 0;
};

Result<> ImagingService::mayImportOn(const QString& seriesUid) const {
    if (auto may = session_.require(Right::EditOverlays); !may)
        return may;
    const auto scope = ReadingVisibility(database_, session_).scope();
    if (!scope)
        return tl::unexpected(scope.error());
    if (scope->hidesOverlaysOn(seriesUid))
        return fail(ErrorKind::Refused, "overlays-hidden", seriesUid);
    return {};
}

Result<ImagingService::Fit> ImagingService::fitOn(const QString& seriesUid, const Segmentation& placed,
                                                  bool confirm) const {
    const auto planned = SeriesLoader(database_, objects_, workers_).plan(seriesUid);
    if (!planned)
        return tl::unexpected(planned.error());
    // The group of the series that fits best: a series may hold several volumes.
    std::optional<Placement> best;
    for (const PlannedVolume& volume : planned->plan.volumes) {
        const Placement here = Placement::check(volume.grid, placed.grid);
        if (!best || here.state == Placement::State::Verified ||
            (best->state != Placement::State::Verified && here.corner_mm < best->corner_mm))
            best = here;
    }
    const bool verified = best && best->state == Placement::State::Verified;
    const bool confirmable = best && !verified && best->confirmable();
    if (!verified && confirmable && !confirm)
        return fail(ErrorKind::Refused, "needs-confirmation", QString(), {millimetres(best->corner_mm)});
    if (!verified && !confirmable)
        return fail(ErrorKind::Refused, "bad-geometry", QString(),
                    {best ? millimetres(best->corner_mm) : QString()});
    const auto apart = std::find_if(placed.notes.begin(), placed.notes.end(),
                                    [](const SegmentationNote& n) { return n.code == "forms-disagree"; });
    if (apart == placed.notes.end())
        return Fit{verified, verified ? QByteArray() : QByteArray("grid-mismatch"), best->corner_mm};
    if (!confirm)
        return fail(ErrorKind::Refused, "forms-disagree", QString(), {apart->args.value(0)});
    return Fit{false, "forms-disagree", std::max(best->corner_mm, apart->args.value(0).toDouble())};
}

Result<OverlayRow> ImagingService::keep(const QByteArray& kind, const QByteArray& bytes,
                                        const QString& seriesUid, const Fit& fit) {
    const auto pack = objects_.put({bytes});
    if (!pack)
        return tl::unexpected(pack.error());
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<OverlayRow> {
        const auto packRow = ObjectStore::insertRow(tx, *pack);
        if (!packRow)
            return tl::unexpected(packRow.error());
        overlayTable::NewOverlay row;
        row.kind = kind;
        row.seriesUid = seriesUid;
        row.placement = fit.verified ? "verified" : "confirmed";
        row.reason = fit.reason;
        if (!fit.verified)
            row.confirmedBy = session_.user;
        row.packId = pack->id;
        row.extent = pack->extents.front();
        auto overlay = overlayTable::insert(tx, row);
        if (!overlay)
            return overlay;
        overlay->confirmedBy = fit.verified ? QString() : session_.printedName;
        AuditEntry entry;
        entry.action = "create";
        entry.objectKind = "overlay";
        entry.object = overlay->uuid;
        entry.field = "placement";
        entry.newValue = fit.verified ? QStringLiteral("verified")
                                      : QStringLiteral("confirmed, %1 mm").arg(millimetres(fit.corner_mm));
        if (const auto seq = tx.audit(entry); !seq)
            return tl::unexpected(seq.error());
        return overlay;
    });
}

Result<OverlayRow> ImagingService::importLabels(const QString& path, const QString& seriesUid, bool confirm,
                                                const Job& job) {
    if (auto may = mayImportOn(seriesUid); !may)
        return tl::unexpected(may.error());
    const auto input = inputOf(path);
    if (!input)
        return tl::unexpected(input.error());
    const auto labels = workers_.labels(*input);
    if (!labels)
        return tl::unexpected(labels.error());
    const auto fit = fitOn(seriesUid, *labels, confirm);
    if (!fit)
        return tl::unexpected(fit.error());
    if (job.stopped())
        return fail(ErrorKind::Cancelled, "cancelled");
    auto bytes = input->readAll();
    return bytes ? keep("LABELS", *bytes, seriesUid, *fit)
                 : Result<OverlayRow>(tl::unexpected(bytes.error()));
}

Result<OverlayRow> ImagingService::importMap(const QString& path, const QString& seriesUid, bool confirm,
                                             const Job& job) {
    if (auto may = mayImportOn(seriesUid); !may)
        return tl::unexpected(may.error());
    const auto input = inputOf(path);
    if (!input)
        return tl::unexpected(input.error());
    const auto map = workers_.values(*input);
    if (!map)
        return tl::unexpected(map.error());
    const auto fit = fitOn(seriesUid, segmentationOf(std::make_shared<const ValueMap>(*map)), confirm);
    if (!fit)
        return tl::unexpected(fit.error());
    if (job.stopped())
        return fail(ErrorKind::Cancelled, "cancelled");
    auto bytes = input->readAll();
    return bytes ? keep("MAP", *bytes, seriesUid, *fit) : Result<OverlayRow>(tl::unexpected(bytes.error()));
}

Result<QByteArray> ImagingService::document(const QString& uid) {
    if (auto may = session_.require(Right::Export); !may)
        return tl::unexpected(may.error());
    const auto found = database_.read([&](ReadConnection& c) {
        auto bySop = imagingTable::instancesBySop(c, uid);
        return bySop && bySop->isEmpty() ? imagingTable::instancesOfSeries(c, uid) : bySop;
    });
    if (!found)
        return tl::unexpected(found.error());
    const auto pdf = std::find_if(found->begin(), found->end(), [](const imagingTable::StoredInstance& i) {
        return i.parsed.kind == dicom::ObjectKind::Pdf;
    });
    if (pdf == found->end())
        return fail(ErrorKind::Refused, "no-such-object", uid);
    ImageExport exporter(database_, objects_, session_);
    const auto series = findSeries(pdf->parsed.seriesUid);
    if (!series)
        return tl::unexpected(series.error());
    if (auto recorded = exporter.record("series", series->uuid, "document"); !recorded)
        return tl::unexpected(recorded.error());
    const auto bytes = exporter.original(pdf->sopInstance);
    return bytes ? workers_.pdf(WorkerInput::fromBytes(*bytes)) : bytes;
}

} // namespace casebook
