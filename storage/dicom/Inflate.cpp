// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/Inflate.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace casebook::dicom {

bool isGzip(std::span<const std::byte> bytes) {
    return bytes.size() >= 18 && bytes[0] == std::byte{0x1F} && bytes[1] == std::byte{0x8B};
}

Result<QByteArray> inflateUpTo(std::span<const std::byte> packed, std::int64_t most) {
    z_stream stream{};
    constexpr int kGzipOrZlib = 15 + 32;
    if (inflateInit2(&stream, kGzipOrZlib) != Z_OK)
        return fail(ErrorKind::System, "worker-failed");
    struct End {
        z_stream& s;
        ~End() { inflateEnd(&s); }
    } const end{stream};
    QByteArray out;
    std::size_t taken = 0;
    constexpr std::int64_t kStep = 4 << 20;
    int status = Z_OK;
    while (status == Z_OK && out.size() < most) {
        // Grown step by step: a header that promises gigabytes gets memory only for what comes.
        const std::int64_t had = out.size();
        const std::int64_t room = std::min(std::max(kStep, had), most - had);
        out.resize(had + room);
        const std::size_t left =
            std::min<std::size_t>(packed.size() - taken, std::numeric_limits<uInt>::max());
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(packed.data() + taken));
        stream.avail_in = uInt(left);
        stream.next_out = reinterpret_cast<Bytef*>(out.data() + had);
        stream.avail_out = uInt(room);
        status = inflate(&stream, Z_NO_FLUSH);
        taken += left - stream.avail_in;
        out.resize(had + room - std::int64_t(stream.avail_out));
        if (status == Z_BUF_ERROR || (status == Z_OK && taken == packed.size() && stream.avail_out > 0))
            return fail(ErrorKind::Refused, "truncated");
    }
    if (status != Z_OK && status != Z_STREAM_END)
        return fail(ErrorKind::Refused, "malformed");
    return out;
}

} // namespace casebook::dicom
