// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/volume/Histogram.h"
#include "viewers/bridge/RenderThread.h"
#include "viewers/volume3d/TransferEditor.h"
#include "viewers/volume3d/VolumeView.h"

#include <QTimer>

#include <cmath>
#include <numbers>

// For VolumeView*.cpp alone.
namespace casebook {

struct VolumeView::Private {
    ViewColors colors;
    PaneText text;
    RenderScene scene;
    std::vector<Overlay> overlays;
    std::unique_ptr<RenderThread> thread;
    QTimer rest;
    QImage picture;
    RenderQuality shown = RenderQuality::Moving;
    RenderChoice choice = RenderChoice::Auto;
    bool fellBack = false;    ///< OpenGL failed in this session
    quint64 wanted = 0;       ///< generation of the last request
    quint64 shownGeneration = 0;
    std::optional<Error> error;
    bool overlaysShown = true, isActive = false, isFitted = true, needsPicture = false;
    Qt::MouseButton button = Qt::NoButton;
    QPointF last, pressed;
    ClipShape clip;
    std::optional<ClipHandle> held;   ///< dragged now
    std::vector<VolumeLook> undo, redo;
    QList<SavedLook> savedLooks;
    TransferEditor* editor = nullptr; ///< null: never asked for
    Histogram histogram;
    double azimuth_deg = 0,
           elevation_deg = 0; ///< eye: 0 = front, rising to the patient's left; towards the head

    void turnTo() {
        const double a = azimuth_deg * std::numbers::pi / 180, e = elevation_deg * std::numbers::pi / 180;
        scene.camera.toEye = {std::sin(a) * std::cos(e), -std::cos(a) * std::cos(e), std::sin(e)};
        scene.camera.up = {-std::sin(a) * std::sin(e), std::cos(a) * std::sin(e), std::cos(e)};
    }
    [[nodiscard]] VolumeLook look() const { return {scene.preset, scene.ownTransfer, clip}; }
    [[nodiscard]] WorldVector right() const { return scene.camera.up.cross(scene.camera.toEye); }
    void collectSurfaces() {
        scene.surfaces.clear();
        scene.structures.clear();
        for (const Overlay& overlay : overlays)
            scene.structures.push_back(overlay.segmentation);
        if (!overlaysShown)
            return;
        for (const Overlay& overlay : overlays)
            for (std::size_t s = 0; s < overlay.segmentation->segments.size(); ++s)
                if (overlay.shows(s)) {
                    const QColor c = overlay.colorOf(s, colors);
                    scene.surfaces.push_back(
                        {overlay.segmentation,
                         int(s),
                         {std::uint8_t(c.red()), std::uint8_t(c.green()), std::uint8_t(c.blue())}});
                }
    }
};

} // namespace casebook
