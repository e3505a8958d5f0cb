// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace casebook::raycast {

/// All that the inner loops read and write, as plain pointers and numbers: they are compiled twice and may
/// share no inline function of a library between both builds. Filled in by Caster.cpp. Lengths in mm, the
/// distance s along a ray from where it enters.
struct Frame {
    // Rays: position + x * right + y * up + forward, x and y in -1..1; unit direction in the patient.
    double position[3], right[3], up[3], forward[3];
    bool parallel;          ///< right and up move the start instead of the direction
    int width, height;
    double offset[2];       ///< of the ray within its pixel, 0..1

    double toVoxel[3][4];   ///< LPS mm -> voxel, affine
    float toNormal[3][3];   ///< gradient by voxel of stored values -> gradient by mm of HU
    double low[3], high[3]; ///< voxel coordinates kept
    double faceNormal[3][3];///< unit normals of the three pairs of faces in the patient
    double plane[6][4];     ///< unit normal and offset
    int planes;

    const std::int16_t* voxels;
    int size[3];
    float slope, intercept;

    float step;             ///< mm between samples
    float faceDepth;        ///< samples nearer than this to a cut face take its normal

    int mode;               ///< 0 composite, 1 largest, 2 smallest stored value, 3 average
    bool shaded;
    const float* tissueDepth;       ///< TransferTable::depth, rgb
    const float* tissueAlpha;       ///< 1 - exp(-depth * step), by alphaTable()
    const std::uint32_t* tissueRgb;
    float greySlope, greyOffset;    ///< HU -> 0..255

    const std::uint8_t* labels;     ///< null: none
    const float* labelOpacity;      ///< 256 each
    const float* labelMix;
    const std::uint32_t* labelRgb;
    bool smoothLabels;

    const std::uint8_t* distance;   ///< Occupancy; null: none
    const std::int16_t* brickExtreme; ///< Bricks::high (mode 1) or low (mode 2); null: none
    const std::int16_t* groupExtreme;
    int shift[3];
    int bricks[3], groups[3];

    const float* surfaceDepth;      ///< a pixel's surface, infinite = none; null: no surfaces
    const std::uint32_t* surfaceRgba;
    const std::uint32_t* surfaceId;

    std::uint32_t* rgba;
    float* depth;
    std::uint32_t* id;
};

struct Kernel {
    /// Pixels [x0, x1) x [y0, y1).
    void (*castTile)(const Frame& frame, int x0, int y0, int x1, int y1);
    /// alpha[i] = 1 - exp(-depth[i] * step), by the arithmetic of the loops; count a multiple of 8.
    void (*alphaTable)(const float* depth, float step, float* alpha, int count);
};

namespace baseline {
extern const Kernel kernel;
}
namespace avx2 {
extern const Kernel kernel; ///< functions are null where the build has none
}

} // namespace casebook::raycast
