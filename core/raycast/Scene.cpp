// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/raycast/Scene.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace casebook::raycast {

namespace {

constexpr std::size_t kPadding = 8;
constexpr int kLargestSide = 16384;

/// A buffer of its own with padding, and with the only slice twice where there is one.
std::shared_ptr<const VoxelBuffer> padded(const Volume& volume) {
    auto copy = std::make_shared<VoxelBuffer>();
    const std::size_t count = volume.voxelCount();
    const std::size_t slices = volume.grid.slices == 1 ? 2 : 1;
    copy->resize(count * slices + kPadding);
    for (std::size_t n = 0; n < slices; ++n)
        std::copy_n(volume.stored.data(), count, copy->data() + n * count);
    std::fill_n(copy->data() + count * slices, kPadding, std::int16_t(0));
    return copy;
}

Result<> checkVolume(const VolumeView& volume) {
    if (volume.data == nullptr)
        return {};
    for (const int side : volume.size)
        if (side < 2)
            return fail(ErrorKind::Usage, "bad-size");
    if (volume.count() >= (std::size_t(1) << 31) - kPadding)
        return fail(ErrorKind::Usage, "bad-size");
    const double determinant = volume.toWorld.topLeftCorner<3, 3>().determinant();
    if (!std::isfinite(determinant) || std::abs(determinant) < 1e-12)
        return fail(ErrorKind::Usage, "bad-affine");
    return {};
}

bool isSound(const Camera& camera) {
    const WorldVector view = camera.focus - camera.position;
    const WorldVector across = view.cross(camera.up);
    if (!across.allFinite() || across.norm() <= 1e-9 * view.norm() * camera.up.norm())
        return false;
    return camera.parallel ? camera.halfHeight_mm > 0 : camera.angle_deg > 0 && camera.angle_deg < 180;
}

} // namespace

double VolumeView::smallestSpacing_mm() const {
    return toWorld.topLeftCorner<3, 3>().colwise().norm().minCoeff();
}

VolumeView viewOf(const VolumePtr& volume) {
    VolumeView view;
    if (!volume || volume->voxelCount() == 0)
        return view;
    view.owner = volume;
    view.data = volume->stored.data();
    view.size = {volume->grid.columns, volume->grid.rows, volume->grid.slices};
    view.toWorld = volume->grid.voxelToWorld();
    view.slope = volume->slope;
    view.intercept = volume->intercept;
    if (volume->grid.slices == 1 || volume->stored.size() < volume->voxelCount() + kPadding) {
        const auto copy = padded(*volume);
        view.owner = copy;
        view.data = copy->data();
        view.size[2] = std::max(2, view.size[2]);
    }
    return view;
}

Result<> check(const Scene& scene) {
    if (std::min(scene.width, scene.height) < 1 || std::max(scene.width, scene.height) > kLargestSide)
        return fail(ErrorKind::Usage, "bad-size");
    if (!isSound(scene.camera))
        return fail(ErrorKind::Usage, "bad-camera");
    return checkVolume(scene.volume);
}

std::array<int, 2> pictureSize(const Scene& scene) {
    const int part = scene.level == Level::Quarter ? 4 : scene.level == Level::Half ? 2 : 1;
    return {(scene.width + part - 1) / part, (scene.height + part - 1) / part};
}

double stepLength_mm(const Scene& scene) {
    const double spacing = scene.volume.smallestSpacing_mm();
    if (scene.level == Level::Full)
        return spacing;
    return scene.level == Level::Fine ? spacing / 2 : spacing * 2;
}

} // namespace casebook::raycast
