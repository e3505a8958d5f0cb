// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/volume/Volume.h"

#include <array>
#include <cstdint>
#include <vector>

namespace casebook {

/// Voxels as a renderer takes them: HU = slope * value + intercept, on an upright box of millimetres
/// whose corner voxel centre is (0,0,0); `toWorld` turns (and shears) the box into the patient, LPS mm.
struct RenderVolume {
    VolumePtr owner;                     ///< keeps `data` alive when it is the volume's own memory
    VoxelBuffer own;
    const std::int16_t* data = nullptr;
    std::array<int, 3> size{0, 0, 0};
    std::array<double, 3> spacing_mm{1, 1, 1};
    Eigen::Matrix4d toWorld = Eigen::Matrix4d::Identity();
    double slope = 1, intercept = 0;

    [[nodiscard]] std::size_t count() const {
        return std::size_t(size[0]) * std::size_t(size[1]) * std::size_t(size[2]);
    }
};

/// The volume reduced by averaging boxes of about `spacing_mm` a side; 0, or voxels that are already
/// that large: no copy. Sides keep at least two voxels. Any thread.
[[nodiscard]] RenderVolume renderVolume(const VolumePtr& volume, double spacing_mm);

/// Closed lungs on a grid of about 3 mm, as encodedLungs() finds them.
struct LungGrid {
    std::array<int, 3> size{}, factor{}; ///< factor: voxels of the volume a cell, per axis
    std::vector<std::uint8_t> inside;    ///< 1 in a lung; column fastest
};
[[nodiscard]] LungGrid lungGrid(const RenderVolume& volume);

/// Voxels encoded for presets that tell lungs, body and table apart (see Presets.cpp): lungs, closed over
/// their vessels, become -(HU + 1024), at least -1024; the rest of the body max(0, HU); table, cables, air 0. Lungs are
/// air below -400 HU that does not reach the sides of the picture, in thick pieces above 100 ml; the body
/// is what survives an opening by 5 mm. Found on a grid of about 3 mm, for looking only. Any thread.
[[nodiscard]] RenderVolume encodedLungs(const RenderVolume& volume);

} // namespace casebook
