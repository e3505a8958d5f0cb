// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/Reader.h"

#include "storage/dicom/Codestream.h"
#include "storage/dicom/Dataset.h"
#include "storage/dicom/Fragments.h"
#include "storage/dicom/MultiFrame.h"
#include "storage/dicom/ObjectKinds.h"
#include "storage/dicom/Pixels.h"

#include <openssl/evp.h>

#include <algorithm>

namespace casebook::dicom {
namespace {

constexpr std::uint32_t kUndefinedLength = 0xFFFFFFFFU;
constexpr std::uint32_t kLongestValue = 256U << 20U;
const DcmTagKey kIssuerOfPatientId(0x0010, 0x0021);
const DcmTagKey kCardiacPhase(0x0020, 0x9241), kDiffusionWeight(0x0018, 0x9087);
const DcmTagKey kCalibrationType(0x0028, 0x0A02);

QByteArray sha256(QByteArrayView data) {
    QByteArray out(32, Qt::Uninitialized);
    unsigned int length = 0;
    EVP_Digest(data.data(), size_t(data.size()), reinterpret_cast<unsigned char*>(out.data()), &length,
               EVP_sha256(), nullptr);
    return out;
}

/// "2.25." and the number whose big-endian bytes are the first 16 of the hash (DICOM PS3.5 B.2).
QString localUid(QByteArrayView material) {
    QByteArray digits = sha256(material).first(16);
    QByteArray decimal;
    bool any = true;
    while (any) {
        unsigned rest = 0;
        any = false;
        for (char& c : digits) {
            const unsigned value = rest * 256U + static_cast<unsigned char>(c);
            c = char(value / 10U);
            rest = value % 10U;
            any = any || c != 0;
        }
        decimal.prepend(char('0' + int(rest)));
    }
    return QLatin1StringView("2.25.") + QString::fromLatin1(decimal);
}

void readPatient(const ItemReader& in, PatientIdentity& out) {
    out.patientId = in.text(DCM_PatientID);
    out.issuer = in.text(kIssuerOfPatientId);
    out.name = in.name(DCM_PatientName);
    out.birthDate = in.ascii(DCM_PatientBirthDate);
    out.sex = in.ascii(DCM_PatientSex);
}

void readStudyAndSeries(const ItemReader& in, ParsedInstance& out) {
    out.studyUid = in.ascii(DCM_StudyInstanceUID).left(64);
    out.seriesUid = in.ascii(DCM_SeriesInstanceUID).left(64);
    out.studyDate = in.ascii(DCM_StudyDate);
    out.studyTime = in.ascii(DCM_StudyTime);
    out.studyDescription = in.text(DCM_StudyDescription);
    out.accession = in.text(DCM_AccessionNumber);
    out.studyId = in.text(DCM_StudyID);
    out.referringPhysician = in.name(DCM_ReferringPhysicianName);
    out.modality = in.ascii(DCM_Modality).left(16);
    out.seriesNumber = in.integer(DCM_SeriesNumber);
    out.seriesDate = in.ascii(DCM_SeriesDate);
    out.seriesTime = in.ascii(DCM_SeriesTime);
    out.seriesDescription = in.text(DCM_SeriesDescription);
    out.bodyPart = in.ascii(DCM_BodyPartExamined);
    out.protocol = in.text(DCM_ProtocolName);
    out.kernel = in.text(DCM_ConvolutionKernel);
    out.manufacturer = in.text(DCM_Manufacturer);
    out.manufacturerModel = in.text(DCM_ManufacturerModelName);
    out.institution = in.text(DCM_InstitutionName);
    out.burnedIn = in.ascii(DCM_BurnedInAnnotation) == QLatin1StringView("YES");
}

/// Bits as they must be, whatever the header says: stored within allocated, high bit within both.
void readBits(const ItemReader& in, SliceHeader& s) {
    s.bitsAllocated = in.integer(DCM_BitsAllocated).value_or(16);
    s.bitsStored = in.integer(DCM_BitsStored).value_or(s.bitsAllocated);
    if (s.bitsAllocated < 1 || s.bitsAllocated > 64)
        s.bitsAllocated = 16;
    if (s.bitsStored < 1 || s.bitsStored > s.bitsAllocated)
        s.bitsStored = s.bitsAllocated;
    s.highBit = in.integer(DCM_HighBit).value_or(s.bitsStored - 1);
    if (s.highBit < s.bitsStored - 1 || s.highBit >= s.bitsAllocated)
        s.highBit = s.bitsStored - 1;
    s.isSigned = in.integer(DCM_PixelRepresentation).value_or(0) == 1;
    s.samplesPerPixel = in.integer(DCM_SamplesPerPixel).value_or(1);
    s.photometric = in.ascii(DCM_PhotometricInterpretation).left(32);
    s.padding = in.integer(DCM_PixelPaddingValue);
    s.paddingLimit = in.integer(DCM_PixelPaddingRangeLimit);
    // Their VR follows PixelRepresentation only in careful files.
    for (std::optional<int>* each : {&s.padding, &s.paddingLimit}) {
        if (*each && s.bitsAllocated == 16 && s.isSigned && **each > 32767)
            **each -= 65536;
        if (*each && s.bitsAllocated == 16 && !s.isSigned && **each < 0)
            **each += 65536;
    }
}

/// Pixel size on the detector, where that is all there is. A radiograph whose two sizes are equal was not
/// calibrated either (DICOM PS3.3 10.7.1.3), unless it says how.
void readDetectorSpacing(const ItemReader& in, SliceHeader& s) {
    const auto detector = in.decimals<2>(DCM_ImagerPixelSpacing);
    if (!detector || (*detector)[0] <= 0 || (*detector)[1] <= 0)
        return;
    const bool equal =
        s.pixelSpacing && *s.pixelSpacing == *detector && !s.position && in.ascii(kCalibrationType).isEmpty();
    if (s.pixelSpacing && !equal)
        return;
    s.pixelSpacing = detector;
    s.detectorSpacing = true;
}

void readSlice(const ItemReader& in, SliceHeader& s) {
    s.frameOfReference = in.ascii(DCM_FrameOfReferenceUID).left(64);
    s.columns = in.integer(DCM_Columns).value_or(0);
    s.rows = in.integer(DCM_Rows).value_or(0);
    if (const auto position = in.decimals<3>(DCM_ImagePositionPatient))
        s.position = WorldPoint((*position)[0], (*position)[1], (*position)[2]);
    s.orientation = in.decimals<6>(DCM_ImageOrientationPatient);
    s.pixelSpacing = in.decimals<2>(DCM_PixelSpacing);
    if (s.pixelSpacing && ((*s.pixelSpacing)[0] <= 0 || (*s.pixelSpacing)[1] <= 0))
        s.pixelSpacing.reset();
    readDetectorSpacing(in, s);
    s.imageType = in.list(DCM_ImageType);
    s.instanceNumber = in.integer(DCM_InstanceNumber).value_or(0);
    s.acquisition = in.ascii(DCM_AcquisitionNumber);
    for (const DcmTagKey& tag : {DCM_TemporalPositionIdentifier, DCM_TriggerTime, DCM_ContentTime}) {
        if (s.time.isEmpty())
            s.time = in.ascii(tag);
    }
    s.trigger = in.ascii(DCM_TriggerTime);
    s.clock = in.ascii(DCM_ContentTime);
    if (s.clock.isEmpty())
        s.clock = in.ascii(DCM_AcquisitionTime);
    if (const auto percent = in.decimal(kCardiacPhase))
        s.bin = QString::number(*percent, 'g', 12);
    s.echo = in.ascii(DCM_EchoNumbers);
    if (s.echo.isEmpty())
        s.echo = in.ascii(DCM_EchoTime);
    if (const auto weight = in.decimal(kDiffusionWeight))
        s.echo = QString(s.echo + u' ' + QString::number(*weight, 'g', 12)).right(kLongestText);
    s.kvp = in.ascii(DCM_KVP);
    s.gantryTag_deg = in.decimal(DCM_GantryDetectorTilt);
    s.kernel = in.text(DCM_ConvolutionKernel);
    s.sliceThickness_mm = in.decimal(DCM_SliceThickness).value_or(0);
    readBits(in, s);
    s.slope = in.decimal(DCM_RescaleSlope);
    s.intercept = in.decimal(DCM_RescaleIntercept);
    s.rescaleType = in.ascii(DCM_RescaleType);
    s.windowCenter = in.decimal(DCM_WindowCenter);
    s.windowWidth = in.decimal(DCM_WindowWidth);
    s.lossy = in.ascii(DCM_LossyImageCompression) == QLatin1StringView("01");
}

QString contentLabel(const ItemReader& in, const ParsedInstance& out) {
    if (out.kind == ObjectKind::StructuredReport) {
        if (DcmItem* concept_ = in.item(DCM_ConceptNameCodeSequence))
            return in.of(*concept_).text(DCM_CodeMeaning);
    }
    for (const DcmTagKey& tag : {DCM_ContentLabel, DCM_StructureSetLabel, DCM_DocumentTitle}) {
        if (const QString label = in.text(tag); !label.isEmpty())
            return label;
    }
    return {};
}

/// Local UIDs where the file has none: equal for all files of what can only be one study or series,
/// so that a second import finds the first.
void nameTheNameless(Bytes file, ParsedInstance& out) {
    const QString study =
        QStringList{out.patient.patientId, out.studyDate, out.studyTime, out.studyId}.join(QChar(0x1F));
    if (out.studyUid.isEmpty()) {
        out.studyUid = localUid((QStringLiteral("casebook.study") + QChar(0x1F) + study).toUtf8());
        out.syntheticStudy = true;
    }
    if (out.seriesUid.isEmpty()) {
        const QString number = out.seriesNumber ? QString::number(*out.seriesNumber) : QString();
        out.seriesUid =
            localUid(QStringList{QStringLiteral("casebook.series"), study, number, out.slice.frameOfReference}
                         .join(QChar(0x1F))
                         .toUtf8());
        out.syntheticSeries = true;
    }
    if (out.sopInstance.isEmpty()) {
        // Only what differs between the files themselves can name them: all bytes.
        const QByteArray all = sha256({reinterpret_cast<const char*>(file.data()), qsizetype(file.size())});
        out.sopInstance = localUid(QByteArray(QByteArray("casebook.instance") + all));
        out.syntheticInstance = true;
    }
    out.slice.instance = out.sopInstance;
}

/// Bytes that native pixels must have; 0 where the header can't tell.
std::int64_t nativeLength(const ParsedInstance& out) {
    const SliceHeader& s = out.slice;
    std::int64_t bits = std::int64_t(s.columns) * s.rows * s.samplesPerPixel * s.bitsAllocated;
    if (s.photometric == QLatin1StringView("YBR_FULL_422") && s.samplesPerPixel == 3)
        bits = bits / 3 * 2;
    // 65535 * 65535 * 4 * 64 * frames would overflow only past 2^22 frames.
    const std::int64_t frames = std::min(out.numberOfFrames, 1 << 20);
    return (bits * frames + 7) / 8;
}

void placePixels(Bytes file, const LoadedDataset& found, ParsedInstance& out) {
    if (found.pixels == PixelElement::None || found.isDeflated())
        return;
    if (found.pixelLength == kUndefinedLength) {
        const FragmentTable table = fragmentsOf(file, std::size_t(found.pixelOffset));
        out.truncated = !table.complete;
        QByteArray joined;
        // Of several frames each is judged when it is decoded.
        if (out.numberOfFrames == 1 && table.complete && canDecode(out.transferSyntax)) {
            const auto stream = encodedFrame(table, frameStarts(table, 1), 0, joined);
            out.truncated = stream && isCutStream(*stream, out.transferSyntax, out.slice);
        }
        return;
    }
    out.pixelLength = found.pixelLength;
    const std::int64_t there = std::int64_t(file.size()) - found.pixelOffset;
    out.truncated =
        there < std::int64_t(found.pixelLength) ||
        (found.pixels == PixelElement::Integer && std::int64_t(found.pixelLength) < nativeLength(out));
    const bool plain = found.syntax == EXS_LittleEndianExplicit || found.syntax == EXS_LittleEndianImplicit;
    // Through a table the stored values become others: only the worker gives them.
    const bool table = found.dataset->tagExists(DCM_ModalityLUTSequence);
    if (plain && !table && found.pixels == PixelElement::Integer)
        out.pixelOffset = found.pixelOffset;
}

ObjectKind kindOf(const ParsedInstance& out, bool pixels) {
    const ObjectKind kind = kindOfClass(out.sopClass);
    if (kind != ObjectKind::Other || !pixels || out.slice.columns <= 0 || out.slice.rows <= 0)
        return kind;
    return out.numberOfFrames > 1 || isEnhancedClass(out.sopClass) ? ObjectKind::MultiFrame
                                                                   : ObjectKind::Image;
}

/// What makes a well-formed data set useless here; empty for one that is taken.
QByteArray refusal(const ParsedInstance& out, const LoadedDataset& found) {
    static const QLatin1StringView dicomDir("1.2.840.10008.1.3.10");
    if (out.sopClass == dicomDir || found.metaSopClass == dicomDir)
        return "unsupported-object";
    const bool pixels = found.pixels != PixelElement::None && (found.pixelLength != 0 || found.isDeflated());
    const bool picture = isImageClass(out.sopClass) || out.kind == ObjectKind::Segmentation;
    if (picture && !pixels)
        return "no-pixel-data";
    if (out.sopClass.isEmpty() && !pixels)
        return "unsupported-object";
    if ((picture || out.sopClass.isEmpty()) && (out.slice.columns <= 0 || out.slice.rows <= 0 ||
                                                out.slice.columns > 65535 || out.slice.rows > 65535))
        return "bad-geometry";
    if (picture && (out.slice.samplesPerPixel < 1 || out.slice.samplesPerPixel > 4))
        return "bad-geometry";
    return {};
}

/// Also inside sequences: private items hide what the top level would not dare.
bool hasHugeValue(DcmDataset& dataset) {
    DcmStack place;
    while (dataset.nextObject(place, OFTrue).good()) {
        const DcmObject* o = place.top();
        const bool container = o->ident() == EVR_SQ || o->ident() == EVR_item;
        if (const Uint32 length = o->getLengthField();
            !container && length != kUndefinedLength && length > kLongestValue)
            return true;
    }
    return false;
}

/// Out of range numbers of an object that is no picture: they mean nothing there.
void clampSlice(SliceHeader& s) {
    s.columns = std::clamp(s.columns, 0, 65535);
    s.rows = std::clamp(s.rows, 0, 65535);
    s.samplesPerPixel = std::clamp(s.samplesPerPixel, 0, 4);
}

} // namespace

Result<ParsedInstance> readHeader(std::span<const std::byte> file) { return readHeader(file, {}); }

Result<ParsedInstance> readHeader(std::span<const std::byte> file, const QByteArray& charset) {
    auto found = load(file, Extent::Header);
    if (!found)
        return tl::unexpected(found.error());
    DcmDataset& dataset = *found->dataset;
    if (hasHugeValue(dataset))
        return fail(ErrorKind::Refused, "too-large");
    const TextDecoder none{QByteArray()};
    // Under the plain term ISO_IR 100 other sets are guessed; a person's word is not doubted.
    const QByteArray wanted = charset == "ISO_IR 100" ? QByteArray("ISO 2022 IR 100") : charset;
    const TextDecoder decoder(wanted.isEmpty() ? ItemReader(dataset, none).raw(DCM_SpecificCharacterSet)
                                               : wanted);
    const ItemReader in(dataset, decoder);

    ParsedInstance out;
    out.fileBytes = std::int64_t(file.size());
    out.transferSyntax = found->syntaxUid;
    out.sopClass = in.ascii(DCM_SOPClassUID).left(64);
    if (out.sopClass.isEmpty() && found->pixels != PixelElement::None)
        out.sopClass = found->metaSopClass;
    out.sopInstance = in.ascii(DCM_SOPInstanceUID).left(64);
    readPatient(in, out.patient);
    readStudyAndSeries(in, out);
    readSlice(in, out.slice);
    out.numberOfFrames = std::max(1, in.integer(DCM_NumberOfFrames).value_or(1));
    out.kind = kindOf(out, found->pixels != PixelElement::None);
    out.contentLabel = contentLabel(in, out);
    out.charsetGuessed = decoder.guessed();
    out.charset = out.charsetGuessed ? decoder.guess() : decoder.charset().left(128);
    out.repairedHeader = found->repaired;
    if (const QByteArray code = refusal(out, *found); !code.isEmpty())
        return fail(ErrorKind::Refused, code);
    clampSlice(out.slice);
    placePixels(file, *found, out);
    out.decodable = found->pixels == PixelElement::Integer && canDecode(out.transferSyntax);
    nameTheNameless(file, out);
    if (out.kind == ObjectKind::MultiFrame) {
        if (auto read = readFrames(in, out); !read)
            return tl::unexpected(read.error());
    }
    return out;
}

} // namespace casebook::dicom
