// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/Dataset.h"

#include <dcmtk/dcmdata/dcistrmb.h>

#include <bit>
#include <cmath>
#include <cstring>

namespace casebook::dicom {
namespace {

constexpr std::size_t kPreamble = 128;

std::uint16_t le16(Bytes b, std::size_t at) {
    return std::uint16_t(std::to_integer<unsigned>(b[at]) | (std::to_integer<unsigned>(b[at + 1]) << 8U));
}
std::uint32_t le32(Bytes b, std::size_t at) { return le16(b, at) | (std::uint32_t(le16(b, at + 2)) << 16U); }
std::uint16_t be16(Bytes b, std::size_t at) {
    return std::uint16_t((le16(b, at) >> 8U) | (le16(b, at) << 8U));
}
std::uint32_t be32(Bytes b, std::size_t at) { return (std::uint32_t(be16(b, at)) << 16U) | be16(b, at + 2); }
bool isCapital(std::byte c) { return c >= std::byte{'A'} && c <= std::byte{'Z'}; }

struct Meta {
    bool present = false, broken = false;
    QString syntax, sopClass, sopInstance;
    std::size_t end = 0; ///< where the data set begins
};

/// Group 0002 by hand: explicit VR little endian, or implicit as some old writers have it; its group
/// length is not trusted.
Meta readMeta(Bytes file, std::size_t at) {
    Meta meta;
    meta.present = true;
    while (at + 8 <= file.size() && le16(file, at) == 0x0002) {
        const std::uint16_t element = le16(file, at + 2);
        std::size_t length = 0, header = 8;
        if (isCapital(file[at + 4]) && isCapital(file[at + 5])) {
            const std::array<char, 2> vr{std::to_integer<char>(file[at + 4]),
                                         std::to_integer<char>(file[at + 5])};
            const bool isLong = (vr[0] == 'O') || (vr[0] == 'U' && (vr[1] == 'N' || vr[1] == 'T')) ||
                                (vr[0] == 'S' && vr[1] == 'Q');
            header = isLong ? 12 : 8;
            if (at + header > file.size())
                break;
            length = isLong ? le32(file, at + 8) : le16(file, at + 6);
        } else {
            length = le32(file, at + 4);
            meta.broken = true;
        }
        if (length > file.size() - at - header) {
            meta.broken = true;
            break;
        }
        const QByteArrayView value =
            trimmedValue({reinterpret_cast<const char*>(file.data()) + at + header, qsizetype(length)});
        if (element == 0x0002)
            meta.sopClass = QString::fromLatin1(value.first(qMin<qsizetype>(value.size(), 64)));
        else if (element == 0x0003)
            meta.sopInstance = QString::fromLatin1(value.first(qMin<qsizetype>(value.size(), 64)));
        else if (element == 0x0010)
            meta.syntax = QString::fromLatin1(value.first(qMin<qsizetype>(value.size(), 64)));
        at += header + length;
    }
    meta.end = at;
    return meta;
}

/// A data set without meta header: group 0008 first, an element up to (0008,0018), and a VR or a small
/// length behind it.
E_TransferSyntax sniff(Bytes file) {
    if (file.size() < 12)
        return EXS_Unknown;
    const bool vr = isCapital(file[4]) && isCapital(file[5]);
    if (le16(file, 0) == 0x0008 && le16(file, 2) <= 0x0018) {
        if (vr)
            return EXS_LittleEndianExplicit;
        return le32(file, 4) <= 256 ? EXS_LittleEndianImplicit : EXS_Unknown;
    }
    if (be16(file, 0) == 0x0008 && be16(file, 2) <= 0x0018 && vr)
        return EXS_BigEndianExplicit;
    return EXS_Unknown;
}

bool isBigEndian(E_TransferSyntax syntax) { return syntax == EXS_BigEndianExplicit; }

/// Looks at the bytes before where the parser stopped: the header of the pixel element.
void findPixelElement(Bytes file, std::size_t at, LoadedDataset& out) {
    const bool big = isBigEndian(out.syntax);
    for (const std::size_t back : {std::size_t(12), std::size_t(8)}) {
        if (at < out.datasetOffset + back || at > file.size())
            continue;
        const std::size_t tag = at - back;
        const std::uint16_t group = big ? be16(file, tag) : le16(file, tag);
        const std::uint16_t element = big ? be16(file, tag + 2) : le16(file, tag + 2);
        if (group != 0x7FE0 || (element != 0x0008 && element != 0x0009 && element != 0x0010))
            continue;
        if ((back == 12) != (isCapital(file[tag + 4]) && isCapital(file[tag + 5])))
            continue;
        out.pixels = element == 0x0010   ? PixelElement::Integer
                     : element == 0x0008 ? PixelElement::Float
                                         : PixelElement::Double;
        out.pixelLength = big ? be32(file, at - 4) : le32(file, at - 4);
        out.pixelOffset = std::int64_t(at);
        return;
    }
}

void notePixels(DcmInputBufferStream& stream, Bytes file, LoadedDataset& out) {
    if (!out.isDeflated()) {
        findPixelElement(file, out.datasetOffset + size_t(stream.tell()), out);
    } else if (!stream.eos()) {
        out.pixels = PixelElement::Integer; // inside the deflated stream: no place in the file
    }
}

Result<LoadedDataset> attempt(Bytes file, std::size_t offset, E_TransferSyntax syntax, Extent extent) {
    LoadedDataset out;
    out.dataset = std::make_unique<DcmDataset>();
    out.syntax = syntax;
    out.syntaxUid = QString::fromLatin1(DcmXfer(syntax).getXferID());
    out.datasetOffset = offset;
    DcmInputBufferStream stream;
    stream.setBuffer(file.data() + offset, offile_off_t(file.size() - offset));
    stream.setEos();
    out.dataset->transferInit();
    const OFCondition status = extent == Extent::Header
                                   ? out.dataset->readUntilTag(stream, syntax, EGL_noChange,
                                                               DCM_MaxReadLength, DcmTagKey(0x7FE0, 0x0008))
                                   : out.dataset->read(stream, syntax, EGL_noChange, DCM_MaxReadLength);
    out.dataset->transferEnd();
    if (status.bad()) {
        const bool cut =
            status == EC_InvalidStream || status == EC_StreamNotifyClient || status == EC_EndOfStream;
        return fail(ErrorKind::Refused, cut ? "truncated" : "malformed");
    }
    if (extent == Extent::Header)
        notePixels(stream, file, out);
    return out;
}

bool looksRight(const LoadedDataset& found) {
    return found.dataset->tagExistsWithValue(DCM_SOPClassUID) || found.pixels != PixelElement::None;
}

/// Declared syntax first, then the two (three) a liar may have meant.
Result<LoadedDataset> attemptAll(Bytes file, std::size_t offset, E_TransferSyntax declared, Extent extent) {
    Result<LoadedDataset> first = attempt(file, offset, declared, extent);
    if (first && (extent == Extent::Whole || looksRight(*first)))
        return first;
    for (const E_TransferSyntax other :
         {EXS_LittleEndianImplicit, EXS_LittleEndianExplicit, EXS_BigEndianExplicit}) {
        if (other == declared)
            continue;
        Result<LoadedDataset> again = attempt(file, offset, other, extent);
        if (again && again->dataset->tagExistsWithValue(DCM_SOPClassUID)) {
            again->repaired = true;
            return again;
        }
    }
    return first;
}

struct Start {
    Meta meta;
    std::size_t offset = 0;
    E_TransferSyntax syntax = EXS_Unknown;
    bool repaired = false;
};

Result<Start> findStart(Bytes file) {
    Start start;
    const bool part10 = file.size() >= kPreamble + 12 && std::memcmp(file.data() + kPreamble, "DICM", 4) == 0;
    if (part10 && le16(file, kPreamble + 4) == 0x0002) {
        start.meta = readMeta(file, kPreamble + 4);
    } else if (file.size() >= 16 && std::memcmp(file.data(), "DICM", 4) == 0 && le16(file, 4) == 0x0002) {
        start.meta = readMeta(file, 4);
        start.repaired = true;
    } else if (file.size() >= 12 && le16(file, 0) == 0x0002 && le16(file, 2) <= 0x0010) {
        start.meta = readMeta(file, 0);
        start.repaired = true;
    } else if (sniff(file) != EXS_Unknown) {
        start.syntax = sniff(file);
        start.repaired = true;
        return start;
    } else if (part10) {
        start.meta.end = kPreamble + 4; // the magic word and then no group 0002
        start.meta.broken = true;
    } else {
        return fail(ErrorKind::Refused, "not-dicom");
    }
    start.offset = start.meta.end;
    start.repaired = start.repaired || start.meta.broken || start.meta.syntax.isEmpty();
    if (start.meta.syntax.isEmpty())
        start.syntax = start.offset < file.size() ? sniff(file.subspan(start.offset)) : EXS_Unknown;
    else
        start.syntax = DcmXfer(start.meta.syntax.toLatin1().constData()).getXferID() != nullptr
                           ? DcmXfer(start.meta.syntax.toLatin1().constData()).getXfer()
                           : EXS_Unknown;
    return start;
}

} // namespace

Result<LoadedDataset> load(Bytes file, Extent extent) {
    auto start = findStart(file);
    if (!start)
        return tl::unexpected(start.error());
    if (start->offset >= file.size())
        return fail(ErrorKind::Refused, "truncated");
    // An unknown (private, newer) syntax can only be encapsulated explicit little endian.
    const bool unknown = start->syntax == EXS_Unknown;
    auto found = attemptAll(file, start->offset, unknown ? EXS_LittleEndianExplicit : start->syntax, extent);
    if (!found)
        return found;
    found->repaired = found->repaired || start->repaired;
    found->metaSopClass = start->meta.sopClass;
    found->metaSopInstance = start->meta.sopInstance;
    if (unknown && !start->meta.syntax.isEmpty() && !found->repaired)
        found->syntaxUid = start->meta.syntax;
    return found;
}

QByteArray ItemReader::raw(const DcmTagKey& tag) const {
    DcmElement* element = nullptr;
    if (item_.findAndGetElement(tag, element).bad() || element == nullptr || element->getLength() == 0)
        return {};
    char* text = nullptr;
    Uint32 length = 0;
    if (DcmByteString* string = dynamic_cast<DcmByteString*>(element); string != nullptr) {
        if (string->getString(text, length).bad() || text == nullptr)
            return {};
        return {text, qsizetype(length)};
    }
    Uint8* bytes = nullptr;
    if (element->ident() == EVR_UN && element->getUint8Array(bytes).good() && bytes != nullptr)
        return {reinterpret_cast<const char*>(bytes), qsizetype(element->getLength())};
    return {};
}

QString ItemReader::text(const DcmTagKey& tag) const { return decoder_.decode(raw(tag)); }
QString ItemReader::name(const DcmTagKey& tag) const { return decoder_.decodeName(raw(tag)); }

QString ItemReader::ascii(const DcmTagKey& tag) const {
    return QString::fromLatin1(trimmedValue(raw(tag))).left(512);
}

QStringList ItemReader::list(const DcmTagKey& tag) const {
    QStringList out;
    for (const QByteArray& part : raw(tag).split('\\')) {
        if (out.size() == 16)
            break;
        out << QString::fromLatin1(trimmedValue(part)).left(64);
    }
    return out.size() == 1 && out.front().isEmpty() ? QStringList() : out;
}

namespace {

/// What is no number in text is none in eight bytes either.
std::optional<double> finite(double value) {
    return std::isfinite(value) ? std::optional<double>(value) : std::nullopt;
}

} // namespace

std::optional<double> ItemReader::decimal(const DcmTagKey& tag, int index) const {
    DcmElement* element = nullptr;
    if (item_.findAndGetElement(tag, element).bad() || element == nullptr || element->getLength() == 0)
        return {};
    switch (element->ident()) {
    case EVR_US: {
        Uint16 v = 0;
        return element->getUint16(v, Uint32(index)).good() ? std::optional<double>(v) : std::nullopt;
    }
    case EVR_SS: {
        Sint16 v = 0;
        return element->getSint16(v, Uint32(index)).good() ? std::optional<double>(v) : std::nullopt;
    }
    case EVR_UL: {
        Uint32 v = 0;
        return element->getUint32(v, Uint32(index)).good() ? std::optional<double>(v) : std::nullopt;
    }
    case EVR_SL: {
        Sint32 v = 0;
        return element->getSint32(v, Uint32(index)).good() ? std::optional<double>(v) : std::nullopt;
    }
    case EVR_FL: {
        Float32 v = 0;
        return element->getFloat32(v, Uint32(index)).good() ? finite(double(v)) : std::nullopt;
    }
    case EVR_FD: {
        Float64 v = 0;
        return element->getFloat64(v, Uint32(index)).good() ? finite(v) : std::nullopt;
    }
    default: break;
    }
    const QList<QByteArray> parts = raw(tag).split('\\');
    return index < parts.size() ? parseDecimal(parts.at(index)) : std::nullopt;
}

std::optional<int> ItemReader::integer(const DcmTagKey& tag, int index) const {
    const auto value = decimal(tag, index);
    if (!value || std::abs(*value) > 2147483647.0 || *value != std::floor(*value))
        return {};
    return int(*value);
}

std::vector<double> ItemReader::numbers(const DcmTagKey& tag, std::size_t most) const {
    DcmElement* element = nullptr;
    if (item_.findAndGetElement(tag, element).bad() || element == nullptr || element->getLength() == 0)
        return {};
    std::vector<double> out;
    const auto take = [&](std::optional<double> value) {
        const bool good = value && std::isfinite(*value) && out.size() < most;
        if (good)
            out.push_back(*value);
        return good;
    };
    const DcmEVR vr = element->ident();
    const DcmEVR meant = vr == EVR_UN ? DcmTag(tag).getEVR() : vr;
    if (vr == EVR_UN && (meant == EVR_FL || meant == EVR_FD)) {
        const QByteArray bytes = raw(tag);
        const qsizetype width = meant == EVR_FL ? 4 : 8;
        for (qsizetype at = 0; at + width <= bytes.size(); at += width) {
            float single = 0;
            double value = 0;
            std::memcpy(width == 4 ? static_cast<void*>(&single) : &value, bytes.constData() + at,
                        std::size_t(width));
            if (!take(width == 4 ? double(single) : value))
                return {};
        }
        return out;
    }
    if (vr == EVR_US || vr == EVR_SS || vr == EVR_UL || vr == EVR_SL || vr == EVR_FL || vr == EVR_FD) {
        const Uint32 width = vr == EVR_US || vr == EVR_SS ? 2 : vr == EVR_FD ? 8 : 4;
        for (Uint32 i = 0; i < element->getLength() / width && out.size() < most; ++i)
            if (!take(decimal(tag, int(i))))
                return {};
        return out;
    }
    for (const QByteArray& part : raw(tag).split('\\')) {
        if (out.size() == most)
            break;
        if (!take(parseDecimal(part)))
            return {};
    }
    return out;
}

DcmItem* ItemReader::item(const DcmTagKey& sequence, int index) const {
    DcmItem* out = nullptr;
    return item_.findAndGetSequenceItem(sequence, out, index).good() ? out : nullptr;
}

std::vector<DcmItem*> ItemReader::items(const DcmTagKey& sequence) const {
    std::vector<DcmItem*> out;
    DcmSequenceOfItems* found = nullptr;
    if (item_.findAndGetSequence(sequence, found).bad() || found == nullptr)
        return out;
    out.reserve(found->card());
    for (DcmObject* object = found->nextInContainer(nullptr); object != nullptr;
         object = found->nextInContainer(object)) {
        if (auto* item = dynamic_cast<DcmItem*>(object))
            out.push_back(item);
    }
    return out;
}

} // namespace casebook::dicom
