// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/OverlayLoader.h"

#include "storage/imaging/SeriesLoader.h"
#include "storage/worker/WorkerPool.h"

namespace casebook {

QByteArray overlayKind(dicom::ObjectKind kind) {
    switch (kind) {
    case dicom::ObjectKind::Segmentation: return "SEG";
    case dicom::ObjectKind::RtStruct: return "RTSTRUCT";
    default: return {};
    }
}

Result<Segmentation> OverlayLoader::read(const QByteArray& kind, const PackId& pack, const Extent& extent,
                                         const QString& series, const Job& job) const {
    auto bytes = objects_.read(pack, extent);
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (job.stopped())
        return fail(ErrorKind::Cancelled, "cancelled");
    const WorkerInput input = WorkerInput::fromBytes(std::move(*bytes));
    if (kind == "LABELS")
        return workers_.labels(input);
    if (kind != "RTSTRUCT")
        return workers_.segmentation(input);
    auto contours = workers_.contours(input);
    if (!contours)
        return tl::unexpected(contours.error());
    const std::optional<RoiImage> image = imageOf(series);
    return rasterise(std::make_shared<const RoiSet>(std::move(*contours)), image ? &*image : nullptr, job);
}

Result<OverlayLoader::Head> OverlayLoader::head(const QByteArray& kind, const PackId& pack,
                                                const Extent& extent) const {
    auto bytes = objects_.read(pack, extent);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const WorkerInput input = WorkerInput::fromBytes(std::move(*bytes));
    if (kind == "RTSTRUCT") {
        const auto contours = workers_.contours(input);
        if (!contours)
            return tl::unexpected(contours.error());
        Head out{contours->frameOfReference, contours->referencedSeries, {}};
        if (!contours->rois.empty())
            out.algorithm = contours->rois.front().algorithm;
        return out;
    }
    const auto segmentation = workers_.segmentation(input);
    if (!segmentation)
        return tl::unexpected(segmentation.error());
    Head out{segmentation->frameOfReference, segmentation->referencedSeries, {}};
    if (!segmentation->segments.empty())
        out.algorithm = segmentation->segments.front().algorithm;
    return out;
}

/// The volume of the series with most slices; a single slice serves for its pixels.
std::optional<RoiImage> OverlayLoader::imageOf(const QString& series) const {
    if (series.isEmpty())
        return {};
    const auto planned = SeriesLoader(database_, objects_, workers_).plan(series);
    if (!planned)
        return {};
    const PlannedVolume* best = nullptr;
    for (const PlannedVolume& volume : planned->plan.volumes) {
        const int first = volume.slots.empty() ? -1 : volume.slots.front();
        if (first < 0 || !planned->headers[std::size_t(first)].position)
            continue;
        if (volume.stackOnly && volume.grid.slices > 1)
            continue; // images in no common grid
        if (best == nullptr || volume.grid.slices > best->grid.slices)
            best = &volume;
    }
    if (best == nullptr)
        return {};
    RoiImage image{best->grid, best->positions};
    const int first = best->slots.front();
    const double thickness = planned->headers[std::size_t(first)].sliceThickness_mm;
    if (!image.grid.hasStep() && thickness > 0)
        image.grid.sliceStep = image.grid.normal() * thickness;
    return image;
}

} // namespace casebook
