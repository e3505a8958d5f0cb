// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/LabelMapReader.h"

#include "storage/dicom/Inflate.h"
#include "storage/dicom/LabelValues.h"
#include "storage/dicom/MapReader.h"
#include "storage/dicom/MaskBuilder.h"

#include <algorithm>
#include <cstring>
#include <map>

namespace casebook::dicom {
namespace {

bool startsWith(std::span<const std::byte> bytes, const char* magic) {
    const std::size_t length = std::strlen(magic);
    return bytes.size() >= length && std::memcmp(bytes.data(), magic, length) == 0;
}

bool looksLikeNifti(std::span<const std::byte> bytes) {
    const auto at = [&](std::size_t place, const char* magic, std::size_t length) {
        return bytes.size() >= place + length && std::memcmp(bytes.data() + place, magic, length) == 0;
    };
    return at(344, "n+1\0", 4) || at(344, "ni1\0", 4) || at(4, "n+2\0\r\n\032\n", 8) ||
           at(4, "ni2\0\r\n\032\n", 8);
}

} // namespace

LabelFormat labelFormat(std::span<const std::byte> file) {
    if (startsWith(file, "NRRD000"))
        return LabelFormat::Nrrd;
    if (startsWith(file, "ObjectType") || startsWith(file, "NDims"))
        return LabelFormat::MetaImage;
    if (looksLikeNifti(file))
        return LabelFormat::Nifti;
    if (isGzip(file)) {
        constexpr std::int64_t kHeader = 348;
        if (const auto head = inflateUpTo(file, kHeader))
            return looksLikeNifti(std::as_bytes(std::span(head->constData(), std::size_t(head->size()))))
                       ? LabelFormat::Nifti
                       : LabelFormat::Unknown;
    }
    return LabelFormat::Unknown;
}

namespace {

Result<LabelVolume> readAny(std::span<const std::byte> file, Finish finish) {
    switch (labelFormat(file)) {
    case LabelFormat::Nifti: return readNifti(file, finish);
    case LabelFormat::Nrrd: return readNrrd(file, finish);
    case LabelFormat::MetaImage: return readMetaImage(file, finish);
    case LabelFormat::Unknown: break;
    }
    return fail(ErrorKind::Refused, "unsupported-object");
}

constexpr double kFormsApart_mm = 0.1;

} // namespace

Result<LabelVolume> readLabelVolume(std::span<const std::byte> file) { return readAny(file, labelsOf); }

Result<ValueMap> readValues(std::span<const std::byte> file) {
    auto volume = readAny(file, realsOf);
    if (!volume)
        return tl::unexpected(volume.error());
    ValueMap out;
    out.grid = volume->grid;
    out.values = std::move(volume->reals);
    out.formsApart_mm = volume->formsApart_mm;
    setRange(out);
    return out;
}

Result<Segmentation> readLabels(std::span<const std::byte> file) {
    auto volume = readLabelVolume(file);
    if (!volume)
        return tl::unexpected(volume.error());
    const GridGeometry& g = volume->grid;
    Segmentation out;
    out.kind = Segmentation::Kind::LabelMap;
    out.grid = g;
    if (volume->formsApart_mm > kFormsApart_mm)
        out.notes.push_back({"forms-disagree", {QString::number(volume->formsApart_mm, 'f', 2)}});

    constexpr std::size_t kMostLabels = 4096; // more is an image, not a label map
    std::map<std::int32_t, std::size_t> index;
    std::int32_t last = 0;
    for (const std::int32_t value : volume->values) {
        if (value == last || value == 0)
            continue;
        last = value;
        index.emplace(value, 0);
        if (index.size() > kMostLabels)
            return fail(ErrorKind::Refused, "not-labels");
    }
    for (auto& [value, place] : index) {
        place = out.segments.size();
        Segment segment;
        segment.number = value;
        const auto named = volume->names.find(value);
        if (named != volume->names.end() && !named->second.name.isEmpty())
            segment.label = named->second.name;
        else
            segment.label = QStringLiteral("Label %1").arg(value);
        if (named != volume->names.end() && named->second.color) {
            segment.color = *named->second.color;
            segment.hasColor = true;
        }
        out.segments.push_back(std::move(segment));
    }
    MaskBuilder builder(out.segments);
    const auto each = [&](const auto& use) {
        std::size_t n = 0;
        std::int32_t known = 0;
        std::size_t place = 0;
        for (int k = 0; k < g.slices; ++k) {
            for (int j = 0; j < g.rows; ++j) {
                for (int i = 0; i < g.columns; ++i, ++n) {
                    const std::int32_t value = volume->values[n];
                    if (value == 0)
                        continue;
                    if (value != known) {
                        known = value;
                        place = index.find(value)->second;
                    }
                    use(place, i, j, k);
                }
            }
        }
    };
    std::vector<int> lastSlice(out.segments.size(), -1);
    each([&](std::size_t s, int i, int j, int k) {
        builder.see(s, i, j, k);
        if (lastSlice[s] != k) {
            lastSlice[s] = k;
            ++out.segments[s].frames;
        }
    });
    if (!builder.allocate((std::int64_t(1) << 30) - (std::int64_t(16) << 20)))
        return fail(ErrorKind::Refused, "too-large");
    each([&](std::size_t s, int i, int j, int k) { builder.put(s, i, j, k, 1); });
    return out;
}

} // namespace casebook::dicom
