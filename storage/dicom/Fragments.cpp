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

bool beginsJpeg(std::span<const std::byte> fragment) {
    return fragment.size() >= 3 && fragment[0] == std::byte{0xFF} && fragment[1] == std::byte{0xD8} &&
           fragment[2] == std::byte{0xFF};
}

/// First fragment of every frame; empty when it can't be told.
std::vector<std::size_t> startsOf(const FragmentTable& table, std::size_t frames) {
    std::vector<std::size_t> starts;
    const std::size_t count = table.fragments.size();
    if (frames == 1)
        return {0};
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
        if (beginsJpeg(table.fragments[n]))
            starts.push_back(n);
    }
    return starts.size() == frames ? starts : std::vector<std::size_t>();
}

} // namespace

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

Result<QByteArray> encodedFrame(const FragmentTable& table, int frame, int frames) {
    if (frame < 0 || frame >= frames)
        return fail(ErrorKind::Refused, "no-frame");
    const std::vector<std::size_t> starts = startsOf(table, std::size_t(frames));
    if (starts.empty() || table.fragments.empty())
        return fail(ErrorKind::Refused, "malformed");
    const std::size_t from = starts[std::size_t(frame)];
    const std::size_t to = frame + 1 < frames ? starts[std::size_t(frame) + 1] : table.fragments.size();
    QByteArray out;
    for (std::size_t n = from; n < to; ++n)
        out.append(reinterpret_cast<const char*>(table.fragments[n].data()),
                   qsizetype(table.fragments[n].size()));
    return out;
}

} // namespace casebook::dicom
