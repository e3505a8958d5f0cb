// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/volume3d/RenderScene.h"

#include <functional>

namespace casebook {

/// Draws RenderScenes: one for OpenGL (bridge/SceneRenderer.h), one for the processor (CpuPainter.h). Every
/// call in the thread that made it, but newest(). What is derived from a volume is kept between pictures.
class ScenePainter {
public:
    virtual ~ScenePainter() = default;

    /// The picture may be smaller than wanted where the quality allows it. Surfaces that are not made yet are
    /// left out. Errors: "no-volume", "render-failed"; "superseded" (Cancelled) when a newer generation is
    /// wanted by now.
    [[nodiscard]] virtual Result<QImage> render(const RenderScene& scene, quint64 generation) = 0;
    /// `ready` is called in a worker when a surface that was left out is made.
    virtual void setMeshReady(std::function<void()> ready) = 0;
    /// Waits for the surfaces of the scene: for pictures that must be complete.
    virtual void finishMeshes(const RenderScene& scene) = 0;
    /// The point of the patient, LPS mm, that is seen at a pixel of the full picture; found on the processor
    /// whoever draws. Nothing where the picture is empty.
    [[nodiscard]] virtual std::optional<WorldPoint> pick(const RenderScene& scene, double x, double y) = 0;
    /// Pictures of older generations may be given up. Any thread.
    virtual void newest(quint64 generation) = 0;
};

} // namespace casebook
