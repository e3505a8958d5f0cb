// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/SegReader.h"

#include "storage/dicom/MaskBuilder.h"
#include "storage/dicom/PixelSource.h"
#include "storage/dicom/SegFrames.h"
#include "storage/dicom/SegSegments.h"

#include <algorithm>
#include <unordered_map>

namespace casebook::dicom {
namespace {

constexpr std::int64_t kMostMaskBytes = (std::int64_t(1) << 30) - (std::int64_t(16) << 20);

/// Which segment a pixel value, or a frame, belongs to. Numbers may have gaps and any order: they are
/// never taken as an index.
class SegmentIndex {
public:
    SegmentIndex(SegmentDescriptions& described, bool labelMap)
        : segments_(described.segments), labelMap_(labelMap) {
        for (std::size_t s = 0; s < segments_.size(); ++s)
            index_.emplace(segments_[s].number, int(s));
        for (const int number : described.background)
            index_.insert_or_assign(number, -1);
    }

    /// -1 for background; a number that nobody described gets a segment of its own.
    int of(int number) {
        const auto found = index_.find(number);
        if (found != index_.end())
            return found->second;
        Segment added;
        added.number = number;
        added.label = (labelMap_ ? QStringLiteral("Label %1") : QStringLiteral("Segment %1")).arg(number);
        segments_.push_back(std::move(added));
        index_.emplace(number, int(segments_.size()) - 1);
        return int(segments_.size()) - 1;
    }

private:
    std::vector<Segment>& segments_;
    bool labelMap_;
    std::unordered_map<int, int> index_;
};

int valueAt(const DecodedFrame& frame, std::size_t n) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(frame.bytes.constData());
    return bytesPerSample(frame.type) == 1 ? bytes[n] : bytes[2 * n] | (bytes[2 * n + 1] << 8);
}

/// Calls use(segment, column, row, slice, value) for every set voxel of one frame.
template <class Use>
void eachVoxel(const DecodedFrame& frame, const SegFrame& place, const GridGeometry& grid,
               SegmentIndex& index, bool labelMap, const Use& use) {
    const int columns = std::min(frame.columns, grid.columns - place.column);
    const int rows = std::min(frame.rows, grid.rows - place.row);
    const int own = labelMap ? 0 : index.of(place.segment.value_or(0));
    int lastValue = 0, lastSegment = -1; // neighbours mostly share their label
    for (int j = 0; j < rows; ++j) {
        for (int i = 0; i < columns; ++i) {
            const int value = valueAt(frame, std::size_t(j) * std::size_t(frame.columns) + std::size_t(i));
            if (!labelMap) {
                if (value != 0)
                    use(std::size_t(own), place.column + i, place.row + j, place.slice,
                        std::uint8_t(std::min(value, 255)));
                continue;
            }
            if (value != lastValue) {
                lastValue = value;
                lastSegment = index.of(value);
            }
            if (value != 0 && lastSegment >= 0)
                use(std::size_t(lastSegment), place.column + i, place.row + j, place.slice, std::uint8_t(1));
        }
    }
}

Result<Segmentation::Kind> kindOf(const ParsedInstance& header, const ItemReader& in) {
    const QString type = in.ascii(DCM_SegmentationType);
    if (header.sopClass.endsWith(QLatin1StringView(".66.7")) || type == QLatin1StringView("LABELMAP"))
        return Segmentation::Kind::LabelMap;
    if (type == QLatin1StringView("FRACTIONAL"))
        return Segmentation::Kind::Fractional;
    if (type == QLatin1StringView("BINARY") || header.slice.bitsAllocated == 1)
        return Segmentation::Kind::Binary;
    return fail(ErrorKind::Refused, "unsupported-object");
}

class Reading {
public:
    Reading(PixelSource& source, SegLayout layout, SegmentDescriptions& described, bool labelMap)
        : source_(source), layout_(std::move(layout)), described_(described), index_(described, labelMap),
          labelMap_(labelMap) {}

    Result<> run() {
        if (auto seen = firstPass(); !seen)
            return seen;
        MaskBuilder builder(described_.segments);
        if (auto done =
                pass([&](std::size_t s, int i, int j, int k, std::uint8_t) { builder.see(s, i, j, k); });
            !done)
            return done;
        if (!builder.allocate(kMostMaskBytes))
            return fail(ErrorKind::Refused, "too-large");
        if (auto done =
                pass([&](std::size_t s, int i, int j, int k, std::uint8_t v) { builder.put(s, i, j, k, v); });
            !done)
            return done;
        return layout_.places_mm.empty() ? Result<>() : count();
    }
    [[nodiscard]] const SegLayout& layout() const { return layout_; }

private:
    /// Counts frames and finds numbers that nobody described, so that the builder knows all segments.
    Result<> firstPass() {
        if (!labelMap_) {
            for (SegFrame& frame : layout_.frames) {
                if (!frame.segment && described_.segments.size() == 1)
                    frame.segment = described_.segments.front().number; // only one it can be
                if (!frame.segment)
                    return fail(ErrorKind::Refused, "malformed");
                ++described_.segments[std::size_t(index_.of(*frame.segment))].frames;
            }
            return {};
        }
        std::vector<int> last;
        int frame = -1;
        return pass([&](std::size_t s, int, int, int, std::uint8_t) {
            frame = current_;
            if (last.size() <= s)
                last.resize(s + 1, -1);
            if (last[s] != frame)
                ++described_.segments[s].frames;
            last[s] = frame;
        });
    }

    template <class Use>
    Result<> pass(const Use& use) {
        for (current_ = 0; current_ < int(layout_.frames.size()); ++current_) {
            const auto frame = source_.frame(current_);
            if (!frame)
                return tl::unexpected(frame.error());
            SegFrame place = layout_.frames[std::size_t(current_)];
            const int last = std::max(place.slice, place.lastSlice);
            for (; place.slice <= last; ++place.slice)
                eachVoxel(*frame, place, layout_.grid, index_, labelMap_, use);
        }
        return {};
    }

    /// Voxels of the object's own frames, each as high as its half gaps: what the finer grid can't tell.
    Result<> count() {
        struct Sum {
            std::int64_t voxels = 0;
            double mm3 = 0;
            WorldVector moment = WorldVector::Zero();
        };
        const GridGeometry& g = layout_.grid;
        const WorldVector normal = g.normal();
        std::vector<Sum> sums(described_.segments.size());
        for (current_ = 0; current_ < int(layout_.frames.size()); ++current_) {
            const auto frame = source_.frame(current_);
            if (!frame)
                return tl::unexpected(frame.error());
            const SegFrame& place = layout_.frames[std::size_t(current_)];
            const double mm3 = place.height_mm * g.columnSpacing * g.rowSpacing;
            eachVoxel(
                *frame, place, g, index_, labelMap_, [&](std::size_t s, int i, int j, int, std::uint8_t) {
                    Sum& sum = sums[s];
                    ++sum.voxels;
                    sum.mm3 += mm3;
                    sum.moment += (g.toWorld({double(i), double(j), 0}) + normal * place.place_mm) * mm3;
                });
        }
        for (std::size_t s = 0; s < sums.size(); ++s)
            described_.segments[s].counted = SegmentStatistics{
                sums[s].voxels, sums[s].mm3 / 1000,
                sums[s].mm3 > 0 ? WorldPoint(sums[s].moment / sums[s].mm3) : WorldPoint::Zero()};
        return {};
    }

    PixelSource& source_;
    SegLayout layout_;
    SegmentDescriptions& described_;
    SegmentIndex index_;
    bool labelMap_;
    int current_ = 0;
};

} // namespace

Result<Segmentation> readSegmentation(std::span<const std::byte> file) {
    auto source = PixelSource::open(file);
    if (!source)
        return tl::unexpected(source.error());
    const ParsedInstance& header = source->header();
    if (header.kind != ObjectKind::Segmentation || header.slice.samplesPerPixel != 1 ||
        header.slice.bitsAllocated > 16)
        return fail(ErrorKind::Refused, "unsupported-object");
    const TextDecoder decoder(header.charset);
    const ItemReader in(source->dataset(), decoder);
    const auto kind = kindOf(header, in);
    if (!kind)
        return tl::unexpected(kind.error());
    auto layout = layoutOf(in, header);
    if (!layout)
        return tl::unexpected(layout.error());

    Segmentation out;
    out.kind = *kind;
    out.uid = header.sopInstance;
    out.frameOfReference = header.slice.frameOfReference;
    if (DcmItem* series = in.item(DCM_ReferencedSeriesSequence))
        out.referencedSeries = in.of(*series).ascii(DCM_SeriesInstanceUID).left(64);
    if (out.kind == Segmentation::Kind::Fractional)
        out.maximumFraction = in.decimal(DCM_MaximumFractionalValue).value_or(255);
    const bool labelMap = out.kind == Segmentation::Kind::LabelMap;
    SegmentDescriptions described = describeSegments(in, labelMap);
    Reading reading(*source, std::move(*layout), described, labelMap);
    if (auto done = reading.run(); !done)
        return tl::unexpected(done.error());
    out.grid = reading.layout().grid;
    out.slicePlaces_mm = reading.layout().places_mm;
    if (!out.slicePlaces_mm.empty())
        out.notes.push_back({"unequal-steps", {QString::number(out.slicePlaces_mm.size())}});
    out.segments = std::move(described.segments);
    return out;
}

} // namespace casebook::dicom
