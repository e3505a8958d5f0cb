// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/volume3d/CastScene.h"

#include "core/raycast/Caster.h"
#include "core/raycast/Picking.h"
#include "viewers/volume3d/Presets.h"

namespace casebook {

namespace {

constexpr std::uint32_t kFirstSurface = 2; ///< ids of surfaces, see raycast::Surface

raycast::Camera cameraOf(const RenderCamera& camera) {
    raycast::Camera out;
    out.position = camera.focus + camera.toEye * camera.distance_mm;
    out.focus = camera.focus;
    out.up = camera.up;
    out.angle_deg = camera.angle_deg;
    return out;
}

/// Voxels of the volume the box was given for, in those of the view: a stack with uneven steps has others.
raycast::ClipBox scaledTo(const raycast::ClipBox& box, const GridGeometry& grid,
                          const raycast::VolumeView& view) {
    const std::array<int, 3> full{grid.columns, grid.rows, grid.slices};
    raycast::ClipBox out;
    for (std::size_t a = 0; a < 3; ++a) {
        const double scale = double(view.size[a]) / full[a];
        out.low[a] = (box.low[a] + 0.5) * scale - 0.5;
        out.high[a] = (box.high[a] + 0.5) * scale - 0.5;
    }
    return out;
}

raycast::Level levelOf(RenderQuality quality) {
    switch (quality) {
    case RenderQuality::Moving: return raycast::Level::Half;
    case RenderQuality::Still: return raycast::Level::Full;
    case RenderQuality::Full: break;
    }
    return raycast::Level::Fine;
}

/// The caster wants readable bytes behind the last voxel.
constexpr std::size_t kPadding = 8;

/// Voxels of about this size serve the first quick pictures, while those of the volume are not encoded yet.
constexpr double kCoarse_mm = 1.6;

std::shared_ptr<const RenderVolume> encodedFor(const VolumePtr& volume, double spacing_mm) {
    auto encoded = std::make_shared<RenderVolume>(encodedLungs(renderVolume(volume, spacing_mm)));
    const std::size_t count = encoded->count();
    encoded->own.resize(count + kPadding);
    std::fill_n(encoded->own.data() + count, kPadding, std::int16_t(0));
    encoded->data = encoded->own.data();
    return encoded;
}

raycast::VolumeView viewOf(const std::shared_ptr<const RenderVolume>& volume) {
    raycast::VolumeView view;
    view.owner = volume;
    view.data = volume->data;
    view.size = volume->size;
    view.toWorld = volume->toWorld;
    for (int a = 0; a < 3; ++a)
        view.toWorld.col(a) *= volume->spacing_mm[std::size_t(a)];
    view.slope = volume->slope;
    view.intercept = volume->intercept;
    return view;
}

} // namespace

raycast::VolumeView CastScene::voxels(const RenderScene& scene) {
    if (!scene.volume)
        return {};
    if (scene.volume != source_) {
        encoded_.reset();
        coarse_.reset();
        parts_ = {};
        source_ = scene.volume;
        regular_ = regularised(source_);
        plain_ = raycast::viewOf(regular_);
    }
    if (!encodesLungs(scene.preset) || regular_->grid.slices < 2)
        return plain_;
    if (!encoded_ && scene.quality == RenderQuality::Moving) {
        if (!coarse_)
            coarse_ = encodedFor(regular_, kCoarse_mm);
        return viewOf(coarse_);
    }
    if (!encoded_)
        encoded_ = encodedFor(regular_, 0);
    coarse_.reset();
    return viewOf(encoded_);
}

/// What the preset needs to know of each voxel.
Result<> CastScene::addParts(const RenderScene& scene, raycast::Scene& out) {
    if (presetData(scene.preset).mask == raycast::MaskNeed::None || !regular_)
        return {};
    if (const QByteArray missing = missingFor(scene.preset, scene.structures); !missing.isEmpty())
        return fail(ErrorKind::Refused, missing);
    if (!parts_.labels || structures_ != scene.structures) {
        parts_ = volumeParts(renderVolume(regular_, 0), scene.structures);
        structures_ = scene.structures;
        ++partsRevision_;
    }
    if (!parts_.hasLungs)
        return fail(ErrorKind::Refused, "no-lungs");
    out.labels.owner = parts_.labels;
    out.labels.data = parts_.labels->data();
    out.labels.revision = partsRevision_;
    out.labelTable = raycast::labelTable(presetData(scene.preset));
    return {};
}

Result<raycast::Scene> CastScene::of(const RenderScene& scene) {
    raycast::Scene out;
    out.volume = voxels(scene);
    if (auto added = addParts(scene, out); !added)
        return tl::unexpected(added.error());
    out.camera = cameraOf(scene.camera);
    out.transfer = scene.transfer();
    out.mode = presetData(scene.preset).mode;
    out.window = presetData(scene.preset).window;
    if (const auto box = boxOf(scene); box && scene.volume)
        out.box = scaledTo(*box, scene.volume->grid, out.volume);
    out.planes = planesOf(scene);
    for (std::size_t i = 0; i < scene.surfaces.size(); ++i)
        if (auto mesh = meshes_.find(scene.surfaces[i]))
            out.surfaces.push_back(
                {std::move(mesh), scene.surfaces[i].color, kFirstSurface + std::uint32_t(i)});
    out.width = scene.width;
    out.height = scene.height;
    out.level = levelOf(scene.quality);
    return out;
}

std::optional<WorldPoint> CastScene::pick(const RenderScene& scene, double x, double y,
                                          const raycast::Picture* shown) {
    auto wanted = of(scene);
    if (!wanted)
        return std::nullopt;
    std::optional<raycast::Picture> drawn;
    if (!shown && !wanted->surfaces.empty()) {
        wanted->level = raycast::Level::Half;
        raycast::Caster caster;
        raycast::Prepared prepared;
        if (auto picture = caster.draw(*wanted, prepared); picture && *picture)
            drawn = std::move(**picture);
        shown = drawn ? &*drawn : nullptr;
    }
    const auto found = raycast::pick(*wanted, x, y, shown);
    return found ? std::optional(found->point) : std::nullopt;
}

} // namespace casebook
