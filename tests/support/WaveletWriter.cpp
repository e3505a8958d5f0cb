// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/WaveletWriter.h"

#include <openjpeg.h>
#include <openjph/ojph_arch.h>
#include <openjph/ojph_codestream.h>
#include <openjph/ojph_file.h>
#include <openjph/ojph_mem.h>
#include <openjph/ojph_params.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <memory>

namespace casebook::test {

namespace {

struct Memory {
    QByteArray bytes;
    qsizetype at = 0;
};

OPJ_SIZE_T writeSome(void* from, OPJ_SIZE_T count, void* user) {
    auto& memory = *static_cast<Memory*>(user);
    memory.bytes.resize(std::max(memory.bytes.size(), memory.at + qsizetype(count)));
    std::memcpy(memory.bytes.data() + memory.at, from, count);
    memory.at += qsizetype(count);
    return count;
}

OPJ_SIZE_T readSome(void* to, OPJ_SIZE_T wanted, void* user) {
    auto& memory = *static_cast<Memory*>(user);
    const auto count = std::min(qsizetype(wanted), memory.bytes.size() - memory.at);
    if (count <= 0)
        return OPJ_SIZE_T(-1);
    std::memcpy(to, memory.bytes.constData() + memory.at, std::size_t(count));
    memory.at += count;
    return OPJ_SIZE_T(count);
}

OPJ_OFF_T skipSome(OPJ_OFF_T wanted, void* user) {
    static_cast<Memory*>(user)->at += qsizetype(wanted);
    return wanted;
}

OPJ_BOOL seekTo(OPJ_OFF_T place, void* user) {
    static_cast<Memory*>(user)->at = qsizetype(place);
    return OPJ_TRUE;
}

opj_stream_t* streamOver(Memory& memory, bool input) {
    opj_stream_t* stream = opj_stream_create(1U << 20U, input ? OPJ_TRUE : OPJ_FALSE);
    opj_stream_set_read_function(stream, readSome);
    opj_stream_set_write_function(stream, writeSome);
    opj_stream_set_skip_function(stream, skipSome);
    opj_stream_set_seek_function(stream, seekTo);
    opj_stream_set_user_data(stream, &memory, nullptr);
    opj_stream_set_user_data_length(stream, OPJ_UINT64(memory.bytes.size()));
    return stream;
}

opj_image_t* imageOf(const WaveletPicture& picture) {
    std::vector<opj_image_cmptparm_t> parts(std::size_t(picture.components));
    for (auto& part : parts) {
        std::memset(&part, 0, sizeof(part));
        part.dx = part.dy = 1;
        part.w = OPJ_UINT32(picture.columns);
        part.h = OPJ_UINT32(picture.rows);
        part.prec = OPJ_UINT32(picture.precision);
        part.sgnd = picture.isSigned ? 1 : 0;
    }
    opj_image_t* image = opj_image_create(OPJ_UINT32(picture.components), parts.data(),
                                          picture.components == 3 ? OPJ_CLRSPC_SRGB : OPJ_CLRSPC_GRAY);
    image->x1 = OPJ_UINT32(picture.columns);
    image->y1 = OPJ_UINT32(picture.rows);
    const std::size_t pixels = std::size_t(picture.columns) * std::size_t(picture.rows);
    for (std::size_t c = 0; c < parts.size(); ++c) {
        for (std::size_t n = 0; n < pixels; ++n)
            image->comps[c].data[n] = picture.values[n * parts.size() + c];
    }
    return image;
}

template <class Use>
bool decodeOpenJpeg(const QByteArray& bytes, const Use& use) {
    Memory memory{bytes, 0};
    opj_stream_t* stream = streamOver(memory, true);
    opj_codec_t* codec = opj_create_decompress(OPJ_CODEC_J2K);
    opj_dparameters_t parameters;
    opj_set_default_decoder_parameters(&parameters);
    opj_image_t* image = nullptr;
    const bool good = opj_setup_decoder(codec, &parameters) == OPJ_TRUE &&
                      opj_read_header(stream, codec, &image) == OPJ_TRUE &&
                      opj_decode(codec, stream, image) == OPJ_TRUE;
    if (good)
        use(*image);
    opj_image_destroy(image);
    opj_stream_destroy(stream);
    opj_destroy_codec(codec);
    return good;
}

template <class Work>
double secondsOf(Work work) {
    const auto start = std::chrono::steady_clock::now();
    const bool good = work();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return good ? seconds : -1;
}

} // namespace

QByteArray encodeJpeg2000(const WaveletPicture& picture, bool jp2) {
    opj_cparameters_t parameters;
    opj_set_default_encoder_parameters(&parameters);
    parameters.tcp_numlayers = 1;
    parameters.cp_disto_alloc = 1;
    parameters.tcp_mct = picture.components == 3 ? 1 : 0;
    for (int side = std::min(picture.columns, picture.rows);
         parameters.numresolution > 1 && side >> (parameters.numresolution - 1) == 0;)
        --parameters.numresolution;
    opj_codec_t* codec = opj_create_compress(jp2 ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K);
    opj_image_t* image = imageOf(picture);
    Memory memory;
    opj_stream_t* stream = streamOver(memory, false);
    const bool good = opj_setup_encoder(codec, &parameters, image) == OPJ_TRUE &&
                      opj_start_compress(codec, image, stream) == OPJ_TRUE &&
                      opj_encode(codec, stream) == OPJ_TRUE && opj_end_compress(codec, stream) == OPJ_TRUE;
    opj_stream_destroy(stream);
    opj_image_destroy(image);
    opj_destroy_codec(codec);
    return good ? memory.bytes : QByteArray();
}

QByteArray encodeHtj2k(const WaveletPicture& picture) {
    ojph::codestream encoder;
    ojph::param_siz size = encoder.access_siz();
    size.set_image_extent(ojph::point(ojph::ui32(picture.columns), ojph::ui32(picture.rows)));
    size.set_num_components(ojph::ui32(picture.components));
    for (int c = 0; c < picture.components; ++c)
        size.set_component(ojph::ui32(c), ojph::point(1, 1), ojph::ui32(picture.precision), picture.isSigned);
    ojph::param_cod coding = encoder.access_cod();
    coding.set_num_decomposition(5);
    coding.set_block_dims(64, 64);
    coding.set_progression_order("RPCL");
    coding.set_reversible(true);
    coding.set_color_transform(picture.components == 3);
    encoder.set_planar(picture.components != 3);
    ojph::mem_outfile file;
    file.open();
    encoder.write_headers(&file);
    ojph::ui32 component = 0;
    ojph::line_buf* line = encoder.exchange(nullptr, component);
    std::vector<int> next(std::size_t(picture.components), 0);
    for (int n = 0; n < picture.rows * picture.components; ++n) {
        const int row = next[component]++;
        for (int x = 0; x < picture.columns; ++x)
            line->i32[x] =
                picture.values[std::size_t((row * picture.columns + x) * picture.components) + component];
        line = encoder.exchange(line, component);
    }
    encoder.flush();
    const QByteArray out(reinterpret_cast<const char*>(file.get_data()), qsizetype(file.tell()));
    encoder.close();
    return out;
}

std::vector<std::int32_t> decodeByOpenJpeg(const QByteArray& stream) {
    std::vector<std::int32_t> out;
    const bool good = decodeOpenJpeg(stream, [&](const opj_image_t& image) {
        const std::size_t pixels = std::size_t(image.comps[0].w) * image.comps[0].h;
        out.resize(pixels * image.numcomps);
        for (std::size_t c = 0; c < image.numcomps; ++c) {
            for (std::size_t n = 0; n < pixels; ++n)
                out[n * image.numcomps + c] = image.comps[c].data[n];
        }
    });
    return good ? out : std::vector<std::int32_t>();
}

double decodeSecondsOpenJpeg(const QByteArray& bytes) {
    return secondsOf([&] { return decodeOpenJpeg(bytes, [](const opj_image_t&) {}); });
}

double decodeSecondsOpenJph(const QByteArray& bytes) {
    return secondsOf([&] {
        ojph::mem_infile file;
        file.open(reinterpret_cast<const ojph::ui8*>(bytes.constData()), std::size_t(bytes.size()));
        ojph::codestream decoder;
        decoder.read_headers(&file);
        decoder.set_planar(true);
        decoder.create();
        const ojph::ui32 rows =
            decoder.access_siz().get_recon_height(0) * decoder.access_siz().get_num_components();
        std::int64_t sum = 0; // the rows have to be looked at
        for (ojph::ui32 y = 0; y < rows; ++y) {
            ojph::ui32 component = 0;
            sum += decoder.pull(component)->i32[0];
        }
        decoder.close();
        return sum > INT64_MIN;
    });
}

} // namespace casebook::test
