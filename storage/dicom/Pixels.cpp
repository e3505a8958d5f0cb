// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/Pixels.h"

#include "storage/dicom/Codestream.h"
#include "storage/dicom/Colour.h"
#include "storage/dicom/PixelSource.h"
#include "storage/dicom/Reader.h"
#include "storage/dicom/Rle.h"
#include "storage/dicom/Samples.h"

#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace casebook::dicom {
namespace {

constexpr std::int64_t kLargestFrame = std::int64_t(1) << 30;
constexpr QLatin1StringView kGeBigEndian("1.2.840.113619.5.2");
constexpr QLatin1StringView kRle("1.2.840.10008.1.2.5");
constexpr QLatin1StringView kEncapsulatedNative("1.2.840.10008.1.2.1.98");

std::int64_t samplesOfFrame(const SliceHeader& s) {
    return std::int64_t(s.columns) * s.rows * s.samplesPerPixel;
}

/// 4:2:2 in native form; a codec gives back 4:4:4.
bool isHalfColour(const SliceHeader& s) {
    return s.photometric == QLatin1StringView("YBR_FULL_422") && s.samplesPerPixel == 3 &&
           s.bitsAllocated == 8;
}

/// OW is a run of 16-bit words whatever the samples are: 32-bit samples keep their low word first.
void swapWords(QByteArray& bytes) {
    for (qsizetype at = 0; at + 2 <= bytes.size(); at += 2)
        std::swap(bytes.data()[at], bytes.data()[at + 1]);
}

} // namespace

bool canDecode(const QString& uid) {
    static constexpr std::array<const char*, 22> known{
        "1.2.840.10008.1.2",      "1.2.840.10008.1.2.1",     "1.2.840.10008.1.2.2",
        "1.2.840.10008.1.2.1.98", "1.2.840.10008.1.2.1.99",  "1.2.840.113619.5.2",
        "1.2.840.10008.1.2.5",    "1.2.840.10008.1.2.4.50",  "1.2.840.10008.1.2.4.51",
        "1.2.840.10008.1.2.4.53", "1.2.840.10008.1.2.4.55",  "1.2.840.10008.1.2.4.57",
        "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.4.80",  "1.2.840.10008.1.2.4.81",
        "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91",  "1.2.840.10008.1.2.4.92",
        "1.2.840.10008.1.2.4.93", "1.2.840.10008.1.2.4.201", "1.2.840.10008.1.2.4.202",
        "1.2.840.10008.1.2.4.203"};
    return std::any_of(known.begin(), known.end(),
                       [&](const char* k) { return uid == QLatin1StringView(k); });
}

QByteArray pixelHash(const DecodedFrame& frame) {
    QByteArray out(32, Qt::Uninitialized);
    unsigned int length = 0;
    EVP_Digest(frame.bytes.constData(), size_t(frame.bytes.size()),
               reinterpret_cast<unsigned char*>(out.data()), &length, EVP_sha256(), nullptr);
    return out;
}

Result<PixelSource> PixelSource::open(Bytes file) {
    auto header = readHeader(file);
    if (!header)
        return tl::unexpected(header.error());
    PixelSource source;
    source.header_ = std::move(*header);
    const SliceHeader& s = source.header_.slice;
    if (!canDecode(source.header_.transferSyntax))
        return fail(ErrorKind::Refused, "unsupported-transfer-syntax", source.header_.transferSyntax);
    if (!source.header_.decodable)
        return fail(ErrorKind::Refused, "no-pixel-data");
    if (source.header_.truncated)
        return fail(ErrorKind::Refused, "truncated");
    const int bits = s.bitsAllocated;
    if (samplesOfFrame(s) <= 0 || (bits != 1 && bits != 8 && bits != 16 && bits != 32))
        return fail(ErrorKind::Refused, "bad-geometry");
    if (samplesOfFrame(s) * ((bits + 7) / 8) > kLargestFrame)
        return fail(ErrorKind::Refused, "too-large");
    auto found = load(file, Extent::Header);
    if (!found)
        return tl::unexpected(found.error());
    source.loaded_ = std::move(*found);
    const auto opened = source.loaded_.isDeflated()      ? source.openDeflated(file)
                        : source.header_.pixelLength > 0 ? source.openNative(file)
                                                         : source.openEncapsulated(file);
    if (!opened)
        return tl::unexpected(opened.error());
    source.planar_ = s.samplesPerPixel > 1 && !source.native_.empty() &&
                     ItemReader(*source.loaded_.dataset, TextDecoder(QByteArray()))
                             .integer(DCM_PlanarConfiguration)
                             .value_or(0) == 1;
    return source;
}

Result<> PixelSource::openNative(Bytes file) {
    const auto offset = std::size_t(loaded_.pixelOffset);
    if (loaded_.pixelOffset < 0 || offset + loaded_.pixelLength > file.size())
        return fail(ErrorKind::Refused, "truncated");
    native_ = file.subspan(offset, loaded_.pixelLength);
    swapped_ = loaded_.syntax == EXS_BigEndianExplicit || loaded_.syntaxUid == kGeBigEndian;
    const bool words =
        offset >= 8 && file[offset - 8] == std::byte{'O'} && file[offset - 7] == std::byte{'W'};
    swappedBytes_ = loaded_.syntax == EXS_BigEndianExplicit && words;
    return {};
}

Result<> PixelSource::openEncapsulated(Bytes file) {
    if (loaded_.pixelOffset < 0)
        return fail(ErrorKind::Refused, "malformed");
    fragments_ = fragmentsOf(file, std::size_t(loaded_.pixelOffset));
    if (!fragments_.complete)
        return fail(ErrorKind::Refused, "truncated");
    useExtendedOffsets();
    starts_ = frameStarts(fragments_, header_.numberOfFrames);
    return {};
}

/// (7FE0,0001), little-endian 64-bit numbers: instead of the basic table where it is whole.
void PixelSource::useExtendedOffsets() {
    DcmElement* element = nullptr;
    Uint64* offsets = nullptr;
    if (loaded_.dataset->findAndGetElement(DcmTagKey(0x7FE0, 0x0001), element).bad() || element == nullptr ||
        element->getUint64Array(offsets).bad() || offsets == nullptr ||
        element->getLength() / 8 != Uint32(header_.numberOfFrames))
        return;
    fragments_.offsets.assign(offsets, offsets + header_.numberOfFrames);
}

Result<> PixelSource::openDeflated(Bytes file) {
    auto found = load(file, Extent::Whole);
    if (!found)
        return tl::unexpected(found.error());
    loaded_ = std::move(*found);
    DcmElement* element = nullptr;
    Uint8* bytes = nullptr;
    if (loaded_.dataset->findAndGetElement(DCM_PixelData, element).bad() || element == nullptr ||
        element->getUint8Array(bytes).bad() || bytes == nullptr)
        return fail(ErrorKind::Refused, "malformed");
    native_ = {reinterpret_cast<const std::byte*>(bytes), std::size_t(element->getLength())};
    const std::int64_t bits = samplesOfFrame(header_.slice) * header_.slice.bitsAllocated;
    if (std::int64_t(native_.size()) * 8 / bits < header_.numberOfFrames)
        return fail(ErrorKind::Refused, "truncated");
    return {};
}

Result<QByteArray> PixelSource::nativeFrame(int index) const {
    const SliceHeader& s = header_.slice;
    const std::int64_t samples = samplesOfFrame(s);
    // The header's length was compared with no more than a million frames.
    if (s.bitsAllocated == 1)
        return (samples * (std::int64_t(index) + 1) + 7) / 8 > std::int64_t(native_.size())
                   ? Result<QByteArray>(fail(ErrorKind::Refused, "truncated"))
                   : unpackBits(native_, samples * index, samples);
    const bool half = isHalfColour(s);
    if (half && s.columns % 2 != 0)
        return fail(ErrorKind::Refused, "bad-geometry");
    const std::int64_t length = half ? samples / 3 * 2 : samples * (s.bitsAllocated / 8);
    if ((std::int64_t(index) + 1) * length > std::int64_t(native_.size()))
        return fail(ErrorKind::Refused, "truncated");
    if (half && !swappedBytes_)
        return fromHalfColour(native_.subspan(std::size_t(index * length), std::size_t(length)), samples / 3);
    QByteArray out(length, Qt::Uninitialized);
    const auto* from = reinterpret_cast<const char*>(native_.data());
    if (s.bitsAllocated == 8 && swappedBytes_) {
        // The whole element is a run of swapped words: an odd frame begins in the middle of one.
        for (std::int64_t n = 0; n < length; ++n) {
            const std::int64_t at = (index * length + n) ^ 1;
            out[qsizetype(n)] = at < std::int64_t(native_.size()) ? from[at] : char(0);
        }
        return half ? fromHalfColour(std::as_bytes(std::span(out.constData(), std::size_t(length))),
                                     samples / 3)
                    : Result<QByteArray>(out);
    }
    std::copy_n(from + index * length, length, out.data());
    if (swapped_ && s.bitsAllocated > 8)
        swapWords(out);
    return out;
}

Result<QByteArray> PixelSource::decodedFrame(int index, QByteArray& photometric, bool& final) {
    const SliceHeader& s = header_.slice;
    if (s.bitsAllocated == 1)
        return fail(ErrorKind::Refused, "unsupported-transfer-syntax", header_.transferSyntax);
    QByteArray joined;
    const auto encoded = encodedFrame(fragments_, starts_, index, joined);
    if (!encoded)
        return tl::unexpected(encoded.error());
    const QByteArrayView view(reinterpret_cast<const char*>(encoded->data()), qsizetype(encoded->size()));
    if (header_.transferSyntax == kRle)
        return decodeRle(view, std::int64_t(s.columns) * s.rows, s.samplesPerPixel, s.bitsAllocated / 8);
    if (header_.transferSyntax == kEncapsulatedNative) {
        const std::int64_t length = samplesOfFrame(s) * (s.bitsAllocated / 8);
        if (view.size() < length)
            return fail(ErrorKind::Refused, "truncated");
        return view.first(length).toByteArray();
    }
    if (bool highThroughput = false; isWaveletSyntax(header_.transferSyntax, highThroughput)) {
        if (photometric == "YBR_RCT" || photometric == "YBR_ICT")
            photometric = "RGB"; // the decoder undoes the colour transform of the stream
        return decodeWavelet(*encoded, highThroughput, s, final);
    }
    // The JPEG library fills up what is missing; a stream without its end is not shown.
    if (isCutStream(*encoded, header_.transferSyntax, s))
        return fail(ErrorKind::Refused, "truncated");
    return decodeByDcmtk(*encoded, photometric);
}

/// A data set of one frame: the header as it is, and a pixel sequence made of what was joined.
Result<QByteArray> PixelSource::decodeByDcmtk(Bytes encoded, QByteArray& photometric) {
    const SliceHeader& s = header_.slice;
    const std::int64_t length = samplesOfFrame(s) * (s.bitsAllocated / 8);
    auto sequence = std::make_unique<DcmPixelSequence>(DcmTag(DCM_PixelData, EVR_OB));
    auto offsets = std::make_unique<DcmPixelItem>(DcmTag(DCM_Item, EVR_OB));
    auto fragment = std::make_unique<DcmPixelItem>(DcmTag(DCM_Item, EVR_OB));
    // An odd length would be padded by the library, which reads one byte past the end for it.
    QByteArray padded;
    if (encoded.size() % 2 != 0) {
        padded = QByteArray(reinterpret_cast<const char*>(encoded.data()), qsizetype(encoded.size())) + '\0';
        encoded = std::as_bytes(std::span(padded.constData(), std::size_t(padded.size())));
    }
    if (fragment->putUint8Array(reinterpret_cast<const Uint8*>(encoded.data()), Uint32(encoded.size())).bad())
        return fail(ErrorKind::Refused, "too-large");
    sequence->insert(offsets.release());
    sequence->insert(fragment.release());
    DcmPixelData pixels(DCM_PixelData);
    pixels.putOriginalRepresentation(loaded_.syntax, nullptr, sequence.release());
    delete loaded_.dataset->remove(DCM_NumberOfFrames);

    QByteArray out(length + (length & 1), '\0');
    Uint32 start = 0;
    OFString color;
    const OFCondition status =
        pixels.getUncompressedFrame(loaded_.dataset.get(), 0, start, out.data(), Uint32(out.size()), color);
    if (status.bad())
        return fail(ErrorKind::Refused, "malformed");
    photometric = QByteArray(color.data(), qsizetype(color.size()));
    out.truncate(length);
    return out;
}

Result<DecodedFrame> PixelSource::frame(int index) {
    if (index < 0 || index >= header_.numberOfFrames)
        return fail(ErrorKind::Refused, "no-frame");
    const SliceHeader& s = header_.slice;
    DecodedFrame out;
    out.columns = s.columns;
    out.rows = s.rows;
    out.samples = s.samplesPerPixel;
    out.type = sampleTypeOf(s);
    out.photometric = s.photometric.toLatin1();
    bool final = false;
    auto bytes = native_.empty() ? decodedFrame(index, out.photometric, final) : nativeFrame(index);
    if (!bytes)
        return tl::unexpected(bytes.error());
    out.bytes = std::move(*bytes);
    if (!native_.empty() && isHalfColour(s))
        out.photometric = "YBR_FULL";
    else if (planar_)
        out.bytes = interleave(out.bytes, s.samplesPerPixel, bytesPerSample(out.type));
    if (s.bitsAllocated > 1 && !final)
        maskSamples(out.bytes, out.type, s);
    return out;
}

Result<DecodedFrame> readPixels(std::span<const std::byte> file, int frame) {
    auto source = PixelSource::open(file);
    if (!source)
        return tl::unexpected(source.error());
    auto decoded = source->frame(frame);
    if (!decoded || decoded->samples != 1)
        return decoded;
    if (decoded->photometric == "PALETTE COLOR")
        return throughPalette(std::move(*decoded), source->dataset());
    return throughModalityLut(std::move(*decoded), source->dataset());
}

} // namespace casebook::dicom
