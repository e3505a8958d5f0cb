// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/WaveletCodec.h"

#include "storage/dicom/Codestream.h"
#include "storage/dicom/Samples.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dccodec.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>

#include <QtEndian>

#include <algorithm>

namespace casebook::dicom {
namespace {

class NoParameters final : public DcmCodecParameter {
public:
    [[nodiscard]] DcmCodecParameter* clone() const override { return new NoParameters(*this); }
    [[nodiscard]] const char* className() const override { return "CasebookWaveletParameters"; }
};

SliceHeader headerOf(DcmItem& dataset) {
    const auto number = [&](const DcmTagKey& tag, int otherwise) {
        Uint16 value = 0;
        return dataset.findAndGetUint16(tag, value).good() ? int(value) : otherwise;
    };
    SliceHeader out;
    out.columns = number(DCM_Columns, 0);
    out.rows = number(DCM_Rows, 0);
    out.samplesPerPixel = number(DCM_SamplesPerPixel, 1);
    out.bitsAllocated = number(DCM_BitsAllocated, 16);
    out.bitsStored = std::clamp(number(DCM_BitsStored, out.bitsAllocated), 1, std::max(out.bitsAllocated, 1));
    out.highBit =
        std::clamp(number(DCM_HighBit, out.bitsStored - 1), out.bitsStored - 1, out.bitsAllocated - 1);
    out.isSigned = number(DCM_PixelRepresentation, 0) == 1;
    return out;
}

bool isUsable(const SliceHeader& s) {
    return s.columns > 0 && s.rows > 0 && s.samplesPerPixel > 0 && s.samplesPerPixel <= 4 &&
           (s.bitsAllocated == 8 || s.bitsAllocated == 16 || s.bitsAllocated == 32);
}

Sint32 framesOf(DcmItem& dataset) {
    Sint32 frames = 1;
    return dataset.findAndGetSint32(DCM_NumberOfFrames, frames).good() && frames > 0 ? frames : 1;
}

/// HTJ2K streams have a CAP segment right after SIZ (ISO/IEC 15444-15). One in the boxes of a JP2 file is
/// not looked into: OpenJPEG, which gets it then, decodes both kinds.
bool isHighThroughput(const QByteArray& stream) {
    constexpr quint16 siz = 0xFF51, cap = 0xFF50;
    if (stream.size() < 6 || qFromBigEndian<quint16>(stream.constData() + 2) != siz)
        return false;
    const qsizetype after = 4 + qFromBigEndian<quint16>(stream.constData() + 4);
    return after + 2 <= stream.size() && qFromBigEndian<quint16>(stream.constData() + after) == cap;
}

class WaveletCodec final : public DcmCodec {
public:
    [[nodiscard]] OFBool canChangeCoding(E_TransferSyntax from, E_TransferSyntax to) const override {
        bool highThroughput = false;
        const QString uid = QString::fromLatin1(DcmXfer(from).getXferID());
        return isWaveletSyntax(uid, highThroughput) && DcmXfer(to).usesNativeFormat();
    }

    OFCondition decodeFrame(const DcmRepresentationParameter*, DcmPixelSequence* sequence,
                            const DcmCodecParameter*, DcmItem* dataset, Uint32 frame, Uint32& startFragment,
                            void* buffer, Uint32 size, OFString& colour) const override {
        if (dataset == nullptr || sequence == nullptr)
            return EC_IllegalParameter;
        const SliceHeader header = headerOf(*dataset);
        if (!isUsable(header))
            return EC_CannotChangeRepresentation;
        QByteArray encoded;
        if (const OFCondition joined = join(*sequence, frame, framesOf(*dataset), startFragment, encoded);
            joined.bad())
            return joined;
        const bool highThroughput = isHighThroughput(encoded);
        bool final = false;
        auto decoded =
            decodeWavelet(std::as_bytes(std::span(encoded.constData(), std::size_t(encoded.size()))),
                          highThroughput, header, final);
        if (!decoded || decoded->size() > qsizetype(size))
            return EC_CannotChangeRepresentation;
        if (!final)
            maskSamples(*decoded, sampleTypeOf(header), header);
        std::copy(decoded->cbegin(), decoded->cend(), static_cast<char*>(buffer));
        return determineDecompressedColorModel(nullptr, sequence, nullptr, dataset, colour);
    }

    OFCondition decode(const DcmRepresentationParameter* from, DcmPixelSequence* sequence,
                       DcmPolymorphOBOW& pixels, const DcmCodecParameter* parameters, const DcmStack& stack,
                       OFBool& removeOldRepresentation) const override {
        DcmStack place(stack);
        place.pop();
        auto* dataset = dynamic_cast<DcmItem*>(place.pop());
        if (dataset == nullptr)
            return EC_IllegalParameter;
        const SliceHeader header = headerOf(*dataset);
        const std::uint64_t one = std::uint64_t(header.columns) * std::uint64_t(header.rows) *
                                  std::uint64_t(header.samplesPerPixel) *
                                  std::uint64_t(header.bitsAllocated / 8);
        const auto frames = Uint32(framesOf(*dataset));
        const std::uint64_t all = one * frames;
        Uint16* words = nullptr;
        if (!isUsable(header) || all > 0xFFFFFFFEU ||
            pixels.createUint16Array(Uint32((all + 1) / 2), words).bad())
            return EC_CannotChangeRepresentation;
        Uint32 start = 0;
        OFString colour;
        for (Uint32 frame = 0; frame < frames; ++frame) {
            auto* to = reinterpret_cast<Uint8*>(words) + one * frame;
            if (const OFCondition done =
                    decodeFrame(from, sequence, parameters, dataset, frame, start, to, Uint32(one), colour);
                done.bad())
                return done;
        }
        removeOldRepresentation = OFFalse;
        return dataset->putAndInsertOFStringArray(DCM_PhotometricInterpretation, colour);
    }

    OFCondition encode(const Uint16*, const Uint32, const DcmRepresentationParameter*, DcmPixelSequence*&,
                       const DcmCodecParameter*, DcmStack&, OFBool&) const override {
        return EC_IllegalCall;
    }
    OFCondition encode(const E_TransferSyntax, const DcmRepresentationParameter*, DcmPixelSequence*,
                       const DcmRepresentationParameter*, DcmPixelSequence*&, const DcmCodecParameter*,
                       DcmStack&, OFBool&) const override {
        return EC_IllegalCall;
    }

    OFCondition determineDecompressedColorModel(const DcmRepresentationParameter*, DcmPixelSequence*,
                                                const DcmCodecParameter*, DcmItem* dataset,
                                                OFString& colour) const override {
        if (dataset->findAndGetOFString(DCM_PhotometricInterpretation, colour).bad())
            return EC_IllegalParameter;
        if (colour == "YBR_RCT" || colour == "YBR_ICT")
            colour = "RGB"; // the decoder undoes the colour transform of the stream
        return EC_Normal;
    }

private:
    /// Fragments of one frame; `start` becomes the first of the next.
    static OFCondition join(DcmPixelSequence& sequence, Uint32 frame, Sint32 frames, Uint32& start,
                            QByteArray& out) {
        if (start == 0) {
            if (const OFCondition found = determineStartFragment(frame, frames, &sequence, start);
                found.bad())
                return found;
        }
        const auto count = Uint32(sequence.card());
        Uint32 end = count;
        if (Sint32(frame) + 1 < frames && determineStartFragment(frame + 1, frames, &sequence, end).bad())
            return EC_CannotChangeRepresentation;
        for (; start < end && start < count; ++start) {
            DcmPixelItem* item = nullptr;
            Uint8* bytes = nullptr;
            if (sequence.getItem(item, start).bad() || item->getUint8Array(bytes).bad() || bytes == nullptr)
                return EC_CorruptedData;
            out.append(reinterpret_cast<const char*>(bytes), qsizetype(item->getLength()));
        }
        return EC_Normal;
    }
};

} // namespace

void registerWaveletCodecs() {
    static const WaveletCodec codec;
    static const NoParameters parameters;
    DcmCodecList::registerCodec(&codec, nullptr, &parameters);
}

} // namespace casebook::dicom
