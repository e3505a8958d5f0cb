// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/Codestream.h"

#include <openjph/ojph_arch.h>
#include <openjph/ojph_codestream.h>
#include <openjph/ojph_file.h>
#include <openjph/ojph_mem.h>
#include <openjph/ojph_message.h>
#include <openjph/ojph_params.h>

#include <mutex>
#include <stdexcept>
#include <vector>

namespace casebook::dicom {
namespace {

/// Once for the process. Its messages go to the standard streams unless told otherwise, and may quote
/// the stream; errors are exceptions all the same.
void silence() {
    static std::once_flag once;
    std::call_once(once, [] {
        ojph::set_info_stream(nullptr);
        ojph::set_warning_stream(nullptr);
        ojph::set_error_stream(nullptr);
    });
}

void pullRows(ojph::codestream& decoder, const Codestream& stream, const SliceHeader& header,
              QByteArray& out) {
    const auto columns = std::size_t(header.columns), rows = std::size_t(header.rows);
    std::vector<std::size_t> next(stream.components.size(), 0);
    for (std::size_t n = rows * stream.components.size(); n > 0; --n) {
        ojph::ui32 component = 0;
        const ojph::line_buf* line = decoder.pull(component);
        if (line == nullptr || component >= next.size() || next[component] >= rows || line->size < columns)
            throw std::runtime_error("HTJ2K");
        placeComponent(line->i32, columns, stream.components[component], header, next[component]++ * columns,
                       int(component), out);
    }
}

} // namespace

Result<QByteArray> decodeHtj2k(const Codestream& stream, const SliceHeader& header) {
    silence();
    const qsizetype pixels = qsizetype(header.columns) * header.rows;
    QByteArray out(pixels * header.samplesPerPixel * (header.bitsAllocated / 8), Qt::Uninitialized);
    try {
        ojph::mem_infile input;
        input.open(reinterpret_cast<const ojph::ui8*>(stream.bytes.data()), stream.bytes.size());
        ojph::codestream decoder;
        decoder.read_headers(&input);
        decoder.set_planar(header.samplesPerPixel == 1); // a colour transform needs the rows together
        decoder.create();
        pullRows(decoder, stream, header, out);
        decoder.close();
    } catch (const std::exception&) {
        return fail(ErrorKind::Refused, "malformed");
    }
    return out;
}

} // namespace casebook::dicom
