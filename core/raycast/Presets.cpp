// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/raycast/Presets.h"

#include <algorithm>
#include <array>

namespace casebook::raycast {

namespace {

// Chosen and looked at on a real chest CT; opacity is per mm.
constexpr std::array<TransferPoint, 4> kSkin{
    {{-500, 0, 0x8A5A44}, {-300, .35, 0xC98F6D}, {-150, .8, 0xE8B795}, {3071, .95, 0xF2CFB0}}};
constexpr std::array<TransferPoint, 5> kBone{{{130, 0, 0x7A2B1E},
                                              {200, .04, 0xB5543A},
                                              {300, .25, 0xE2B27A},
                                              {500, .75, 0xF3E3C3},
                                              {1200, .95, 0xFFFFFF}}};
constexpr std::array<TransferPoint, 6> kSoftTissue{{{-60, 0, 0x5A2A1A},
                                                    {0, .02, 0x9C4A35},
                                                    {60, .25, 0xC06A50},
                                                    {150, .6, 0xE0A080},
                                                    {300, .8, 0xF5E0C8},
                                                    {3071, .95, 0xFFFFFF}}};
constexpr std::array<TransferPoint, 6> kLungVessels{{{-700, 0, 0x40120C},
                                                     {-600, .03, 0x8C2A1C},
                                                     {-400, .25, 0xC8553A},
                                                     {-200, .6, 0xE8A07A},
                                                     {100, .85, 0xF6E0CF},
                                                     {3071, .95, 0xFFFFFF}}};
constexpr std::array<TransferPoint, 4> kAirways{
    {{-1024, .95, 0x9FD8FF}, {-930, .85, 0x9FD8FF}, {-880, .5, 0x6FB0E8}, {-820, 0, 0x4080C0}}};
constexpr std::array<TransferPoint, 5> kLungShell{{{-850, 0, 0x6080A0},
                                                   {-650, .05, 0x90B8D0},
                                                   {-350, .10, 0xC8DCE8},
                                                   {-100, .12, 0xFFFFFF},
                                                   {3071, .15, 0xFFFFFF}}};
constexpr std::array<TransferPoint, 5> kLungAir{{{-960, 0, 0x4060A0},
                                                 {-900, .004, 0x70A0D0},
                                                 {-700, .03, 0xA0D0F0},
                                                 {-450, .05, 0xE8F4FF},
                                                 {-250, 0, 0xFFFFFF}}};
constexpr std::array<TransferPoint, 7> kNoduleFocus{{{-750, 0, 0x203040},
                                                     {-650, .006, 0x4A6A8A},
                                                     {-450, .02, 0x7A9AB0},
                                                     {-250, .3, 0xF0C060},
                                                     {0, .75, 0xFFD890},
                                                     {100, .9, 0xFFF0D0},
                                                     {3071, .95, 0xFFFFFF}}};

constexpr std::array<Preset, 10> kPresets{
    {{QLatin1StringView("skin"), Mode::Composite, kSkin, {}, MaskNeed::None},
     {QLatin1StringView("bone"), Mode::Composite, kBone, {}, MaskNeed::None},
     {QLatin1StringView("soft-tissue"), Mode::Composite, kSoftTissue, {}, MaskNeed::None, true},
     {QLatin1StringView("lung-vessels"), Mode::Composite, kLungVessels, {}, MaskNeed::Lungs},
     {QLatin1StringView("airways"), Mode::Composite, kAirways, {}, MaskNeed::Airways},
     {QLatin1StringView("lung-shell"), Mode::Composite, kLungShell, {}, MaskNeed::LungsAndAirways},
     {QLatin1StringView("lung-air"), Mode::Composite, kLungAir, {}, MaskNeed::Lungs},
     {QLatin1StringView("nodule-focus"),
      Mode::Composite,
      kNoduleFocus,
      {},
      MaskNeed::LungsAndNodules,
      false,
      70},
     {QLatin1StringView("mip"), Mode::Maximum, {}, {100, 900}, MaskNeed::None},
     {QLatin1StringView("minip"), Mode::Minimum, {}, {-850, 500}, MaskNeed::None, false, 0, 20}}};

void show(LabelTable& table, LungPart part, const LabelStyle& style) { table[std::size_t(part)] = style; }

void showAll(LabelTable& table, std::initializer_list<LungPart> parts) {
    for (const LungPart part : parts)
        show(table, part, {});
}

} // namespace

std::span<const Preset> presets() { return kPresets; }

const Preset* findPreset(QLatin1StringView id) {
    const auto found =
        std::find_if(kPresets.begin(), kPresets.end(), [&](const Preset& p) { return p.id == id; });
    return found == kPresets.end() ? nullptr : &*found;
}

std::shared_ptr<const LabelTable> labelTable(const Preset& preset) {
    using enum LungPart;
    if (preset.mask == MaskNeed::None)
        return nullptr;
    auto table = std::make_shared<LabelTable>();
    table->fill({0, 0, {}});
    if (preset.mask == MaskNeed::Airways) {
        showAll(*table, {LungAirway, Airway});
    } else if (preset.mask == MaskNeed::LungsAndAirways) {
        const LabelStyle airway{1, .7, {0x6E, 0xBE, 0xFF}};
        show(*table, Lung, {.1, 0, {}});
        show(*table, LungRim, {.6, 0, {}});
        show(*table, LungAirway, airway);
        show(*table, Airway, airway);
        show(*table, Nodule, {8, .85, {0xFF, 0x46, 0x32}});
    } else if (preset.mask == MaskNeed::LungsAndNodules) {
        showAll(*table, {Lung, LungAirway});
        show(*table, Nodule, {1, .6, {0xFF, 0x78, 0x28}});
    } else {
        showAll(*table, {Lung, LungAirway, Nodule});
        if (preset.id == QLatin1StringView("lung-air"))
            show(*table, LungRim, {});
    }
    return table;
}

void apply(const Preset& preset, Scene& scene) {
    scene.mode = preset.mode;
    scene.transfer.assign(preset.points.begin(), preset.points.end());
    scene.window = preset.window;
    scene.labelTable = labelTable(preset);
}

} // namespace casebook::raycast
