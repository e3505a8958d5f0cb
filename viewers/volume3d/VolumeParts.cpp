// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/volume3d/VolumeParts.h"

#include <Eigen/LU>

#include <algorithm>
#include <array>
#include <cmath>

namespace casebook {

namespace {

struct Name {
    const char* code; ///< SNOMED CT
    raycast::LungPart part;
};
constexpr std::array kPartCodes{
    Name{"89187006", raycast::LungPart::Airway},  // airway structure
    Name{"44567001", raycast::LungPart::Airway},  // trachea
    Name{"955009", raycast::LungPart::Airway},    // bronchus
    Name{"27925004", raycast::LungPart::Nodule},  // nodule
    Name{"4147007", raycast::LungPart::Nodule},   // mass
    Name{"108369006", raycast::LungPart::Nodule}, // neoplasm
    Name{"52988006", raycast::LungPart::Nodule},  // lesion
};
constexpr std::array kPartWords{
    Name{"airway", raycast::LungPart::Airway}, Name{"trachea", raycast::LungPart::Airway},
    Name{"bronch", raycast::LungPart::Airway}, Name{"nodule", raycast::LungPart::Nodule},
    Name{"lesion", raycast::LungPart::Nodule}, Name{"mass", raycast::LungPart::Nodule},
    Name{"tumor", raycast::LungPart::Nodule},  Name{"tumour", raycast::LungPart::Nodule}};

using Cells = std::vector<float>;

/// Where a voxel of one axis lies between the middles of two cells.
struct Between {
    int low = 0, high = 0;
    float share = 0; ///< of `high`
};

std::vector<Between> along(int voxels, int cells, int factor) {
    std::vector<Between> out(static_cast<std::size_t>(voxels));
    for (int v = 0; v < voxels; ++v) {
        const double place = std::clamp((v + 0.5) / factor - 0.5, 0.0, cells - 1.0);
        const int low = int(place);
        out[std::size_t(v)] = {low, std::min(low + 1, cells - 1), float(place - low)};
    }
    return out;
}

/// Voxels where the cells, interpolated, reach one half: rounder than the cells themselves.
std::vector<std::uint8_t> fullSize(const LungGrid& lungs, const std::array<int, 3>& size) {
    const Cells cells(lungs.inside.begin(), lungs.inside.end());
    const std::size_t count = std::size_t(size[0]) * std::size_t(size[1]) * std::size_t(size[2]);
    std::vector<std::uint8_t> out(count);
    const auto xs = along(size[0], lungs.size[0], lungs.factor[0]);
    const auto ys = along(size[1], lungs.size[1], lungs.factor[1]);
    const auto zs = along(size[2], lungs.size[2], lungs.factor[2]);
    const std::size_t row = std::size_t(lungs.size[0]), slice = row * std::size_t(lungs.size[1]);
    Cells line(row);
    std::size_t i = 0;
    for (const Between& z : zs)
        for (const Between& y : ys) {
            const auto at = [&](int yy, int zz, std::size_t x) {
                return cells[std::size_t(zz) * slice + std::size_t(yy) * row + x];
            };
            for (std::size_t x = 0; x < row; ++x) {
                const float low = at(y.low, z.low, x) * (1 - y.share) + at(y.high, z.low, x) * y.share;
                const float high = at(y.low, z.high, x) * (1 - y.share) + at(y.high, z.high, x) * y.share;
                line[x] = low * (1 - z.share) + high * z.share;
            }
            for (const Between& x : xs) {
                const float here =
                    line[std::size_t(x.low)] * (1 - x.share) + line[std::size_t(x.high)] * x.share;
                out[i++] = here >= 0.5F ? 1 : 0;
            }
        }
    return out;
}

/// Is the voxel of the segmentation's grid nearest to `at` set?
bool isSet(const Segment& segment, const Eigen::Vector4d& at) {
    const VoxelBox& box = segment.box;
    std::array<int, 3> v{};
    for (std::size_t a = 0; a < 3; ++a) {
        v[a] = int(std::lround(at[Eigen::Index(a)])) - box.first[a];
        if (v[a] < 0 || v[a] >= box.size[a])
            return false;
    }
    return segment.values[(std::size_t(v[2]) * std::size_t(box.size[1]) + std::size_t(v[1])) *
                              std::size_t(box.size[0]) +
                          std::size_t(v[0])] != 0;
}

/// The box of the volume's voxels (half-open) that a segment's box reaches into.
struct Reach {
    std::array<int, 3> first{}, last{};
};

Reach reachOf(const VoxelBox& box, const Eigen::Matrix4d& fromSegment, const std::array<int, 3>& size) {
    Eigen::Vector3d low = Eigen::Vector3d::Constant(1e9), high = -low;
    for (int corner = 0; corner < 8; ++corner) {
        Eigen::Vector4d c(0, 0, 0, 1);
        for (int a = 0; a < 3; ++a)
            c[a] = box.first[std::size_t(a)] - 1.0 + (corner >> a & 1 ? box.size[std::size_t(a)] + 1.0 : 0.0);
        const Eigen::Vector3d p = (fromSegment * c).head<3>();
        low = low.cwiseMin(p);
        high = high.cwiseMax(p);
    }
    Reach reach;
    for (std::size_t a = 0; a < 3; ++a) {
        reach.first[a] = std::clamp(int(std::floor(low[Eigen::Index(a)])), 0, size[a]);
        reach.last[a] = std::clamp(int(std::ceil(high[Eigen::Index(a)])) + 1, reach.first[a], size[a]);
    }
    return reach;
}

/// Marks the voxels of the volume whose centres lie in the segment.
void mark(const Segmentation& segmentation, const Segment& segment, const RenderVolume& volume,
          std::vector<std::uint8_t>& mask) {
    Eigen::Matrix4d toWorld = volume.toWorld;
    for (int a = 0; a < 3; ++a)
        toWorld.col(a) *= volume.spacing_mm[std::size_t(a)];
    const Eigen::Matrix4d toSegment = segmentation.grid.voxelToWorld().inverse() * toWorld;
    const Reach reach = reachOf(segment.box, toSegment.inverse(), volume.size);
    for (int z = reach.first[2]; z < reach.last[2]; ++z)
        for (int y = reach.first[1]; y < reach.last[1]; ++y)
            for (int x = reach.first[0]; x < reach.last[0]; ++x)
                if (isSet(segment, toSegment * Eigen::Vector4d(x, y, z, 1)))
                    mask[(std::size_t(z) * std::size_t(volume.size[1]) + std::size_t(y)) *
                             std::size_t(volume.size[0]) +
                         std::size_t(x)] = 1;
}

} // namespace

std::optional<raycast::LungPart> partOf(const Segment& segment) {
    const QByteArray code = segment.code.left(std::max<qsizetype>(0, segment.code.indexOf('^')));
    for (const Name& name : kPartCodes)
        if (code == name.code)
            return name.part;
    for (const QString& words : {segment.codeMeaning, segment.label})
        for (const Name& name : kPartWords)
            if (words.contains(QLatin1StringView(name.code), Qt::CaseInsensitive))
                return name.part;
    return std::nullopt;
}

bool hasPart(const std::vector<SegmentationPtr>& structures, raycast::LungPart part) {
    return std::any_of(structures.begin(), structures.end(), [&](const SegmentationPtr& one) {
        return std::any_of(one->segments.begin(), one->segments.end(),
                           [&](const Segment& segment) { return partOf(segment) == part; });
    });
}

VolumeParts volumeParts(const RenderVolume& volume, const std::vector<SegmentationPtr>& structures) {
    const LungGrid grid = lungGrid(volume);
    const auto lungs = fullSize(grid, volume.size);
    std::vector<std::uint8_t> airways(hasPart(structures, raycast::LungPart::Airway) ? lungs.size() : 0);
    std::vector<std::uint8_t> nodules(hasPart(structures, raycast::LungPart::Nodule) ? lungs.size() : 0);
    for (const SegmentationPtr& segmentation : structures)
        for (const Segment& segment : segmentation->segments)
            if (const auto part = partOf(segment))
                mark(*segmentation, segment, volume, *part == raycast::LungPart::Airway ? airways : nodules);
    raycast::VolumeView view;
    view.data = volume.data;
    view.size = volume.size;
    view.toWorld = volume.toWorld;
    for (int a = 0; a < 3; ++a)
        view.toWorld.col(a) *= volume.spacing_mm[std::size_t(a)];
    const auto orNull = [](const std::vector<std::uint8_t>& m) { return m.empty() ? nullptr : m.data(); };
    VolumeParts parts;
    parts.labels = raycast::makeLungParts(view, {lungs.data(), orNull(airways), orNull(nodules)});
    parts.hasLungs = std::find(lungs.begin(), lungs.end(), 1) != lungs.end();
    return parts;
}

} // namespace casebook
