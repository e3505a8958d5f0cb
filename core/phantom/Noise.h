// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phantom/Math.h"

#include <array>
#include <vector>

namespace casebook::phantom {

/// Smooth random texture: values -1 ... 1 on a lattice, blended between. Any thread once made.
class ValueNoise {
public:
    /// @param period_mm distance of lattice points; @param low, high corners of the box to fill, mm.
    ValueNoise(std::uint32_t seed, Stream stream, double period_mm, Vec low, Vec high);
    [[nodiscard]] double at(Vec p) const;

private:
    double perPeriod_ = 1;
    Vec low_;
    std::array<int, 3> size_{};
    std::vector<float> lattice_;
};

/// Image noise of one slice, SD 1: the sum of eight 16-bit numbers of one Philox block a voxel
/// (Irwin-Hall), smoothed 3x3 in the plane as a reconstruction kernel does. Any thread.
/// @param out columns*rows values.
void noiseSlice(std::uint32_t seed, int slice, int columns, int rows, std::vector<float>& out);

/// Taps of a Gaussian of `sigma` voxels, sum 1, index 0 is the centre; cut at 3 sigma.
[[nodiscard]] std::vector<float> gaussianTaps(double sigma);

/// Gaussian blur of one plane in place; edges repeat. @param scratch is overwritten.
void blurPlane(std::vector<float>& plane, int columns, int rows, const std::vector<float>& taps,
               std::vector<float>& scratch);

} // namespace casebook::phantom
