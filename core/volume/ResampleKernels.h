// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace casebook::kernels {

/// Inner loops of the slice renderer, compiled with -O3: SSE2 where the machine has it, the same
/// numbers without. Weights have 14 bits; values round half up. Any thread.

/// One output pixel takes (v[index], v[index+1]) with weights that add up to 16384.
struct LerpTable {
    int first = 0, last = 0;             ///< output pixels [first, last) lie inside
    std::vector<std::int32_t> index;
    std::vector<std::int16_t> weights;   ///< pairs
};
/// @param start,step source coordinate of output pixel 0 and per pixel (whole = centre).
/// @param count source samples; inside is -0.5 .. count-0.5, edge samples continued.
void makeTable(double start, double step, int outputs, int count, bool nearest, LerpTable& table);

/// Reads one sample past the last index: rows need readable memory there.
void lerpColumns(const std::int16_t* row, const LerpTable& table, std::int16_t* out);
/// out = (a * (16384 - w) + b * w) / 16384
void blendRows(const std::int16_t* a, const std::int16_t* b, int weight, std::int16_t* out, int count);

void toGrey(const std::int16_t* values, int count, const std::uint8_t* lut, std::uint8_t* out);
void toGrey(const std::int16_t* values, int count, const std::uint8_t* lut, std::uint32_t* out);

/// Rounded to whole stored values; all must fit.
void toInt16(const float* values, int count, std::int16_t* out);

void maximum(std::int16_t* a, const std::int16_t* b, std::size_t count);
void minimum(std::int16_t* a, const std::int16_t* b, std::size_t count);
void add(std::int32_t* sum, const std::int16_t* b, std::size_t count);

/// Turns `rows` rows of up to 32 neighbouring voxels into one line each: out[c][r] = from[r * stride + c].
/// @param outStride between the lines of neighbouring c.
void transposeBlock(const std::int16_t* from, std::ptrdiff_t stride, int rows, int columns, std::int16_t* out,
                    std::ptrdiff_t outStride);

/// Voxels in which a row of an oblique plane is sampled.
struct Lattice {
    const std::int16_t* data = nullptr;
    int columns = 0, rows = 0, slices = 0;
};
/// Trilinear (or nearest) values at start + x * step for x in [0, count); all of them must lie inside
/// -0.5 .. n-0.5.
void sampleLine(const Lattice& lattice, const Eigen::Vector3d& start, const Eigen::Vector3d& step, int count,
                bool nearest, float* out);

} // namespace casebook::kernels
