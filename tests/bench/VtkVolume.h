// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/Scene.h"

#include <memory>

namespace casebook::bench {

enum class VtkMapper { FixedPoint, Gpu };

/// The same volume drawn by one of VTK's mappers into a window of its own: what the ray caster is measured
/// against. Same camera, transfer function, light and distance of samples. GUI thread.
class VtkVolume {
public:
    /// Null where no X display is named. The volume must stay alive.
    [[nodiscard]] static std::unique_ptr<VtkVolume> create(const Volume& volume, VtkMapper kind, int side,
                                                           int threads);
    virtual ~VtkVolume() = default;
    /// Seconds until the picture is there. @param changed take over the transfer function.
    virtual double draw(const raycast::Scene& scene, bool changed) = 0;
};

} // namespace casebook::bench
