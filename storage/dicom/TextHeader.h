// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to storage/dicom: the "key: value" or "key = value" head of NRRD and MetaImage.

#include <QByteArray>
#include <QHash>
#include <QList>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace casebook::dicom {

struct TextHeader {
    QHash<QByteArray, QByteArray> fields; ///< keys in lower case, values trimmed
    std::size_t end = 0;                  ///< where the data begin
};

/// NRRD: up to the first empty line. Absent when there is none within 1 MiB.
[[nodiscard]] std::optional<TextHeader> nrrdHeader(std::span<const std::byte> file);
/// MetaImage: up to the line of ElementDataFile. Absent when there is none within 1 MiB.
[[nodiscard]] std::optional<TextHeader> metaHeader(std::span<const std::byte> file);

/// Numbers between blanks, commas and brackets; empty when one of them is none.
[[nodiscard]] std::vector<double> numbersOf(const QByteArray& text);

} // namespace casebook::dicom
