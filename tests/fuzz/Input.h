// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What every fuzz target needs. A target defines LLVMFuzzerTestOneInput and nothing else; it must bear
// any bytes: a crash, an endless loop or a sanitizer's report is a finding. tests/fuzz/LEDGER.md.

#include "storage/dicom/Reader.h"

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>

namespace casebook::fuzz {

inline std::span<const std::byte> bytesOf(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const std::byte*>(data), size};
}

/// Of what a packer made: only within the call that it is an argument of.
inline std::span<const std::byte> bytesOf(const QByteArray& packed) {
    return std::as_bytes(std::span(packed.constData(), std::size_t(packed.size())));
}

/// The libraries as the worker sets them up; without their data there is nothing to find.
inline void setUp() {
    static const bool ready = dicom::initialise().has_value();
    if (!ready) {
        std::fputs("no dictionary\n", stderr);
        std::exit(2);
    }
}

/// A promise of a reader that its caller relies on.
inline void demand(bool holds) {
    if (!holds)
        std::abort();
}

} // namespace casebook::fuzz
