// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/Fragments.h"

#include <algorithm>
#include <cstring>

namespace casebook::dicom {
namespace {

constexpr std::uint32_t kItem = 0xE000FFFEU, kDelimiter = 0xE0DDFFFEU; // as little-endian words

std::uint32_t word(std::span<const std::byte> bytes, std::size_t at) {
    std::uint32_t out = 0;
    std::memcpy(&out, bytes.data() + at, sizeof(out));
    return out;
}

/// SOI of JPEG and JPEG-LS, SOC and SIZ of JPEG 2000, or the signature of a JP2 file.
bool beginsPicture(std::span<const std::byte> fragment) {
    const auto begins = [&](QByteArrayView mark) {
        return fragment.size() >= std::size_t(mark.size()) &&
               std::memcmp(fragment.data(), mark.data(), std::size_t(mark.size())) == 0;
    };
    return begins("\xFF\xD8\xFF") || begins("\xFF\x4F\xFF\x51") ||
           begins(QByteArrayView("\0\0\0\x0CjP  ", 8));
}

} // namespace

std::vector<std::size_t> frameStarts(const FragmentTable& table, int number) {
    std::vector<std::size_t> starts;
    const std::size_t count = table.fragments.size();
    if (number < 1 || count == 0)
        return {};
    const auto frames = std::size_t(number);
    if (frames == 1)
        return {0};
    if (frames > count)
        return {};
    if (count == frames) {
        for (std::size_t f = 0; f < frames; ++f)
            starts.push_back(f);
        return starts;
    }
    if (table.offsets.size() == frames) {
        for (const std::uint64_t offset : table.offsets) {
            const auto found = std::lower_bound(table.places.begin(), table.places.end(), offset);
            if (found == table.places.end() || *found != offset)
                return {};
            starts.push_back(std::size_t(found - table.places.begin()));
        }
        return std::is_sorted(starts.begin(), starts.end()) ? starts : std::vector<std::size_t>();
    }
    for (std::size_t n = 0; n < count; ++n) {
        if (beginsPicture(table.fragments[n]))
            starts.push_back(n);
    }
    return starts.size() == frames ? starts : std::vector<std::size_t>();
}

FragmentTable fragmentsOf(std::span<const std::byte> file, std::size_t at) {
    FragmentTable out;
    bool first = true;
    std::size_t base = 0;
    while (at + 8 <= file.size()) {
        const std::uint32_t tag = word(file, at), length = word(file, at + 4);
        if (tag == kDelimiter) {
            out.complete = true;
            return out;
        }
        if (tag != kItem || length > file.size() - at - 8)
            return out;
        const auto value = file.subspan(at + 8, length);
        if (first) {
            for (std::size_t n = 0; n + 4 <= value.size(); n += 4)
                out.offsets.push_back(word(value, n));
            base = at + 8 + length;
        } else {
            out.fragments.push_back(value);
            out.places.push_back(at - base);
        }
        first = false;
        at += 8 + std::size_t(length);
    }
    return out;
}

Result<std::span<const std::byte>> encodedFrame(const FragmentTable& table,
                                                const std::vector<std::size_t>& starts, int frame,
                                                QByteArray& joined) {
    if (starts.empty())
        return fail(ErrorKind::Refused, "malformed");
    if (frame < 0 || std::size_t(frame) >= starts.size())
        return fail(ErrorKind::Refused, "no-frame");
    const std::size_t from = starts[std::size_t(frame)];
    const std::size_t to =
        std::size_t(frame) + 1 < starts.size() ? starts[std::size_t(frame) + 1] : table.fragments.size();
    if (to - from == 1)
        return table.fragments[from];
    joined.clear();
    for (std::size_t n = from; n < to; ++n)
        joined.append(reinterpret_cast<const char*>(table.fragments[n].data()),
                      qsizetype(table.fragments[n].size()));
    return std::as_bytes(std::span(joined.constData(), std::size_t(joined.size())));
}

} // namespace casebook::dicom
