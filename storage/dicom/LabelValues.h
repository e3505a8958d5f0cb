// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to storage/dicom: numbers of NIfTI, NRRD and MetaImage files as labels.

#include "storage/dicom/LabelMapReader.h"

#include <QByteArrayView>

namespace casebook::dicom {

enum class NumberType { U8, S8, U16, S16, U32, S32, U64, S64, F32, F64 };
[[nodiscard]] int bytesOf(NumberType type);

/// Where the numbers of such a file lie and how they are to be read.
struct RawGrid {
    GridGeometry grid;
    NumberType type = NumberType::U8;
    bool bigEndian = false;
    double slope = 1, intercept = 0;
    [[nodiscard]] std::int64_t count() const { return std::int64_t(grid.columns) * grid.rows * grid.slices; }
    [[nodiscard]] std::int64_t bytes() const { return count() * bytesOf(type); }
};

/// Sets the grid from the LPS affine of (i, j, k): columns of `m` are the steps.
/// Errors: "bad-geometry" (axes not orthogonal in the plane, or of no length).
[[nodiscard]] Result<> setGrid(const std::array<WorldVector, 3>& steps, const WorldPoint& origin,
                               GridGeometry& grid);

/// What becomes of the numbers once they are found. Errors: "too-large" (sides, bytes), "truncated".
using Finish = Result<LabelVolume> (*)(const RawGrid& raw, QByteArrayView data);
/// As whole numbers. Error "not-labels".
[[nodiscard]] Result<LabelVolume> labelsOf(const RawGrid& raw, QByteArrayView data);
/// As they are (LabelVolume::reals).
[[nodiscard]] Result<LabelVolume> realsOf(const RawGrid& raw, QByteArrayView data);

/// The largest number of bytes such a file may unpack to.
inline constexpr std::int64_t kMostLabelBytes = std::int64_t(2) << 30;

[[nodiscard]] Result<LabelVolume> readNifti(std::span<const std::byte> file, Finish finish);
[[nodiscard]] Result<LabelVolume> readNrrd(std::span<const std::byte> file, Finish finish);
[[nodiscard]] Result<LabelVolume> readMetaImage(std::span<const std::byte> file, Finish finish);

} // namespace casebook::dicom
