// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/MapReader.h"

#include "storage/dicom/AlgorithmSource.h"
#include "storage/dicom/PixelSource.h"
#include "storage/dicom/Reader.h"
#include "storage/dicom/SegFrames.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace casebook::dicom {
namespace {

constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();
constexpr std::int64_t kMostVoxels = (std::int64_t(1) << 28) - (std::int64_t(1) << 22);

const DcmTagKey kMapping(0x0040, 0x9096), kSlope(0x0040, 0x9225), kIntercept(0x0040, 0x9224);
const DcmTagKey kFirstMapped(0x0040, 0x9216), kLastMapped(0x0040, 0x9211), kTable(0x0040, 0x9212);
const DcmTagKey kFirstMappedReal(0x0040, 0x9214), kLastMappedReal(0x0040, 0x9213);
const DcmTagKey kUnits(0x0040, 0x08EA), kLutLabel(0x0040, 0x9210), kLutExplanation(0x0028, 0x3003);
const DcmTagKey kQuantity(0x0040, 0x9220), kConceptCode(0x0040, 0xA168);

/// Stored value to real value of one frame.
struct Mapping {
    double slope = 1, intercept = 0;
    double first = -std::numeric_limits<double>::infinity();
    double last = std::numeric_limits<double>::infinity();
    std::vector<double> table; ///< instead of slope and intercept: from `first` on

    [[nodiscard]] float of(double stored) const {
        if (!(stored >= first) || !(stored <= last))
            return kNothing;
        if (table.empty())
            return float(slope * stored + intercept);
        const double at = stored - first;
        return at < double(table.size()) ? float(table[std::size_t(at)]) : kNothing;
    }
};

Mapping mappingOf(const ItemReader& in, bool real) {
    Mapping out;
    out.slope = in.decimal(kSlope).value_or(1);
    out.intercept = in.decimal(kIntercept).value_or(0);
    if (const auto first = in.decimal(real ? kFirstMappedReal : kFirstMapped))
        out.first = *first;
    if (const auto last = in.decimal(real ? kLastMappedReal : kLastMapped))
        out.last = *last;
    constexpr int kLongestTable = 65'536;
    for (int n = 0; !real && n < kLongestTable && in.has(kTable); ++n) {
        const auto value = in.decimal(kTable, n);
        if (!value)
            break;
        out.table.push_back(*value);
    }
    if (!out.table.empty() && !std::isfinite(out.first))
        out.first = 0;
    return out;
}

/// The first mapping of a frame, else the shared one, else that of the object.
DcmItem* mappingItem(const ItemReader& dataset, std::size_t frame) {
    for (DcmItem* group : {dataset.item(DCM_PerFrameFunctionalGroupsSequence, int(frame)),
                           dataset.item(DCM_SharedFunctionalGroupsSequence)}) {
        if (group == nullptr)
            continue;
        if (DcmItem* found = dataset.of(*group).item(kMapping))
            return found;
    }
    return dataset.item(kMapping);
}

QString wordsOf(const ItemReader& mapping) {
    if (DcmItem* quantity = mapping.item(kQuantity)) {
        const ItemReader in = mapping.of(*quantity);
        if (DcmItem* code = in.item(kConceptCode))
            if (const QString meaning = in.of(*code).text(DCM_CodeMeaning); !meaning.isEmpty())
                return meaning;
    }
    const QString words = mapping.text(kLutExplanation);
    return words.isEmpty() ? mapping.text(kLutLabel) : words;
}

/// UCUM's "1" says that there is none; "no units" is its meaning.
QString unitOf(const ItemReader& mapping) {
    DcmItem* code = mapping.item(kUnits);
    if (code == nullptr)
        return {};
    const QString unit = mapping.of(*code).text(DCM_CodeValue);
    return unit == QLatin1StringView("1") || unit == QLatin1StringView("{no units}") ? QString() : unit;
}

/// Stored numbers of a frame, whatever the element.
class Stored {
public:
    static Result<Stored> open(std::span<const std::byte> file) {
        auto found = load(file, Extent::Header);
        if (!found)
            return tl::unexpected(found.error());
        Stored out;
        out.kind_ = found->pixels;
        if (out.kind_ == PixelElement::None)
            return fail(ErrorKind::Refused, "no-pixel-data");
        if (out.kind_ == PixelElement::Integer) {
            auto source = PixelSource::open(file);
            if (!source)
                return tl::unexpected(source.error());
            out.source_.emplace(std::move(*source));
            return out;
        }
        if (found->isDeflated() || found->pixelOffset < 0)
            return fail(ErrorKind::Refused, "unsupported-transfer-syntax");
        out.swap_ = found->syntax == EXS_BigEndianExplicit;
        out.bytes_ = file.subspan(std::size_t(found->pixelOffset));
        if (out.bytes_.size() < found->pixelLength)
            return fail(ErrorKind::Refused, "truncated");
        out.bytes_ = out.bytes_.first(found->pixelLength);
        return out;
    }

    [[nodiscard]] bool isReal() const { return kind_ != PixelElement::Integer; }

    Result<std::vector<double>> frame(std::size_t index, std::size_t count) {
        if (kind_ == PixelElement::Integer)
            return integers(index, count);
        const std::size_t width = kind_ == PixelElement::Float ? 4 : 8;
        if (bytes_.size() / width / count <= index)
            return fail(ErrorKind::Refused, "truncated");
        std::vector<double> out(count);
        for (std::size_t n = 0; n < count; ++n)
            out[n] = real(bytes_.subspan((index * count + n) * width, width));
        return out;
    }

private:
    [[nodiscard]] double real(std::span<const std::byte> raw) const {
        std::array<std::byte, 8> b{};
        std::copy(raw.begin(), raw.end(), b.begin());
        if (swap_)
            std::reverse(b.begin(), b.begin() + std::ptrdiff_t(raw.size()));
        if (raw.size() == 8)
            return std::bit_cast<double>(b);
        std::array<std::byte, 4> four{b[0], b[1], b[2], b[3]};
        return double(std::bit_cast<float>(four));
    }

    Result<std::vector<double>> integers(std::size_t index, std::size_t count) {
        const auto frame = source_->frame(int(index));
        if (!frame)
            return tl::unexpected(frame.error());
        const int width = bytesPerSample(frame->type);
        if (frame->samples != 1 || std::size_t(frame->bytes.size()) != count * std::size_t(width))
            return fail(ErrorKind::Refused, "unsupported-object");
        std::vector<double> out(count);
        const char* at = frame->bytes.constData();
        for (std::size_t n = 0; n < count; ++n, at += width)
            out[n] = integer(at, frame->type);
        return out;
    }

    static double integer(const char* at, SampleType type) {
        const auto take = [at]<class T>(T value) {
            std::memcpy(&value, at, sizeof(T));
            return double(value);
        };
        switch (type) {
        case SampleType::U8: return take(std::uint8_t());
        case SampleType::S8: return take(std::int8_t());
        case SampleType::U16: return take(std::uint16_t());
        case SampleType::S16: return take(std::int16_t());
        case SampleType::U32: return take(std::uint32_t());
        case SampleType::S32: return take(std::int32_t());
        }
        return 0;
    }

    PixelElement kind_ = PixelElement::None;
    std::optional<PixelSource> source_;
    std::span<const std::byte> bytes_;
    bool swap_ = false;
};

Result<> fill(const ItemReader& in, Stored& stored, const SegLayout& layout, ValueMap& out) {
    const std::size_t area = std::size_t(out.grid.columns) * std::size_t(out.grid.rows);
    std::vector<bool> done(std::size_t(out.grid.slices), false);
    for (std::size_t f = 0; f < layout.frames.size(); ++f) {
        const SegFrame& place = layout.frames[f];
        if (done[std::size_t(place.slice)])
            continue; // another quantity, or phase, of the same place
        const auto values = stored.frame(f, area);
        if (!values)
            return tl::unexpected(values.error());
        DcmItem* item = mappingItem(in, f);
        const Mapping mapping = item == nullptr ? Mapping() : mappingOf(in.of(*item), stored.isReal());
        for (int k = place.slice; k <= std::max(place.slice, place.lastSlice); ++k) {
            done[std::size_t(k)] = true;
            float* to = out.values.data() + std::size_t(k) * area;
            std::transform(values->begin(), values->end(), to, [&](double v) { return mapping.of(v); });
        }
    }
    return {};
}

} // namespace

Result<ValueMap> readParametricMap(std::span<const std::byte> file) {
    const auto header = readHeader(file);
    if (!header)
        return tl::unexpected(header.error());
    if (header->kind != ObjectKind::ParametricMap || header->slice.columns < 1 || header->slice.rows < 1)
        return fail(ErrorKind::Refused, "unsupported-object");
    const auto loaded = load(file, Extent::Header);
    auto stored = Stored::open(file);
    if (!loaded || !stored)
        return tl::unexpected(loaded ? stored.error() : loaded.error());
    const TextDecoder decoder(header->charset);
    const ItemReader in(*loaded->dataset, decoder);
    const auto layout = layoutOf(in, *header);
    if (!layout)
        return tl::unexpected(layout.error());
    ValueMap out;
    out.uid = header->sopInstance;
    out.frameOfReference = header->slice.frameOfReference;
    if (DcmItem* series = in.item(DCM_ReferencedSeriesSequence))
        out.referencedSeries = in.of(*series).ascii(DCM_SeriesInstanceUID).left(64);
    out.grid = layout->grid;
    const std::int64_t voxels = std::int64_t(out.grid.columns) * out.grid.rows * out.grid.slices;
    if (voxels > kMostVoxels)
        return fail(ErrorKind::Refused, "too-large");
    out.values.assign(std::size_t(voxels), kNothing);
    if (auto filled = fill(in, *stored, *layout, out); !filled)
        return tl::unexpected(filled.error());
    if (DcmItem* item = mappingItem(in, 0)) {
        out.quantity = wordsOf(in.of(*item));
        out.unit = unitOf(in.of(*item));
    }
    if (out.quantity.isEmpty())
        out.quantity = header->contentLabel;
    fillFromEquipment(in, out.algorithm);
    setRange(out);
    return out;
}

Result<QByteArray> readPdf(std::span<const std::byte> file) {
    const auto header = readHeader(file);
    if (!header)
        return tl::unexpected(header.error());
    if (header->kind != ObjectKind::Pdf)
        return fail(ErrorKind::Refused, "unsupported-object");
    const auto loaded = load(file, Extent::Header);
    if (!loaded)
        return tl::unexpected(loaded.error());
    DcmElement* element = nullptr;
    Uint8* bytes = nullptr;
    if (loaded->dataset->findAndGetElement(DCM_EncapsulatedDocument, element).bad() || element == nullptr ||
        element->getLength() == 0 || element->getUint8Array(bytes).bad() || bytes == nullptr)
        return fail(ErrorKind::Refused, "no-pixel-data");
    qsizetype length = qsizetype(element->getLength());
    // The length is even; what follows the last line is padding where the object says how long the document is.
    if (length > 1 && bytes[length - 1] == 0)
        --length;
    const QByteArray out(reinterpret_cast<const char*>(bytes), length);
    constexpr qsizetype kSignatureWithin = 1024; // PDF 1.7, annex H.3.4.1
    if (!out.first(std::min(length, kSignatureWithin)).contains("%PDF-"))
        return fail(ErrorKind::Refused, "unsupported-object");
    return out;
}

} // namespace casebook::dicom
