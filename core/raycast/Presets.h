// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/LungParts.h"
#include "core/raycast/Scene.h"

#include <QLatin1StringView>

#include <optional>
#include <span>

namespace casebook::raycast {

/// What must be known of the voxels before a preset shows what it says. Without it vessel and nodule
/// presets show only skin: they are to be refused, and to say which mask is missing.
enum class MaskNeed {
    None,
    Lungs,            ///< closed lungs: Lung, LungRim, LungAirway of LungParts.h
    Airways,          ///< LungAirway and Airway
    LungsAndAirways,
    LungsAndNodules   ///< and Nodule
};

/// A way of showing a chest, as data. Names for people belong to whoever shows them.
struct Preset {
    QLatin1StringView id;         ///< stable: "skin", "bone", "soft-tissue", "lung-vessels", "airways",
                                  ///< "lung-shell", "lung-air", "nodule-focus", "mip", "minip"
    Mode mode = Mode::Composite;
    std::span<const TransferPoint> points; ///< Composite
    GreyWindow window;            ///< projections
    MaskNeed mask = MaskNeed::None;
    bool wantsCut = false;        ///< shows the outside of the body only until a clip plane cuts it
    double box_mm = 0;            ///< side of the box around what is looked at; 0: all
    double slab_mm = 0;           ///< thickness along the view; 0: all
};

inline constexpr std::uint32_t kBackground = 0x101018; ///< 0xRRGGBB behind all presets

/// In the order they are offered.
[[nodiscard]] std::span<const Preset> presets();
[[nodiscard]] const Preset* findPreset(QLatin1StringView id);

/// What the parts of a label map by LungParts.h do in a preset; null where it needs no mask.
[[nodiscard]] std::shared_ptr<const LabelTable> labelTable(const Preset& preset);

/// Sets mode, transfer function, window and label table. Cut, box and slab need a place: the caller's.
void apply(const Preset& preset, Scene& scene);

} // namespace casebook::raycast
