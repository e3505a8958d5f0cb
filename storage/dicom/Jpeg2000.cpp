// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/Codestream.h"

#include <openjpeg.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace casebook::dicom {
namespace {

// Codec and stream are both `void*` by their names, so each has a deleter of its own.
struct DeleteCodec {
    void operator()(opj_codec_t* p) const { opj_destroy_codec(p); }
};
struct DeleteStream {
    void operator()(opj_stream_t* p) const { opj_stream_destroy(p); }
};
struct DeleteImage {
    void operator()(opj_image_t* p) const { opj_image_destroy(p); }
};
using StreamPtr = std::unique_ptr<opj_stream_t, DeleteStream>;

struct Source {
    std::span<const std::byte> bytes;
    std::size_t at = 0;
};

OPJ_SIZE_T readSome(void* to, OPJ_SIZE_T wanted, void* user) {
    auto& source = *static_cast<Source*>(user);
    const std::size_t count = std::min<std::size_t>(wanted, source.bytes.size() - source.at);
    if (count == 0)
        return OPJ_SIZE_T(-1);
    std::memcpy(to, source.bytes.data() + source.at, count);
    source.at += count;
    return count;
}

OPJ_OFF_T skipSome(OPJ_OFF_T wanted, void* user) {
    auto& source = *static_cast<Source*>(user);
    if (wanted < 0 || std::size_t(wanted) > source.bytes.size() - source.at)
        return -1;
    source.at += std::size_t(wanted);
    return wanted;
}

OPJ_BOOL seekTo(OPJ_OFF_T place, void* user) {
    auto& source = *static_cast<Source*>(user);
    if (place < 0 || std::size_t(place) > source.bytes.size())
        return OPJ_FALSE;
    source.at = std::size_t(place);
    return OPJ_TRUE;
}

void silent(const char*, void*) {} // its words may quote the stream

StreamPtr streamOver(Source& source) {
    // No larger buffer than the stream: all of it is read at once.
    StreamPtr out(opj_stream_create(std::max<std::size_t>(source.bytes.size(), 1024), OPJ_TRUE));
    if (out == nullptr)
        return out;
    opj_stream_set_read_function(out.get(), readSome);
    opj_stream_set_skip_function(out.get(), skipSome);
    opj_stream_set_seek_function(out.get(), seekTo);
    opj_stream_set_user_data(out.get(), &source, nullptr);
    opj_stream_set_user_data_length(out.get(), source.bytes.size());
    return out;
}

} // namespace

Result<QByteArray> decodeJpeg2000(const Codestream& stream, const SliceHeader& header) {
    Source source{stream.bytes, 0};
    const auto input = streamOver(source);
    const std::unique_ptr<opj_codec_t, DeleteCodec> codec(opj_create_decompress(OPJ_CODEC_J2K));
    if (input == nullptr || codec == nullptr)
        return fail(ErrorKind::Refused, "too-large");
    opj_set_info_handler(codec.get(), silent, nullptr);
    opj_set_warning_handler(codec.get(), silent, nullptr);
    opj_set_error_handler(codec.get(), silent, nullptr);
    opj_dparameters_t parameters;
    opj_set_default_decoder_parameters(&parameters);
    opj_image_t* read = nullptr;
    bool good = opj_setup_decoder(codec.get(), &parameters) == OPJ_TRUE &&
                opj_decoder_set_strict_mode(codec.get(), OPJ_TRUE) == OPJ_TRUE &&
                opj_read_header(input.get(), codec.get(), &read) == OPJ_TRUE;
    const std::unique_ptr<opj_image_t, DeleteImage> image(read);
    good = good && opj_decode(codec.get(), input.get(), image.get()) == OPJ_TRUE &&
           opj_end_decompress(codec.get(), input.get()) == OPJ_TRUE;
    if (!good || image->numcomps != stream.components.size())
        return fail(ErrorKind::Refused, "malformed");

    const std::size_t pixels = std::size_t(header.columns) * std::size_t(header.rows);
    QByteArray out(qsizetype(pixels) * header.samplesPerPixel * (header.bitsAllocated / 8),
                   Qt::Uninitialized);
    for (std::size_t c = 0; c < stream.components.size(); ++c) {
        const opj_image_comp_t& component = image->comps[c];
        if (component.data == nullptr || component.w != OPJ_UINT32(header.columns) ||
            component.h != OPJ_UINT32(header.rows))
            return fail(ErrorKind::Refused, "malformed");
        placeComponent(component.data, pixels, stream.components[c], header, 0, int(c), out);
    }
    return out;
}

} // namespace casebook::dicom
