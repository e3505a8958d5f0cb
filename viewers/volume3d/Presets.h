// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/volume3d/RenderScene.h"

#include <span>

namespace casebook {

/// One point of a transfer function; linear between points, constant beyond the last, nothing before
/// the first. `opacity` is what 1 mm of the tissue hides.
struct TransferPoint {
    double value;    ///< HU, or the encoded value of `encodesLungs`
    double opacity;  ///< 0..1 per mm
    quint32 color;   ///< 0xRRGGBB, sRGB
};

/// Rising values.
[[nodiscard]] std::span<const TransferPoint> transferFunction(VolumePreset preset);

/// The preset tells lungs and table from the rest, which one curve over HU can't (skin has the same values
/// as lung vessels, a table those of bone): it is drawn from voxels encoded by encodedLungs() in RenderVolume.h.
[[nodiscard]] bool encodesLungs(VolumePreset preset);

} // namespace casebook
