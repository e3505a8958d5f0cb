// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/volume3d/CpuPainter.h"

#include "core/raycast/Caster.h"
#include "core/raycast/Levels.h"
#include "viewers/volume3d/CastScene.h"

namespace casebook {

namespace {

/// The picture laid over the background.
QImage imageOf(const raycast::Picture& picture, const std::array<std::uint8_t, 3>& background) {
    QImage image(picture.width, picture.height, QImage::Format_RGB32);
    const auto over = [&](std::uint32_t pixel, int channel) {
        const std::uint32_t alpha = pixel >> 24, value = pixel >> (8 * channel) & 255;
        return int(value + (background[std::size_t(channel)] * (255 - alpha) + 127) / 255);
    };
    std::size_t i = 0;
    for (int y = 0; y < picture.height; ++y) {
        auto* row = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < picture.width; ++x, ++i)
            row[x] = qRgb(over(picture.rgba[i], 0), over(picture.rgba[i], 1), over(picture.rgba[i], 2));
    }
    return image;
}

} // namespace

struct CpuPainter::Private {
    CastScene scenes;
    raycast::Caster caster;
    raycast::Prepared prepared;
    raycast::LevelChooser levels;
    raycast::Picture last;
};

CpuPainter::CpuPainter() : d_(std::make_unique<Private>()) {}
CpuPainter::~CpuPainter() = default;

Result<QImage> CpuPainter::render(const RenderScene& scene, quint64 generation) {
    if (!scene.volume && scene.surfaces.empty())
        return fail(ErrorKind::Refused, "no-volume");
    auto wanted = d_->scenes.of(scene);
    if (!wanted)
        return tl::unexpected(wanted.error());
    if (scene.quality == RenderQuality::Moving)
        wanted->level = d_->levels.moving(scene.width, scene.height);
    auto picture = d_->caster.draw(*wanted, d_->prepared, generation);
    if (!picture)
        return tl::unexpected(picture.error());
    if (!*picture)
        return fail(ErrorKind::Cancelled, "superseded");
    d_->levels.drawn(**picture);
    d_->last = std::move(**picture);
    return imageOf(d_->last, scene.background);
}

std::optional<WorldPoint> CpuPainter::pick(const RenderScene& scene, double x, double y) {
    return d_->scenes.pick(scene, x, y, d_->last.rgba.empty() ? nullptr : &d_->last);
}

void CpuPainter::setMeshReady(std::function<void()> ready) { d_->scenes.meshes().setReady(std::move(ready)); }

void CpuPainter::finishMeshes(const RenderScene& scene) {
    for (const RenderSurface& surface : scene.surfaces)
        (void)d_->scenes.meshes().find(surface);
    d_->scenes.meshes().finish();
}

void CpuPainter::newest(quint64 generation) { d_->caster.newest(generation); }

} // namespace casebook
