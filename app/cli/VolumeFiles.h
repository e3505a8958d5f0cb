// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/GridGeometry.h"
#include "core/segmentation/Segmentation.h"
#include "core/values/Result.h"
#include "core/volume/Volume.h"

#include <QString>

#include <cstddef>
#include <span>

namespace casebook {

/// Files of voxels that other programs read.
enum class VoxelFormat {
    Unknown,
    Nifti,     ///< .nii: NIfTI-1, RAS, sform and (where the grid has right angles) qform
    NiftiGzip, ///< .nii.gz
    Nrrd       ///< .nrrd: attached, gzip, left-posterior-superior
};
[[nodiscard]] VoxelFormat voxelFormat(const QString& path);

/// Voxels of one grid on their way to a file: column fastest, then row, then slice; little-endian.
struct VoxelFile {
    enum class Type { Int16, UInt8, UInt16 };
    GridGeometry grid;
    Type type = Type::Int16;
    std::span<const std::byte> bytes;
    double slope = 1, intercept = 0; ///< value = slope * stored + intercept
    bool labels = false;             ///< values are names of structures
};

/// Whole or not at all: written beside and renamed. Same input, same bytes. Any thread.
/// Errors: "bad-geometry" (empty grid, or bytes that do not fit), "cannot-write".
[[nodiscard]] Result<> writeVoxelFile(const QString& path, const VoxelFile& file);

/// A volume in HU where those are whole numbers that fit, else stored values with slope and intercept.
/// Error "bad-geometry" where slices lie more than 0.1 mm off the grid: no such file could say so.
[[nodiscard]] Result<> writeVolume(const QString& path, const Volume& volume);

/// A label map of segment numbers on the object's own grid. Error "overlapping-segments" where two
/// segments share a voxel, which a label map cannot hold.
/// @param only number of the one segment to write, or 0 for all ("no-such-segment").
[[nodiscard]] Result<> writeLabels(const QString& path, const Segmentation& segmentation, int only);

} // namespace casebook
