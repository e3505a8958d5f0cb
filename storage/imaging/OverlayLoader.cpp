// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/OverlayLoader.h"

#include "storage/imaging/SeriesLoader.h"
#include "storage/worker/WorkerPool.h"

#include <algorithm>
#include <utility>

namespace casebook {

namespace {

/// A map came either as DICOM or as a file that isLabelFile knows.
bool dicomMap(const WorkerInput& input) { return !isLabelFile(input); }

} // namespace

QByteArray overlayKind(dicom::ObjectKind kind) {
    switch (kind) {
    case dicom::ObjectKind::Segmentation: return "SEG";
    case dicom::ObjectKind::RtStruct: return "RTSTRUCT";
    case dicom::ObjectKind::ParametricMap: return "MAP";
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
    if (kind == "MAP") {
        auto map = dicomMap(input) ? workers_.map(input) : workers_.values(input);
        if (!map)
            return tl::unexpected(map.error());
        return segmentationOf(std::make_shared<const ValueMap>(std::move(*map)));
    }
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
    if (kind == "MAP") {
        const auto map = workers_.map(input);
        if (!map)
            return tl::unexpected(map.error());
        return Head{map->frameOfReference, map->referencedSeries, map->algorithm};
    }
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

/// The volume of the series with most slices. A single image, or images in no common grid, serve for the
/// pixels of the first.
std::optional<RoiImage> OverlayLoader::imageOf(const QString& series) const {
    if (series.isEmpty())
        return {};
    const auto planned = SeriesLoader(database_, objects_, workers_).plan(series);
    if (!planned)
        return {};
    const PlannedVolume* best = nullptr;
    const SliceHeader* first = nullptr;
    for (const PlannedVolume& volume : planned->plan.volumes) {
        const auto slot =
            std::find_if(volume.slots.begin(), volume.slots.end(), [](int s) { return s >= 0; });
        if (slot == volume.slots.end())
            continue;
        const SliceHeader& header = planned->headers[std::size_t(*slot)];
        if (!header.position || !header.orientation || !header.pixelSpacing)
            continue;
        const bool better = best == nullptr || std::pair(!volume.stackOnly, volume.grid.slices) >
                                                   std::pair(!best->stackOnly, best->grid.slices);
        if (better) {
            best = &volume;
            first = &header;
        }
    }
    if (best == nullptr)
        return {};
    if (!best->stackOnly && best->grid.slices > 1)
        return RoiImage{best->grid, best->positions};
    RoiImage image;
    GridGeometry& grid = image.grid;
    const auto& o = *first->orientation;
    grid.origin = *first->position;
    grid.rowDirection = WorldVector(o[0], o[1], o[2]).normalized();
    grid.columnDirection = WorldVector(o[3], o[4], o[5]).normalized();
    grid.rowSpacing = (*first->pixelSpacing)[0];
    grid.columnSpacing = (*first->pixelSpacing)[1];
    grid.columns = first->columns;
    grid.rows = first->rows;
    grid.slices = 1;
    grid.sliceStep = grid.normal() * first->sliceThickness_mm;
    if (!grid.origin.allFinite() || !grid.normal().allFinite() || grid.columns < 1 || grid.rows < 1)
        return {};
    return image;
}

} // namespace casebook
