// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/Truth.h"

namespace casebook::phantom {
namespace {

std::size_t indexIn(const VoxelBox& box, VoxelIndex v) {
    const auto x = std::size_t(v.i - box.first[0]), y = std::size_t(v.j - box.first[1]),
               z = std::size_t(v.k - box.first[2]);
    return (z * std::size_t(box.size[1]) + y) * std::size_t(box.size[0]) + x;
}

// The smallest box that holds all that is set, and its values.
void setTight(Segment& segment, const VoxelBox& box, const std::vector<std::uint8_t>& values) {
    std::array<int, 3> low = box.size, high{-1, -1, -1};
    std::size_t n = 0;
    for (int k = 0; k < box.size[2]; ++k)
        for (int j = 0; j < box.size[1]; ++j)
            for (int i = 0; i < box.size[0]; ++i, ++n)
                if (values[n] != 0) {
                    low = {std::min(low[0], i), std::min(low[1], j), std::min(low[2], k)};
                    high = {std::max(high[0], i), std::max(high[1], j), std::max(high[2], k)};
                }
    segment.box = {};
    segment.values.clear();
    if (high[0] < 0)
        return;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        segment.box.first[axis] = box.first[axis] + low[axis];
        segment.box.size[axis] = high[axis] - low[axis] + 1;
    }
    segment.frames = segment.box.size[2];
    for (int k = low[2]; k <= high[2]; ++k)
        for (int j = low[1]; j <= high[1]; ++j) {
            const auto row = values.begin() + ((std::ptrdiff_t(k) * box.size[1] + j) * box.size[0]);
            segment.values.insert(segment.values.end(), row + low[0], row + high[0] + 1);
        }
}

AlgorithmIdentity drawnBy() {
    return {QStringLiteral("casebook.phantom.truth"), QStringLiteral("1.0"), "AUTOMATIC"};
}

} // namespace

VoxelBox boxAround(const GridGeometry& grid, Vec centre, double reach) {
    const std::array<double, 3> at{centre.x - grid.origin.x(), centre.y - grid.origin.y(),
                                   centre.z - grid.origin.z()};
    const std::array<double, 3> spacing{grid.columnSpacing, grid.rowSpacing, grid.sliceStep.z()};
    const std::array<int, 3> size{grid.columns, grid.rows, grid.slices};
    VoxelBox box;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const int first = std::clamp(int((at[axis] - reach) / spacing[axis]), 0, size[axis] - 1);
        const int last = std::clamp(int((at[axis] + reach) / spacing[axis]) + 1, 0, size[axis] - 1);
        box.first[axis] = first;
        box.size[axis] = last - first + 1;
    }
    return box;
}

TruthBuilder::TruthBuilder(const Anatomy& anatomy, const GridGeometry& grid,
                           const std::vector<NoduleShape>& shapes)
    : grid_(grid) {
    for (const NoduleShape& shape : shapes) {
        Part part{shape, boxAround(grid, shape.centre, shape.reach() + 2), {}};
        part.coverage.resize(part.box.count());
        nodules_.push_back(std::move(part));
        lobes_.push_back(lobeOf(anatomy, shape.centre));
    }
    for (const Side side : {Side::Right, Side::Left}) {
        Mask& mask = lungs_[std::size_t(side)];
        mask.box = {{0, 0, 0}, {grid.columns, grid.rows, grid.slices}};
        const int middle =
            std::clamp(int((0 - grid.origin.x()) / grid.columnSpacing) + 1, 1, grid.columns - 1);
        mask.box.first[0] = side == Side::Right ? 0 : middle - 1;
        mask.box.size[0] = side == Side::Right ? middle : grid.columns - middle + 1;
        const VoxelBox depth = boxAround(grid, {0, 0, 0}, anatomy.halfDepth + 2);
        mask.box.first[1] = depth.first[1];
        mask.box.size[1] = depth.size[1];
        mask.values.resize(mask.box.count());
    }
}

void TruthBuilder::addNodule(std::size_t nodule, VoxelIndex v, double coverage) {
    Part& part = nodules_[nodule];
    part.coverage[indexIn(part.box, v)] = float(coverage);
}

void TruthBuilder::addLung(VoxelIndex v, Side side) {
    Mask& mask = lungs_[std::size_t(side)];
    mask.values[indexIn(mask.box, v)] = 1;
}

Segmentation TruthBuilder::empty() const {
    Segmentation s;
    s.kind = Segmentation::Kind::Binary;
    s.grid = grid_;
    return s;
}

Segmentation TruthBuilder::nodules() const {
    constexpr std::array<std::array<std::uint8_t, 3>, 6> colors{
        {{230, 159, 0}, {86, 180, 233}, {0, 158, 115}, {240, 228, 66}, {213, 94, 0}, {204, 121, 167}}};
    Segmentation result = empty();
    for (std::size_t n = 0; n < nodules_.size(); ++n) {
        Segment segment;
        segment.number = int(n) + 1;
        segment.label = QStringLiteral("Nodule %1").arg(n + 1);
        segment.codeMeaning = QStringLiteral("Nodule");
        segment.code = "27925004^SCT";
        segment.color = colors[n % colors.size()];
        segment.hasColor = true;
        segment.algorithm = drawnBy();
        std::vector<std::uint8_t> values;
        for (const float share : nodules_[n].coverage)
            values.push_back(share >= 0.5f ? 1 : 0);
        setTight(segment, nodules_[n].box, values);
        result.segments.push_back(std::move(segment));
    }
    return result;
}

Segmentation TruthBuilder::lungs() const {
    Segmentation result = empty();
    for (const Side side : {Side::Right, Side::Left}) {
        Segment segment;
        segment.number = side == Side::Right ? 1 : 2;
        segment.label = side == Side::Right ? QStringLiteral("Right lung") : QStringLiteral("Left lung");
        segment.codeMeaning = QStringLiteral("Lung");
        segment.code = "39607008^SCT";
        segment.color = side == Side::Right ? std::array<std::uint8_t, 3>{86, 180, 233}
                                            : std::array<std::uint8_t, 3>{0, 158, 115};
        segment.hasColor = true;
        segment.algorithm = drawnBy();
        setTight(segment, lungs_[std::size_t(side)].box, lungs_[std::size_t(side)].values);
        result.segments.push_back(std::move(segment));
    }
    return result;
}

std::vector<PhantomNodule> TruthBuilder::measured() const {
    std::vector<PhantomNodule> result;
    for (const Part& part : nodules_) {
        double sum = 0;
        WorldVector moment(0, 0, 0);
        std::size_t n = 0;
        for (int k = 0; k < part.box.size[2]; ++k)
            for (int j = 0; j < part.box.size[1]; ++j)
                for (int i = 0; i < part.box.size[0]; ++i, ++n) {
                    sum += double(part.coverage[n]);
                    moment +=
                        double(part.coverage[n]) *
                        WorldVector(part.box.first[0] + i, part.box.first[1] + j, part.box.first[2] + k);
                }
        const WorldVector spacing(grid_.columnSpacing, grid_.rowSpacing, grid_.sliceStep.z());
        const double volume_mm3 = sum * spacing.x() * spacing.y() * spacing.z();
        PhantomNodule nodule;
        nodule.segment = int(result.size()) + 1;
        const Vec& drawn = part.shape.centre; // coarse slices may pass it by
        nodule.centre = sum > 0 ? WorldPoint(grid_.origin + (moment / sum).cwiseProduct(spacing))
                                : WorldPoint(drawn.x, drawn.y, drawn.z);
        nodule.volume_ml = volume_mm3 / 1000;
        nodule.diameter_mm = cubeRoot(6 * volume_mm3 / pi);
        nodule.type = part.shape.type;
        nodule.place = part.shape.place;
        nodule.tag = part.shape.tag;
        nodule.lobe = lobes_[result.size()];
        result.push_back(nodule);
    }
    return result;
}

} // namespace casebook::phantom
