// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segmentation/Segmentation.h"
#include "core/values/Result.h"

#include <QByteArray>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace casebook::dicom {

enum class LabelFormat { Unknown, Nifti, Nrrd, MetaImage };

/// Told by the first bytes (gzip is looked into), never by the name.
[[nodiscard]] LabelFormat labelFormat(std::span<const std::byte> file);

/// What a file calls one of its values.
struct LabelName {
    QString name;
    std::optional<std::array<std::uint8_t, 3>> color; ///< sRGB
};

/// Labels on a grid as stored, before they are split into segments. Values are column fastest, then
/// row, then slice. The grid is LPS mm, whatever the file's own convention.
struct LabelVolume {
    GridGeometry grid;
    std::vector<std::int32_t> values;
    std::vector<float> reals; ///< instead of `values`, where the file was read for its values
    std::map<std::int32_t, LabelName> names; ///< of NRRD by 3D Slicer ("Segment0_Name"); may be empty
    double formsApart_mm = 0; ///< NIfTI: largest corner distance between sform and qform where both are set
    QByteArray storedHash;  ///< SHA-256 of the stored values little-endian in the file's own type
};

/// Reads a NIfTI-1/2 (.nii, .nii.gz, or a pair joined by joinedPair), NRRD (attached, raw or gzip) or MetaImage (attached, raw or
/// compressed) file whose values are whole numbers.
/// NIfTI: sform if its code is above 0, else qform, else refused; RAS is turned to LPS. NRRD: `space`
/// is required. MetaImage: LPS by ITK's convention.
/// Errors: "unsupported-object" (no such format, detached data, colour, four dimensions), "bad-geometry"
/// (no form, no space), "not-labels" (values are not whole numbers), "truncated", "too-large",
/// "malformed".
[[nodiscard]] Result<LabelVolume> readLabelVolume(std::span<const std::byte> file);

/// The same as a Segmentation of kind LabelMap: one segment per value other than 0, named by the
/// file or else "Label N". Note "forms-disagree" (mm) where a NIfTI's two forms are more than 0.1 mm apart.
[[nodiscard]] Result<Segmentation> readLabels(std::span<const std::byte> file);

/// Header and values of a NIfTI pair (.hdr, .img) as one file, which the readers take; empty when the header
/// is of no possible length. Looks at no byte of either.
[[nodiscard]] QByteArray joinedPair(const QByteArray& header, const QByteArray& values);

} // namespace casebook::dicom
