// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/Presets.h"
#include "viewers/volume3d/RenderScene.h"
#include "viewers/volume3d/VolumeParts.h"

#include <QByteArray>
#include <QString>

namespace casebook {

inline constexpr int kVolumePresets = 12;

/// Transfer function, projection and masks of a look. Those of core/raycast/Presets.h, and the two that only
/// the viewer has: "lung-bones", drawn from voxels that tell lungs from body, and "average".
[[nodiscard]] const raycast::Preset& presetData(VolumePreset preset);
[[nodiscard]] QByteArray presetCode(VolumePreset preset); ///< presetData().id
[[nodiscard]] std::optional<VolumePreset> presetFromCode(const QByteArray& code);
/// Name in the current language. GUI thread.
[[nodiscard]] QString presetName(VolumePreset preset);

/// The preset tells lungs and table from the rest, which one curve over HU can't (skin has the same values
/// as lung vessels, a table those of bone): it is drawn from voxels encoded by encodedLungs() in RenderVolume.h.
[[nodiscard]] bool encodesLungs(VolumePreset preset);

/// The scene's planes and those of the preset's slab, which lies in the focus and faces the eye.
[[nodiscard]] std::vector<raycast::ClipPlane> planesOf(const RenderScene& scene);
/// The scene's box, else the preset's around the nodule nearest to the focus; nothing: all.
[[nodiscard]] std::optional<raycast::ClipBox> boxOf(const RenderScene& scene);
/// The middle of the nodule nearest to a place; nothing without nodules.
[[nodiscard]] std::optional<WorldPoint> nearestNodule(const std::vector<SegmentationPtr>& structures,
                                                      const WorldPoint& place);

/// What has to be segmented before the preset can be drawn: "no-airways", "no-nodules"; empty: nothing. Lungs
/// are found without a segmentation.
[[nodiscard]] QByteArray missingFor(VolumePreset preset, const std::vector<SegmentationPtr>& structures);

} // namespace casebook
