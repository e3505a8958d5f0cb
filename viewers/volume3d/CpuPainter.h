// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/volume3d/ScenePainter.h"

#include <memory>

namespace casebook {

/// The 3D picture on the processor, by the caster of core/raycast: no OpenGL, no display; the same bytes on
/// every machine. Pictures while moving are as large as fit into 33 ms.
class CpuPainter final : public ScenePainter {
public:
    CpuPainter();
    ~CpuPainter() override;
    [[nodiscard]] Result<QImage> render(const RenderScene& scene, quint64 generation) override;
    void setMeshReady(std::function<void()> ready) override;
    void finishMeshes(const RenderScene& scene) override;
    [[nodiscard]] std::optional<WorldPoint> pick(const RenderScene& scene, double x, double y) override;
    void newest(quint64 generation) override;

private:
    struct Private;
    std::unique_ptr<Private> d_;
};

} // namespace casebook
