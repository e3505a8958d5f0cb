// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/bridge/HeadlessPlane.h"

#include <QGuiApplication>
#include <QPainter>

namespace casebook {

QImage renderPlane(const VolumePtr& volume, const PlaneSpec& spec) {
    if (!volume || spec.size.isEmpty() || spec.ratio <= 0)
        return {};
    const QSizeF pane = QSizeF(spec.size) / spec.ratio;
    SlicePainter painter;
    painter.setVolume(volume);
    painter.overlays().setOverlays(spec.overlays);
    SliceScene scene;
    scene.camera = fitted(painter.grid(), bodyBox(*volume), spec.view, pane);
    if (spec.at) {
        scene.camera = throughPoint(painter.grid(), scene.camera, *spec.at);
        if (!QRectF(QPointF(0, 0), pane).contains(scene.camera.toScreen(*spec.at, pane)))
            scene.camera.centre = *spec.at - scene.camera.rising() * scene.camera.distance_mm(*spec.at);
    }
    scene.cursor = scene.camera.centre;
    scene.window = spec.window.value_or(firstWindow(*volume));
    scene.slab_mm = spec.slab_mm;
    scene.slabMode = spec.slabMode;
    scene.annotations = spec.annotations;
    scene.text = spec.text;
    QImage picture(spec.size, QImage::Format_RGB32);
    picture.setDevicePixelRatio(spec.ratio);
    QPainter p(&picture);
    painter.paint(p, scene, pane, spec.ratio, spec.colors, QGuiApplication::font());
    p.end();
    picture.setDevicePixelRatio(1);
    return picture;
}

QImage thumbnail(const VolumePtr& volume, int side) {
    PlaneSpec spec;
    spec.size = {side, side};
    spec.annotations = false;
    if (volume && volume->grid.slices == 1) // one image: as acquired, whatever its direction
        spec.view = [&] {
            Eigen::Index axis = 2;
            volume->grid.normal().cwiseAbs().maxCoeff(&axis);
            return axis == 2 ? PlaneKind::Axial : axis == 1 ? PlaneKind::Coronal : PlaneKind::Sagittal;
        }();
    return renderPlane(volume, spec);
}

} // namespace casebook
