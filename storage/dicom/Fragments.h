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
    /// Of each frame, from the first item after the basic offset table: as that says, or the Extended
    /// Offset Table (7FE0,0001), which wins.
    std::vector<std::uint64_t> offsets;
    std::vector<std::uint64_t> places; ///< of each fragment, counted the same way
    bool complete = false; ///< the sequence delimiter was there
};

/// @param at where the offset table's item tag lies.
[[nodiscard]] FragmentTable fragmentsOf(std::span<const std::byte> file, std::size_t at);

/// First fragment of every frame: all fragments for one frame, one each where the counts agree, by the
/// offset table, or (JPEG, JPEG 2000) by the start of a picture at the beginning of a fragment. Empty
/// when there is no way to tell which belong together.
[[nodiscard]] std::vector<std::size_t> frameStarts(const FragmentTable& table, int frames);

/// Bytes of one frame out of its fragments; `joined` holds them where they are several.
/// Errors: "malformed" (no starts), "no-frame".
[[nodiscard]] Result<std::span<const std::byte>> encodedFrame(const FragmentTable& table,
                                                              const std::vector<std::size_t>& starts,
                                                              int frame, QByteArray& joined);

} // namespace casebook::dicom
