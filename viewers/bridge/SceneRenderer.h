// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/bridge/GlContext.h"
#include "viewers/volume3d/Mesh.h"
#include "viewers/volume3d/RenderScene.h"

#include <functional>
#include <memory>

namespace casebook {

/// Draws RenderScenes with VTK's GPU ray caster. Every call in the thread where the context is current;
/// voxels, textures and surfaces are kept between pictures of the same scene.
class SceneRenderer {
public:
    explicit SceneRenderer(GlContext& context);
    ~SceneRenderer();

    /// Surfaces of segments that are not made yet are left out of the picture; see pendingMeshes.
    [[nodiscard]] Result<QImage> render(const RenderScene& scene);
    /// Makes surfaces in a worker; `ready` is called there when one is done (any thread).
    void setMeshReady(std::function<void()> ready);
    [[nodiscard]] bool hasPendingMeshes() const;
    /// Waits for the surfaces of the scene: for pictures that must be complete.
    void finishMeshes(const RenderScene& scene);

private:
    struct Private;
    std::unique_ptr<Private> d_;
};

} // namespace casebook
