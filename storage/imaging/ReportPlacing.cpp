// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/ReportPlacing.h"

#include "storage/reading/ReadingVisibility.h"

#include <algorithm>

namespace casebook::reportPlacing {
namespace {

/// The slice of this reference. Of a multi-frame image the place of the first frame alone is known here.
const SliceHeader* sliceOf(const Images::Image& image, const dicom::SrReference& reference) {
    const bool first = image.frames <= 1 || (reference.frames.size() == 1 && reference.frames.front() == 1);
    return first ? &image.slice : nullptr;
}

struct Spot {
    QString seriesUid;
    dicom::PlacedShape line;
};

Result<std::optional<Spot>> placeShape(Images& images, const dicom::SrShape& shape) {
    if (!shape.frameOfReference.isEmpty()) {
        const auto series = images.seriesInFrame(shape.frameOfReference);
        if (!series)
            return tl::unexpected(series.error());
        auto line = series->isEmpty() ? std::nullopt : dicom::placed(shape, nullptr);
        return line ? std::optional(Spot{*series, std::move(*line)}) : std::nullopt;
    }
    const auto image = images.find(shape.image.sopInstance);
    if (!image)
        return tl::unexpected(image.error());
    const SliceHeader* slice = *image != nullptr ? sliceOf(**image, shape.image) : nullptr;
    auto line = slice != nullptr ? dicom::placed(shape, slice) : std::nullopt;
    return line ? std::optional(Spot{(*image)->seriesUid, std::move(*line)}) : std::nullopt;
}

} // namespace

Result<const Images::Image*> Images::find(const QString& sopInstance) {
    const auto known = known_.constFind(sopInstance);
    if (known != known_.cend())
        return *known ? &**known : nullptr;
    std::optional<Image> found;
    if (!sopInstance.isEmpty()) {
        const auto stored = imagingTable::instancesBySop(connection_, sopInstance);
        if (!stored)
            return tl::unexpected(stored.error());
        for (const auto& one : *stored) {
            const auto owner = ReadingVisibility::subjectOf(connection_, one.parsed.seriesUid);
            if (!owner)
                return tl::unexpected(owner.error());
            const bool image = one.parsed.kind == dicom::ObjectKind::Image ||
                               one.parsed.kind == dicom::ObjectKind::MultiFrame;
            if (*owner == subject_ && subject_.isValid() && image && !found)
                found = Image{one.parsed.seriesUid, one.parsed.slice, one.parsed.numberOfFrames};
        }
    }
    const auto& kept = *known_.insert(sopInstance, std::move(found));
    return kept ? &*kept : nullptr;
}

Result<QString> Images::seriesInFrame(const QString& frameOfReference) {
    if (const auto known = frames_.constFind(frameOfReference); known != frames_.cend())
        return *known;
    auto row = connection_.prepare(
        "SELECT s.series_uid FROM dicom_series s JOIN dicom_study e ON e.id = s.study WHERE s.frame_of_ref = "
        "?1"
        " AND s.kind IN ('image','multi-frame') AND e.subject = ?2"
        " ORDER BY (SELECT count(*) FROM instance i WHERE i.series = s.id) DESC, s.id LIMIT 1");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(frameOfReference, subject_);
    const auto has = row->step();
    if (!has)
        return tl::unexpected(has.error());
    return *frames_.insert(frameOfReference, *has ? row->text(0) : QString());
}

Result<std::vector<PlacedGroup>> place(Images& images, const dicom::SrMeasurements& measured) {
    std::vector<PlacedGroup> out;
    for (std::size_t g = 0; g < measured.groups.size(); ++g) {
        const std::size_t first = out.size();
        for (const dicom::SrShape& shape : measured.groups[g].shapes) {
            auto spot = placeShape(images, shape);
            if (!spot)
                return tl::unexpected(spot.error());
            if (!*spot)
                continue;
            auto here = std::find_if(out.begin() + std::ptrdiff_t(first), out.end(),
                                     [&](const PlacedGroup& p) { return p.seriesUid == (*spot)->seriesUid; });
            if (here == out.end())
                here = out.insert(out.end(), {int(g), (*spot)->seriesUid, {}});
            here->shapes.emplace_back(shape, std::move((*spot)->line));
        }
    }
    return out;
}

Result<QString> seriesOf(Images& images, const std::vector<dicom::SrReference>& references) {
    QHash<QString, int> counts;
    QString most;
    for (const dicom::SrReference& one : references) {
        const auto image = images.find(one.sopInstance);
        if (!image)
            return tl::unexpected(image.error());
        if (*image != nullptr && ++counts[(*image)->seriesUid] > counts.value(most))
            most = (*image)->seriesUid;
    }
    return most;
}

} // namespace casebook::reportPlacing
