// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/volume3d/Presets.h"

#include <array>

namespace casebook {

namespace {

// Encoded: bones are positive HU, lungs are -(HU + 1024), all else near 0.
constexpr std::array<TransferPoint, 14> kLungAndBones{{
    {-1124, .60, 0xF0C4A8},
    {-824, .35, 0xD9805F},
    {-624, .12, 0xB8503A},
    {-500, .025, 0x8C3626},
    {-400, .010, 0x8A6A60},
    {-300, .0070, 0xC4C0BC},
    {-170, .0050, 0xC4C0BC},
    {-80, .0015, 0xC4C0BC},
    {-30, 0, 0xC4C0BC},
    {130, 0, 0x7A4A34},
    {220, .05, 0x97694C},
    {320, .30, 0xC9B28E},
    {500, .75, 0xDFD2B8},
    {1200, .95, 0xF6F0E4},
}};
constexpr std::array<TransferPoint, 4> kVessels{{
    {-1124, .90, 0xFFF4EA},
    {-824, .60, 0xE8A07A},
    {-624, .25, 0xC8553A},
    {-424, 0, 0x40120C},
}};
constexpr std::array<TransferPoint, 5> kBone{{
    {130, 0, 0x7A2B1E},
    {200, .04, 0xB5543A},
    {300, .25, 0xE2B27A},
    {500, .75, 0xF3E3C3},
    {1200, .95, 0xFFFFFF},
}};
constexpr std::array<TransferPoint, 4> kSkin{{
    {-550, 0, 0x8A5A44},
    {-300, .20, 0xC98F6D},
    {-100, .65, 0xE8B795},
    {3071, .95, 0xF2CFB0},
}};

} // namespace

std::span<const TransferPoint> transferFunction(VolumePreset preset) {
    switch (preset) {
    case VolumePreset::LungAndBones: return kLungAndBones;
    case VolumePreset::Vessels: return kVessels;
    case VolumePreset::Skin: return kSkin;
    case VolumePreset::Bone: break;
    }
    return kBone;
}

bool encodesLungs(VolumePreset preset) { return preset != VolumePreset::Skin; }

} // namespace casebook
