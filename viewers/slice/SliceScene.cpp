// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/slice/SliceScene.h"

#include "viewers/slice/Annotations.h"
#include "viewers/slice/ColourPicture.h"
#include "viewers/slice/Hatch.h"
#include "viewers/slice/PaneWords.h"
#include "viewers/slice/TrueSlices.h"

#include <QPainter>

#include <algorithm>

namespace casebook {

void SlicePainter::setVolume(VolumePtr volume, VolumePtr shown) {
    volume_ = std::move(volume);
    shown_ = shown || !volume_ ? std::move(shown) : regularised(volume_);
    // A volume that never was DICOM (made, or read from a label format) has no instances, yet no gaps.
    hasInstances_ = volume_ && volume_->instances.size() >= std::size_t(volume_->grid.slices) &&
                    std::any_of(volume_->instances.begin(), volume_->instances.end(),
                                [](const QString& i) { return !i.isEmpty(); });
    renderer_.setVolume(volume_, shown_);
    overlays_.setGrid(grid());
    drawn_.reset();
}

const GridGeometry& SlicePainter::grid() const {
    static const GridGeometry empty;
    return shown_ ? shown_->grid : empty;
}

std::optional<Probe> SlicePainter::probe(const WorldPoint& p) const {
    if (!volume_)
        return std::nullopt;
    const std::optional<VoxelIndex> voxel = nearestVoxel(*volume_, p);
    if (!voxel || (hasInstances_ && volume_->isMissing(voxel->k)))
        return std::nullopt;
    return Probe{*voxel, p, volume_->valueAt(*voxel), volume_->unit, overlays_.valueText(p)};
}

const QImage& SlicePainter::picture(const SliceScene& scene, QSizeF pane, double ratio,
                                    const ViewColors& colors) {
    const Key key{scene.camera.plane(pane, ratio),
                  scene.window,
                  scene.inverted,
                  scene.smooth,
                  scene.slab_mm,
                  scene.slabMode};
    if (drawn_ == key)
        return image_;
    const QSize size(key.plane.width, key.plane.height);
    if (image_.size() != size)
        image_ = QImage(size, QImage::Format_RGB32);
    RenderOptions options;
    options.interpolation = scene.smooth ? Interpolation::Linear : Interpolation::Nearest;
    options.slab_mm = scene.slab_mm;
    options.slabMode = scene.slabMode;
    options.inverted = scene.inverted;
    options.background = std::uint8_t(qGray(colors.background.rgb()));
    if (drawColours(*volume_, key.plane, scene.smooth, colors.background.rgb(), image_)) {
        image_.setDevicePixelRatio(ratio);
        drawn_ = key;
        return image_;
    }
    if (!renderer_.render(key.plane, scene.window, options, reinterpret_cast<std::uint32_t*>(image_.bits()),
                          image_.bytesPerLine()))
        image_.fill(colors.background);
    hatchMissing(*shown_, key.plane, colors.warn, colors.background, image_);
    image_.setDevicePixelRatio(ratio);
    drawn_ = key;
    return image_;
}

void SlicePainter::paintMarks(QPainter& painter, const SliceScene& scene, QSizeF pane,
                              const ViewColors& colors) {
    if (scene.overlaysShown)
        overlays_.paint(painter, scene.camera, pane, colors);
    paintPlaneLines(painter, scene, pane, colors);
    const double step_mm = slicePlace(*volume_, grid(), scene.camera).step_mm;
    for (std::size_t i = 0; i < scene.lengths.size(); ++i)
        if (scene.lengths[i].frameOfReference == volume_->frameOfReference &&
            isOnPlane(scene.lengths[i], scene.camera, step_mm))
            paintLength(painter, scene.lengths[i], scene.camera, pane, colors, int(i) == scene.activeLength);
    const QString instance = storedSlice(*volume_, scene.camera);
    if (scene.reportsShown)
        paintReports(painter, scene.reports, instance, scene.camera, step_mm, pane, colors);
    paintKeyFlag(painter, scene.reports, instance, pane, colors);
    if (scene.overlaysShown)
        paintMarkRings(painter, scene.marks, scene.camera, step_mm, pane, colors, painter.font());
}

void SlicePainter::paint(QPainter& painter, const SliceScene& scene, QSizeF pane, double ratio,
                         const ViewColors& colors, const QFont& font) {
    painter.setFont(font);
    if (!volume_) {
        painter.fillRect(QRectF(QPointF(0, 0), pane), colors.background);
    } else {
        painter.drawImage(QPointF(0, 0), picture(scene, pane, ratio, colors));
        if (!scene.allHidden)
            paintMarks(painter, scene, pane, colors);
        if (scene.annotations) {
            const bool algorithmShown =
                scene.overlaysShown && !scene.allHidden && !overlays_.overlays().empty();
            paintAnnotations(painter, scene, sliceWords(scene, *volume_, grid(), shown_ != volume_, ratio),
                             algorithmShown, pane, colors, font);
        }
    }
    if (scene.active)
        paintActiveFrame(painter, pane, colors);
}

} // namespace casebook
