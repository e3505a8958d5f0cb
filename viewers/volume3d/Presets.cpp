// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/volume3d/Presets.h"

#include "viewers/slice/PaneWords.h"

#include <Eigen/Geometry>
#include <Eigen/LU>

#include <algorithm>
#include <array>

namespace casebook {

namespace {

// Encoded: bones are positive HU, lungs are -(HU + 1024), all else near 0.
constexpr std::array<raycast::TransferPoint, 14> kLungAndBones{{
    {-1024, .52, 0xE8AD90},
    {-824, .35, 0xD9805F},
    {-624, .12, 0xB8503A},
    {-500, .025, 0x8C3626},
    {-400, .010, 0x8A6A60},
    {-300, .0070, 0xC4C0BC},
    {-170, .0050, 0xC4C0BC},
    {-80, .0015, 0xC4C0BC},
    {-30, 0, 0xC4C0BC},
    {130, 0, 0x7A4A34},
    {220, .05, 0x97694C},
    {320, .30, 0xC9B28E},
    {500, .75, 0xDFD2B8},
    {1200, .95, 0xF6F0E4},
}};
const raycast::Preset kLungBones{
    QLatin1StringView("lung-bones"), raycast::Mode::Composite, kLungAndBones, {}};
const raycast::Preset kAverage{QLatin1StringView("average"), raycast::Mode::Average, {}, {-500, 1000}};

/// Ids of core/raycast/Presets.h in the order of VolumePreset.
constexpr std::array kIds{"",           "bone",     "skin",         "lung-vessels", "soft-tissue", "airways",
                          "lung-shell", "lung-air", "nodule-focus", "mip",          "minip",       ""};
static_assert(kIds.size() == kVolumePresets);

} // namespace

const raycast::Preset& presetData(VolumePreset preset) {
    if (preset == VolumePreset::Average)
        return kAverage;
    const raycast::Preset* found = raycast::findPreset(QLatin1StringView(kIds[std::size_t(preset)]));
    return found ? *found : kLungBones;
}

QByteArray presetCode(VolumePreset preset) {
    const QLatin1StringView id = presetData(preset).id;
    return {id.data(), id.size()};
}

std::optional<VolumePreset> presetFromCode(const QByteArray& code) {
    for (int i = 0; i < kVolumePresets; ++i)
        if (code == presetCode(VolumePreset(i)))
            return VolumePreset(i);
    return std::nullopt;
}

QString presetName(VolumePreset preset) {
    switch (preset) {
    case VolumePreset::LungAndBones: return SlicePane::tr("3D  lung and bones");
    case VolumePreset::Bone: return SlicePane::tr("3D  bone");
    case VolumePreset::Skin: return SlicePane::tr("3D  skin");
    case VolumePreset::Vessels: return SlicePane::tr("3D  vessels");
    case VolumePreset::SoftTissue: return SlicePane::tr("3D  soft tissue");
    case VolumePreset::Airways: return SlicePane::tr("3D  airways");
    case VolumePreset::LungShell: return SlicePane::tr("3D  lung shell");
    case VolumePreset::LungAir: return SlicePane::tr("3D  lung air");
    case VolumePreset::NoduleFocus: return SlicePane::tr("3D  nodules");
    case VolumePreset::Maximum: return SlicePane::tr("3D  maximum");
    case VolumePreset::Minimum: return SlicePane::tr("3D  minimum");
    case VolumePreset::Average: break;
    }
    return SlicePane::tr("3D  average");
}

raycast::TransferFunction RenderScene::transfer() const {
    const auto points = presetData(preset).points;
    return ownTransfer ? *ownTransfer : raycast::TransferFunction(points.begin(), points.end());
}

bool encodesLungs(VolumePreset preset) {
    return preset == VolumePreset::LungAndBones || preset == VolumePreset::Bone;
}

QByteArray missingFor(VolumePreset preset, const std::vector<SegmentationPtr>& structures) {
    const raycast::MaskNeed need = presetData(preset).mask;
    const bool airways = need == raycast::MaskNeed::Airways || need == raycast::MaskNeed::LungsAndAirways;
    if (airways && !hasPart(structures, raycast::LungPart::Airway))
        return "no-airways";
    if (need == raycast::MaskNeed::LungsAndNodules && !hasPart(structures, raycast::LungPart::Nodule))
        return "no-nodules";
    return {};
}

std::vector<raycast::ClipPlane> planesOf(const RenderScene& scene) {
    std::vector<raycast::ClipPlane> planes;
    if (const double half = presetData(scene.preset).slab_mm / 2; half > 0) {
        const double focus = scene.camera.toEye.dot(scene.camera.focus);
        planes.push_back({scene.camera.toEye, half - focus});
        planes.push_back({-scene.camera.toEye, half + focus});
    }
    planes.insert(planes.end(), scene.planes.begin(), scene.planes.end());
    return planes;
}

std::optional<WorldPoint> nearestNodule(const std::vector<SegmentationPtr>& structures,
                                        const WorldPoint& place) {
    std::optional<WorldPoint> nearest;
    for (const SegmentationPtr& segmentation : structures)
        for (const Segment& segment : segmentation->segments) {
            if (partOf(segment) != raycast::LungPart::Nodule)
                continue;
            VoxelPoint middle;
            for (std::size_t a = 0; a < 3; ++a)
                middle[Eigen::Index(a)] = segment.box.first[a] + (segment.box.size[a] - 1) / 2.0;
            const WorldPoint at = segmentation->grid.toWorld(middle);
            if (!nearest || (at - place).norm() < (*nearest - place).norm())
                nearest = at;
        }
    return nearest;
}

std::optional<raycast::ClipBox> boxOf(const RenderScene& scene) {
    const double side_mm = presetData(scene.preset).box_mm;
    if (scene.clip || side_mm <= 0 || !scene.volume)
        return scene.clip;
    const auto nodule = nearestNodule(scene.structures, scene.camera.focus);
    if (!nodule)
        return std::nullopt;
    const GridGeometry& grid = scene.volume->grid;
    const Eigen::Vector4d at = grid.voxelToWorld().inverse() * nodule->homogeneous();
    const std::array<int, 3> sides{grid.columns, grid.rows, grid.slices};
    raycast::ClipBox box;
    for (std::size_t a = 0; a < 3; ++a) {
        const double reach = side_mm / 2 / grid.voxelToWorld().col(Eigen::Index(a)).head<3>().norm();
        box.low[a] = std::max(0.0, at[Eigen::Index(a)] - reach);
        box.high[a] = std::min(sides[a] - 1.0, at[Eigen::Index(a)] + reach);
    }
    return box;
}

} // namespace casebook
