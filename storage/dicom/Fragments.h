// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace casebook::dicom {

/// The items of an encapsulated pixel element (DICOM PS3.5 A.4) in the file's bytes; nothing is
/// copied. Walking touches only the item headers.
struct FragmentTable {
    std::vector<std::span<const std::byte>> fragments;
    std::vector<std::uint64_t> offsets; ///< basic offset table: of each frame, from the first item after it
    std::vector<std::uint64_t> places; ///< of each fragment, counted the same way
    bool complete = false; ///< the sequence delimiter was there
};

/// @param at where the offset table's item tag lies.
[[nodiscard]] FragmentTable fragmentsOf(std::span<const std::byte> file, std::size_t at);

/// Bytes of one frame out of its fragments: all of them for one frame, one each where the counts
/// agree, by the offset table, or (JPEG) by the start of image at the beginning of a fragment.
/// Errors: "malformed" (no way to tell which belong together), "no-frame".
[[nodiscard]] Result<QByteArray> encodedFrame(const FragmentTable& table, int frame, int frames);

} // namespace casebook::dicom
