// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/Fragments.h"

#include <cstdint>
#include <cstring>

namespace casebook::dicom {

bool endsWithDelimiter(std::span<const std::byte> file, std::size_t at) {
    while (at + 8 <= file.size()) {
        std::uint32_t tag = 0, length = 0;
        std::memcpy(&tag, file.data() + at, 4); // little-endian by the standard and on this machine
        std::memcpy(&length, file.data() + at + 4, 4);
        if (tag == 0xE0DDFFFEU)
            return true;
        if (tag != 0xE000FFFEU || length > file.size() - at - 8)
            return false;
        at += 8 + std::size_t(length);
    }
    return false;
}

} // namespace casebook::dicom
