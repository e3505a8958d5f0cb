// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/Colour.h"

#include <QtEndian>

#include <algorithm>
#include <optional>

namespace casebook::dicom {
namespace {

/// A lookup table of either kind: descriptor (entries, first value mapped, bits) and data.
struct Table {
    std::int64_t first = 0;
    int bits = 16;
    std::vector<std::uint16_t> entries;
    [[nodiscard]] std::uint16_t of(std::int64_t value) const {
        return entries[std::size_t(
            std::clamp<std::int64_t>(value - first, 0, std::int64_t(entries.size()) - 1))];
    }
};

/// Words of a value of VR OW, US or SS, in the order of the host.
std::vector<std::uint16_t> words(DcmItem& item, const DcmTagKey& tag) {
    DcmElement* element = nullptr;
    Uint16* values = nullptr;
    Sint16* signedValues = nullptr;
    if (item.findAndGetElement(tag, element).bad() || element == nullptr)
        return {};
    const std::size_t count = element->getLength() / 2;
    if (element->getUint16Array(values).good() && values != nullptr)
        return {values, values + count};
    if (element->getSint16Array(signedValues).good() && signedValues != nullptr)
        return {signedValues, signedValues + count};
    return {};
}

std::optional<Table> tableOf(DcmItem& item, const DcmTagKey& descriptor, const DcmTagKey& data,
                             bool isSigned) {
    const std::vector<std::uint16_t> described = words(item, descriptor);
    std::vector<std::uint16_t> values = words(item, data);
    if (described.size() < 3 || values.empty())
        return {};
    const std::size_t count = described[0] == 0 ? 65536 : described[0];
    Table out;
    out.first = isSigned ? std::int64_t(std::int16_t(described[1])) : std::int64_t(described[1]);
    out.bits = described[2];
    // Eight-bit entries lie two in a word where the element is half as long.
    const bool packed = out.bits <= 8 && values.size() < count && values.size() * 2 >= count;
    if (!packed && values.size() < count)
        return {};
    for (std::size_t n = 0; n < count; ++n) {
        const std::uint16_t word = values[packed ? n / 2 : n];
        out.entries.push_back(packed ? std::uint16_t((n % 2 == 0 ? word : word >> 8U) & 0xFFU) : word);
    }
    return out;
}

std::int64_t valueAt(const DecodedFrame& frame, std::size_t n) {
    const char* at = frame.bytes.constData();
    switch (frame.type) {
    case SampleType::U8: return static_cast<unsigned char>(at[n]);
    case SampleType::S8: return static_cast<signed char>(at[n]);
    case SampleType::U16: return qFromLittleEndian<quint16>(at + 2 * n);
    case SampleType::S16: return qFromLittleEndian<qint16>(at + 2 * n);
    case SampleType::U32: return qFromLittleEndian<quint32>(at + 4 * n);
    case SampleType::S32: return qFromLittleEndian<qint32>(at + 4 * n);
    }
    return 0;
}

bool isSignedType(SampleType type) {
    return type == SampleType::S8 || type == SampleType::S16 || type == SampleType::S32;
}

} // namespace

Result<QByteArray> fromHalfColour(Bytes frame, std::int64_t pixels) {
    if (std::int64_t(frame.size()) < pixels * 2)
        return fail(ErrorKind::Refused, "truncated");
    QByteArray out(pixels * 3, Qt::Uninitialized);
    const auto* from = reinterpret_cast<const char*>(frame.data());
    char* to = out.data();
    for (std::int64_t n = 0; n < pixels; ++n, to += 3) {
        const char* four = from + (n / 2) * 4;
        to[0] = four[n % 2];
        to[1] = four[2];
        to[2] = four[3];
    }
    return out;
}

Result<DecodedFrame> throughPalette(DecodedFrame frame, DcmItem& dataset) {
    if (frame.photometric != "PALETTE COLOR" || frame.samples != 1)
        return frame;
    std::array<Table, 3> tables;
    for (std::size_t c = 0; c < 3; ++c) {
        auto table = tableOf(dataset, DcmTagKey(0x0028, Uint16(0x1101 + c)),
                             DcmTagKey(0x0028, Uint16(0x1201 + c)), isSignedType(frame.type));
        if (!table)
            return fail(ErrorKind::Refused, "unsupported-object");
        tables[c] = std::move(*table);
    }
    const std::size_t pixels = std::size_t(frame.columns) * std::size_t(frame.rows);
    QByteArray rgb(qsizetype(pixels) * 3, Qt::Uninitialized);
    for (std::size_t n = 0; n < pixels; ++n) {
        const std::int64_t index = valueAt(frame, n);
        for (std::size_t c = 0; c < 3; ++c)
            rgb[qsizetype(n * 3 + c)] =
                char(tables[c].bits > 8 ? tables[c].of(index) >> 8U : tables[c].of(index));
    }
    frame.bytes = std::move(rgb);
    frame.samples = 3;
    frame.type = SampleType::U8;
    frame.photometric = "RGB";
    return frame;
}

Result<DecodedFrame> throughModalityLut(DecodedFrame frame, DcmItem& dataset) {
    DcmItem* item = nullptr;
    if (dataset.findAndGetSequenceItem(DCM_ModalityLUTSequence, item).bad())
        return frame;
    // In one byte there is no room for what comes out: such a picture stays as it is stored.
    if (item == nullptr || frame.samples != 1 || bytesPerSample(frame.type) < 2)
        return frame;
    const auto table = tableOf(*item, DCM_LUTDescriptor, DCM_LUTData, isSignedType(frame.type));
    if (!table)
        return fail(ErrorKind::Refused, "malformed");
    const std::size_t pixels = std::size_t(frame.columns) * std::size_t(frame.rows);
    QByteArray out(qsizetype(pixels) * 2, Qt::Uninitialized);
    for (std::size_t n = 0; n < pixels; ++n)
        qToLittleEndian<quint16>(table->of(valueAt(frame, n)), out.data() + 2 * n);
    frame.bytes = std::move(out);
    frame.type = SampleType::U16;
    return frame;
}

} // namespace casebook::dicom
