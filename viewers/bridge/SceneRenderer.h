// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/bridge/GlContext.h"
#include "viewers/volume3d/ScenePainter.h"

#include <memory>

namespace casebook {

/// Draws RenderScenes with VTK's GPU ray caster. Every call in the thread where the context is current;
/// voxels, textures and surfaces are kept between pictures of the same scene.
class SceneRenderer final : public ScenePainter {
public:
    explicit SceneRenderer(GlContext& context);
    ~SceneRenderer() override;

    [[nodiscard]] Result<QImage> render(const RenderScene& scene, quint64 generation) override;
    void setMeshReady(std::function<void()> ready) override;
    void finishMeshes(const RenderScene& scene) override;
    [[nodiscard]] std::optional<WorldPoint> pick(const RenderScene& scene, double x, double y) override;
    void newest(quint64) override {} // a GL frame can't be given up

private:
    struct Private;
    std::unique_ptr<Private> d_;
};

/// One picture by OpenGL, in a context of its own; error "no-display" without. GUI thread. Blocks.
[[nodiscard]] Result<QImage> renderWithOpenGl(const RenderScene& scene);

} // namespace casebook
