// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/ImagePlane.h"
#include "core/raycast/Kernel.h"
#include "core/raycast/Prepared.h"
#include "core/raycast/Scene.h"

#include <array>
#include <vector>

namespace casebook::raycast {

/// A Frame with the tables it points to. Lives no longer than scene and prepared data. Not copied.
struct FrameSetup {
    /// Everything but the output and surfaces. @param prepared its table must fit the scene; bricks and
    /// occupancy are used where they are. @param size of the picture in pixels.
    FrameSetup(const Scene& scene, const ImagePlane& plane, const std::array<int, 2>& size,
               const Prepared& prepared, const Kernel& kernel);
    FrameSetup(const FrameSetup&) = delete;
    FrameSetup& operator=(const FrameSetup&) = delete;

    Frame frame{};

private:
    void setView(const Scene& scene, const ImagePlane& plane, const std::array<int, 2>& size);
    void setVolume(const Scene& scene);
    void setCuts(const Scene& scene);
    void setTables(const Scene& scene, const Prepared& prepared, const Kernel& kernel);
    void setLabels(const Scene& scene);
    void setSkipping(const Prepared& prepared);

    std::vector<float> alpha_;
    std::array<float, 256> opacity_{}, mix_{};
    std::array<std::uint32_t, 256> rgb_{};
};

[[nodiscard]] inline bool hasLabels(const Scene& scene) {
    return scene.labels.data != nullptr && scene.labelTable != nullptr;
}

} // namespace casebook::raycast
