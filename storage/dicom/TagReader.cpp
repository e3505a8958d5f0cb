// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of the tag browser that reads files: runs in the worker only.
#include "storage/dicom/Dataset.h"
#include "storage/dicom/TagTree.h"

#include <dcmtk/dcmdata/dcistrmb.h>
#include <dcmtk/dcmdata/dcuid.h>
#include <openssl/evp.h>

#include <algorithm>

namespace casebook::dicom {

namespace {

constexpr std::uint32_t itemTag = 0xFFFEE000U;

std::uint32_t number(const DcmTagKey& key) {
    return (std::uint32_t(key.getGroup()) << 16U) | key.getElement();
}

QByteArray hex8(std::uint32_t tag) { return QByteArray::number(tag, 16).rightJustified(8, '0').toUpper(); }

QByteArray digestOf(QByteArrayView data) {
    QByteArray out(32, Qt::Uninitialized);
    unsigned int length = 0;
    EVP_Digest(data.data(), size_t(data.size()), reinterpret_cast<unsigned char*>(out.data()), &length,
               EVP_sha256(), nullptr);
    return out.first(8);
}

bool isText(DcmEVR vr) {
    switch (vr) {
    case EVR_AE:
    case EVR_AS:
    case EVR_CS:
    case EVR_DA:
    case EVR_DS:
    case EVR_DT:
    case EVR_IS:
    case EVR_LO:
    case EVR_LT:
    case EVR_PN:
    case EVR_SH:
    case EVR_ST:
    case EVR_TM:
    case EVR_UC:
    case EVR_UI:
    case EVR_UR:
    case EVR_UT: return true;
    default: return false;
    }
}

/// One value whatever backslashes it holds (PS3.5 6.2).
bool isOneValue(DcmEVR vr) { return vr == EVR_LT || vr == EVR_ST || vr == EVR_UT || vr == EVR_UR; }

bool isReadable(QByteArrayView bytes) {
    return !bytes.isEmpty() && std::all_of(bytes.begin(), bytes.end(), [](char c) {
        return (c >= 0x20 && c < 0x7F) || c == '\r' || c == '\n' || c == '\t';
    });
}

/// Trailing padding is no part of a value.
QString unpadded(QString text) {
    while (!text.isEmpty() && (text.back() == u' ' || text.back() == QChar(u'\0')))
        text.chop(1);
    return text;
}

template <class T, class Get>
QStringList numbers(DcmElement& element, Get get, bool& cut) {
    QStringList out;
    const unsigned long count = element.getNumberOfValues();
    constexpr unsigned long most = 128;
    for (unsigned long i = 0; i < std::min(count, most); ++i) {
        T value{};
        if ((element.*get)(value, i).bad())
            break;
        if constexpr (std::is_same_v<T, Float32>)
            out.append(QString::number(double(value), 'g', 9));
        else if constexpr (std::is_same_v<T, Float64>)
            out.append(QString::number(value, 'g', 17));
        else
            out.append(QString::number(value));
    }
    cut = cut || count > most;
    return out;
}

class Walk {
public:
    explicit Walk(TagTree& out) : out_(out) {}

    void item(DcmItem& source, const TextDecoder& inherited, const QByteArray& path, int depth) {
        if (depth > deepestTag) {
            out_.cutRows = true;
            return;
        }
        const TextDecoder none{QByteArray()};
        const QByteArray own = ItemReader(source, none).raw(DCM_SpecificCharacterSet);
        const TextDecoder local(own);
        const TextDecoder& decoder = own.isEmpty() ? inherited : local;
        for (DcmObject* next = source.nextInContainer(nullptr); next != nullptr;
             next = source.nextInContainer(next)) {
            if (out_.rows.size() >= mostTagRows) {
                out_.cutRows = true;
                return;
            }
            if (auto* element = dynamic_cast<DcmElement*>(next); element != nullptr)
                one(source, *element, decoder, path, depth);
        }
    }

private:
    void one(DcmItem& source, DcmElement& element, const TextDecoder& decoder, const QByteArray& path,
             int depth) {
        TagRow row;
        row.depth = depth;
        const DcmTagKey key = element.getTag().getXTag();
        row.tag = number(key);
        row.path = path.isEmpty() ? hex8(row.tag) : path + '/' + hex8(row.tag);
        row.creator = creatorOf(source, key, decoder);
        row.keyword = keywordOf(key, row.creator);
        row.vr = DcmVR(element.getVR()).getValidVRName();
        auto* sequence = dynamic_cast<DcmSequenceOfItems*>(&element);
        if (sequence != nullptr && element.ident() != EVR_PixelData) {
            row.vr = "SQ";
            row.vm = int(sequence->card());
            row.length = std::int64_t(element.getLengthField());
            if (element.getLengthField() == DCM_UndefinedLength)
                row.length = -1;
            out_.rows.append(row);
            items(*sequence, decoder, row.path, depth);
            return;
        }
        fill(row, element, decoder);
        out_.rows.append(row);
    }

    void items(DcmSequenceOfItems& sequence, const TextDecoder& decoder, const QByteArray& path, int depth) {
        int count = 0;
        for (DcmObject* next = sequence.nextInContainer(nullptr); next != nullptr;
             next = sequence.nextInContainer(next)) {
            auto* item = dynamic_cast<DcmItem*>(next);
            if (item == nullptr)
                continue;
            if (out_.rows.size() >= mostTagRows) {
                out_.cutRows = true;
                return;
            }
            TagRow row;
            row.depth = depth + 1;
            row.tag = itemTag;
            row.item = ++count;
            row.path = path + '[' + QByteArray::number(count) + ']';
            row.vm = int(item->card());
            row.length =
                item->getLengthField() == DCM_UndefinedLength ? -1 : std::int64_t(item->getLengthField());
            out_.rows.append(row);
            this->item(*item, decoder, row.path, depth + 2);
        }
    }

    static QString creatorOf(DcmItem& source, const DcmTagKey& key, const TextDecoder& decoder) {
        if (key.getGroup() % 2 == 0 || key.getElement() < 0x1000)
            return {};
        const DcmTagKey reserved(key.getGroup(), Uint16(key.getElement() >> 8U));
        return unpadded(ItemReader(source, decoder).text(reserved)).left(64);
    }

    static QString keywordOf(const DcmTagKey& key, const QString& creator) {
        if (key.getGroup() % 2 != 0 && key.getElement() >= 0x10 && key.getElement() <= 0xFF)
            return QStringLiteral("PrivateCreator");
        const QByteArray by = creator.toLatin1();
        DcmTag tag(key, by.isEmpty() ? nullptr : by.constData());
        const QString name = QString::fromLatin1(tag.getTagName());
        return name.startsWith(QLatin1StringView("Unknown")) ? QString() : name.left(128);
    }

    void fill(TagRow& row, DcmElement& element, const TextDecoder& decoder) {
        row.length = std::int64_t(element.getLengthField());
        if (element.getLengthField() == DCM_UndefinedLength) {
            row.length = -1; // encapsulated pixels: fragments are no text
            row.binary = row.cut = true;
            row.vm = 1;
            return;
        }
        if (row.length == 0)
            return;
        const DcmEVR vr = element.ident();
        if (isText(vr))
            text(row, element, decoder);
        else if (!numeric(row, element, vr))
            bytes(row, element);
    }

    static void text(TagRow& row, DcmElement& element, const TextDecoder& decoder) {
        char* at = nullptr;
        Uint32 length = 0;
        auto* string = dynamic_cast<DcmByteString*>(&element);
        if (string == nullptr || string->getString(at, length).bad() || at == nullptr)
            return;
        const QByteArrayView raw(at, qsizetype(length));
        const bool ascii =
            row.vr == "UI" || row.vr == "DS" || row.vr == "IS" || row.vr == "DA" || row.vr == "TM";
        QString value = ascii            ? QString::fromLatin1(raw)
                        : row.vr == "PN" ? decoder.decodeName(raw)
                                         : decoder.decode(raw);
        value = unpadded(value);
        row.vm = value.isEmpty() ? 0 : isOneValue(element.ident()) ? 1 : int(value.count(u'\\')) + 1;
        if (row.vr == "UI" && row.vm == 1)
            if (const char* name = dcmFindNameOfUID(value.toLatin1().constData()); name != nullptr)
                row.meaning = QString::fromLatin1(name).left(128);
        keep(row, value, raw);
    }

    static void keep(TagRow& row, const QString& value, QByteArrayView raw) {
        constexpr qsizetype kDecoderGives = 512; // characters; what is longer came cut
        row.cut = row.cut || value.size() >= kDecoderGives;
        row.value = value.left(longestTagText);
        if (row.cut)
            row.digest = digestOf(raw);
    }

    static bool numeric(TagRow& row, DcmElement& element, DcmEVR vr) {
        QStringList values;
        bool cut = false;
        switch (vr) {
        case EVR_US: values = numbers<Uint16>(element, &DcmElement::getUint16, cut); break;
        case EVR_SS: values = numbers<Sint16>(element, &DcmElement::getSint16, cut); break;
        case EVR_UL: values = numbers<Uint32>(element, &DcmElement::getUint32, cut); break;
        case EVR_SL: values = numbers<Sint32>(element, &DcmElement::getSint32, cut); break;
        case EVR_UV: values = numbers<Uint64>(element, &DcmElement::getUint64, cut); break;
        case EVR_SV: values = numbers<Sint64>(element, &DcmElement::getSint64, cut); break;
        case EVR_FL: values = numbers<Float32>(element, &DcmElement::getFloat32, cut); break;
        case EVR_FD: values = numbers<Float64>(element, &DcmElement::getFloat64, cut); break;
        case EVR_AT: {
            for (unsigned long i = 0; i < std::min(element.getNumberOfValues(), 128UL); ++i)
                if (DcmTagKey key; element.getTagVal(key, i).good())
                    values.append(tagText(number(key)));
            cut = element.getNumberOfValues() > 128UL;
            break;
        }
        default: return false;
        }
        row.vm = int(element.getNumberOfValues());
        row.cut = cut;
        Uint8* raw = nullptr;
        const bool has = cut && vr != EVR_AT && rawBytes(element, raw);
        keep(row, values.join(u'\\'),
             has ? QByteArrayView(reinterpret_cast<const char*>(raw), qsizetype(element.getLengthField()))
                 : QByteArrayView());
        return true;
    }

    /// The value as it lies in memory; false where the VR does not give it out.
    static bool rawBytes(DcmElement& element, Uint8*& raw) {
        if (element.getUint8Array(raw).good() && raw != nullptr)
            return true;
        Uint16* words = nullptr;
        if (element.getUint16Array(words).good() && words != nullptr) {
            raw = reinterpret_cast<Uint8*>(words);
            return true;
        }
        Uint32* longs = nullptr;
        if (element.getUint32Array(longs).good() && longs != nullptr) {
            raw = reinterpret_cast<Uint8*>(longs);
            return true;
        }
        return false;
    }

    static void bytes(TagRow& row, DcmElement& element) {
        row.binary = true;
        row.vm = 1;
        Uint8* raw = nullptr;
        if (!rawBytes(element, raw)) {
            row.cut = true;
            return;
        }
        const QByteArrayView all(reinterpret_cast<const char*>(raw), qsizetype(element.getLength()));
        row.cut = all.size() > mostTagBytes;
        row.value = QString::fromLatin1(all.first(std::min(all.size(), mostTagBytes)).toByteArray().toHex());
        if (row.cut)
            row.digest = digestOf(all);
        QByteArrayView readable = all.first(std::min<qsizetype>(all.size(), 256));
        while (!readable.isEmpty() && (readable.back() == ' ' || readable.back() == '\0'))
            readable.chop(1);
        if (row.vr == "UN" && isReadable(readable))
            row.meaning = QString::fromLatin1(readable);
    }

    TagTree& out_;
};

void readMetaHeader(Bytes file, Walk& walk) {
    DcmMetaInfo meta;
    DcmInputBufferStream stream;
    stream.setBuffer(file.data(), offile_off_t(file.size()));
    stream.setEos();
    meta.transferInit();
    const OFCondition read = meta.read(stream, EXS_Unknown, EGL_noChange, DCM_MaxReadLength);
    meta.transferEnd();
    if (read.good())
        walk.item(meta, TextDecoder{QByteArray()}, {}, 0);
}

/// The header when the rest can't be read: cut files, pixels that are larger than memory.
void notePixels(const LoadedDataset& found, TagTree& out) {
    if (found.pixels == PixelElement::None)
        return;
    TagRow row;
    row.tag = found.pixels == PixelElement::Integer ? 0x7FE00010U
              : found.pixels == PixelElement::Float ? 0x7FE00008U
                                                    : 0x7FE00009U;
    row.path = hex8(row.tag);
    row.keyword = found.pixels == PixelElement::Integer ? QStringLiteral("PixelData")
                  : found.pixels == PixelElement::Float ? QStringLiteral("FloatPixelData")
                                                        : QStringLiteral("DoubleFloatPixelData");
    row.vr = found.pixels == PixelElement::Integer ? "OW" : found.pixels == PixelElement::Float ? "OF" : "OD";
    row.length = found.pixelLength == DCM_UndefinedLength ? -1 : std::int64_t(found.pixelLength);
    row.vm = 1;
    row.binary = row.cut = true;
    out.rows.append(row);
}

} // namespace

Result<TagTree> readTags(std::span<const std::byte> file) {
    TagTree out;
    Walk walk(out);
    auto found = load(file, Extent::Whole);
    const bool whole = found.has_value();
    if (!whole)
        found = load(file, Extent::Header);
    if (!found)
        return tl::unexpected(found.error());
    readMetaHeader(file, walk);
    const TextDecoder none{QByteArray()};
    const TextDecoder decoder(ItemReader(*found->dataset, none).raw(DCM_SpecificCharacterSet));
    walk.item(*found->dataset, decoder, {}, 0);
    if (!whole) {
        notePixels(*found, out);
        out.cutRows = true;
    }
    out.transferSyntax = found->syntaxUid;
    out.charset = QString::fromLatin1(decoder.charset());
    out.charsetGuessed = decoder.guessed();
    return out;
}

} // namespace casebook::dicom
