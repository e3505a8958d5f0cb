// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

namespace casebook::dicom {

/// Walks the items of an encapsulated pixel element (DICOM PS3.5 A.4) from where its first item tag
/// lies to the sequence delimiter. Touches only the item headers.
/// @return false when the file ends before the delimiter, or what lies there is no item.
[[nodiscard]] bool endsWithDelimiter(std::span<const std::byte> file, std::size_t at);

} // namespace casebook::dicom
