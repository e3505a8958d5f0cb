// SPDX-License-Identifier: GPL-3.0-or-later
// NRRD with attached data (https://teem.sourceforge.net/nrrd/format.html) and MetaImage.
#include "storage/dicom/Inflate.h"
#include "storage/dicom/LabelValues.h"
#include "storage/dicom/TextHeader.h"

#include <algorithm>
#include <cmath>

namespace casebook::dicom {
namespace {

std::optional<NumberType> typeOf(const QByteArray& name) {
    static const QHash<QByteArray, NumberType> types{{"signed char", NumberType::S8},
                                                     {"int8", NumberType::S8},
                                                     {"int8_t", NumberType::S8},
                                                     {"uchar", NumberType::U8},
                                                     {"unsigned char", NumberType::U8},
                                                     {"uint8", NumberType::U8},
                                                     {"uint8_t", NumberType::U8},
                                                     {"short", NumberType::S16},
                                                     {"short int", NumberType::S16},
                                                     {"signed short", NumberType::S16},
                                                     {"signed short int", NumberType::S16},
                                                     {"int16", NumberType::S16},
                                                     {"int16_t", NumberType::S16},
                                                     {"ushort", NumberType::U16},
                                                     {"unsigned short", NumberType::U16},
                                                     {"unsigned short int", NumberType::U16},
                                                     {"uint16", NumberType::U16},
                                                     {"uint16_t", NumberType::U16},
                                                     {"int", NumberType::S32},
                                                     {"signed int", NumberType::S32},
                                                     {"int32", NumberType::S32},
                                                     {"int32_t", NumberType::S32},
                                                     {"uint", NumberType::U32},
                                                     {"unsigned int", NumberType::U32},
                                                     {"uint32", NumberType::U32},
                                                     {"uint32_t", NumberType::U32},
                                                     {"longlong", NumberType::S64},
                                                     {"long long", NumberType::S64},
                                                     {"long long int", NumberType::S64},
                                                     {"int64", NumberType::S64},
                                                     {"int64_t", NumberType::S64},
                                                     {"ulonglong", NumberType::U64},
                                                     {"unsigned long long", NumberType::U64},
                                                     {"uint64", NumberType::U64},
                                                     {"uint64_t", NumberType::U64},
                                                     {"float", NumberType::F32},
                                                     {"double", NumberType::F64},
                                                     {"met_char", NumberType::S8},
                                                     {"met_uchar", NumberType::U8},
                                                     {"met_short", NumberType::S16},
                                                     {"met_ushort", NumberType::U16},
                                                     {"met_int", NumberType::S32},
                                                     {"met_uint", NumberType::U32},
                                                     {"met_long_long", NumberType::S64},
                                                     {"met_ulong_long", NumberType::U64},
                                                     {"met_float", NumberType::F32},
                                                     {"met_double", NumberType::F64}};
    const auto found = types.find(name.toLower());
    return found == types.end() ? std::nullopt : std::optional<NumberType>(*found);
}

/// Signs that turn a named space into LPS; absent for unknown or two-dimensional ones.
std::optional<WorldVector> toLps(const QByteArray& space) {
    const QByteArray s = space.toLower();
    if (s == "left-posterior-superior" || s == "lps" || s == "left-posterior-superior-time" || s == "lpst")
        return WorldVector(1, 1, 1);
    if (s == "right-anterior-superior" || s == "ras" || s == "right-anterior-superior-time" || s == "rast")
        return WorldVector(-1, -1, 1);
    if (s == "left-anterior-superior" || s == "las" || s == "left-anterior-superior-time" || s == "last")
        return WorldVector(1, -1, 1);
    return {};
}

bool setSides(const std::vector<double>& sides, GridGeometry& grid) {
    if (sides.size() != 3)
        return false;
    for (const double side : sides) {
        if (!(side >= 1) || side > 65535 || side != std::floor(side))
            return false;
    }
    grid.columns = int(sides[0]);
    grid.rows = int(sides[1]);
    grid.slices = int(sides[2]);
    return true;
}

Result<LabelVolume> valuesOf(const RawGrid& raw, std::span<const std::byte> data, bool packed,
                             Finish finish) {
    if (raw.bytes() > kMostLabelBytes)
        return fail(ErrorKind::Refused, "too-large");
    if (!packed)
        return finish(raw, {reinterpret_cast<const char*>(data.data()), qsizetype(data.size())});
    auto all = inflateUpTo(data, raw.bytes());
    if (!all)
        return tl::unexpected(all.error());
    return finish(raw, *all);
}

Result<> placeNrrd(const TextHeader& header, GridGeometry& grid) {
    const auto signs = toLps(header.fields.value("space"));
    const QByteArray directions = header.fields.value("space directions");
    // Axes that are not in space have "none" for a column.
    const std::vector<double> d = numbersOf(QByteArray(directions).replace("none", ""));
    const std::vector<double> o = numbersOf(header.fields.value("space origin"));
    if (!signs || d.size() != 9 || o.size() != 3)
        return fail(ErrorKind::Refused, "bad-geometry");
    const auto step = [&](std::size_t n) {
        return WorldVector(WorldVector(d[3 * n], d[3 * n + 1], d[3 * n + 2]).cwiseProduct(*signs));
    };
    return setGrid({step(0), step(1), step(2)},
                   WorldPoint(WorldVector(o[0], o[1], o[2]).cwiseProduct(*signs)), grid);
}

/// Sides along the axes in space; empty where another axis has more than one place.
std::vector<double> spatialSides(const QHash<QByteArray, QByteArray>& fields) {
    const std::vector<double> sides = numbersOf(fields.value("sizes"));
    QByteArray even = fields.value("space directions").toLower();
    even.replace(", ", ",");
    std::vector<double> out;
    std::size_t axis = 0;
    for (const QByteArray& column : even.replace(')', ") ").split(' ')) {
        if (column.trimmed().isEmpty())
            continue;
        if (axis >= sides.size())
            return {};
        if (column.trimmed() != "none")
            out.push_back(sides[axis]);
        else if (sides[axis] != 1)
            return {};
        ++axis;
    }
    return axis == sides.size() ? out : std::vector<double>();
}

bool isThreeDimensional(const QHash<QByteArray, QByteArray>& fields) {
    const QByteArray dimension = fields.value("dimension");
    return dimension == "3" || (dimension == "4" && fields.value("space directions").contains("none"));
}

bool isTrue(const QByteArray& text) { return text.compare("true", Qt::CaseInsensitive) == 0 || text == "1"; }

/// "Segment0_LabelValue:=1", "Segment0_Name:=airway", "Segment0_Color:=0.5 0.6 0.7" as 3D Slicer writes them.
std::map<std::int32_t, LabelName> namesOf(const TextHeader& header) {
    constexpr int kMostSegments = 4096;
    constexpr qsizetype kLongestName = 64;
    std::map<std::int32_t, LabelName> names;
    for (int n = 0; n < kMostSegments; ++n) {
        const QByteArray start = "segment" + QByteArray::number(n) + '_';
        const auto field = [&](const char* key) {
            const QByteArray value = header.fields.value(start + key);
            return value.startsWith('=') ? value.sliced(1).trimmed() : QByteArray();
        };
        bool isNumber = false;
        const std::int32_t value = field("labelvalue").toInt(&isNumber);
        if (!isNumber)
            break;
        LabelName name{QString::fromUtf8(field("name")).simplified().left(kLongestName), {}};
        const std::vector<double> c = numbersOf(field("color"));
        const auto isShare = [](double v) { return v >= 0 && v <= 1; };
        if (c.size() == 3 && std::all_of(c.begin(), c.end(), isShare))
            name.color = {std::uint8_t(std::lround(c[0] * 255)), std::uint8_t(std::lround(c[1] * 255)),
                          std::uint8_t(std::lround(c[2] * 255))};
        names.emplace(value, std::move(name));
    }
    return names;
}

} // namespace

Result<LabelVolume> readNrrd(std::span<const std::byte> file, Finish finish) {
    const auto header = nrrdHeader(file);
    if (!header)
        return fail(ErrorKind::Refused, "malformed");
    const auto& f = header->fields;
    // Data in another file could name any file of this machine.
    if (f.contains("data file") || f.contains("datafile"))
        return fail(ErrorKind::Refused, "unsupported-object");
    const auto type = typeOf(f.value("type"));
    if (!type || !isThreeDimensional(f))
        return fail(ErrorKind::Refused, "unsupported-object");
    const QByteArray encoding = f.value("encoding").toLower();
    const bool packed = encoding == "gzip" || encoding == "gz";
    if (!packed && encoding != "raw")
        return fail(ErrorKind::Refused, "unsupported-object");
    if (f.value("line skip", "0") != "0" || f.value("byte skip", "0") != "0")
        return fail(ErrorKind::Refused, "unsupported-object");
    RawGrid raw;
    raw.type = *type;
    raw.bigEndian = f.value("endian").toLower() == "big";
    if (!setSides(spatialSides(f), raw.grid))
        return fail(ErrorKind::Refused, "bad-geometry");
    if (auto placed = placeNrrd(*header, raw.grid); !placed)
        return tl::unexpected(placed.error());
    auto volume = valuesOf(raw, file.subspan(header->end), packed, finish);
    if (volume)
        volume->names = namesOf(*header);
    return volume;
}

Result<LabelVolume> readMetaImage(std::span<const std::byte> file, Finish finish) {
    const auto header = metaHeader(file);
    if (!header)
        return fail(ErrorKind::Refused, "malformed");
    const auto& f = header->fields;
    const auto type = typeOf(f.value("elementtype"));
    if (f.value("elementdatafile").toUpper() != "LOCAL" || !type || f.value("ndims") != "3" ||
        f.value("elementnumberofchannels", "1") != "1" || !isTrue(f.value("binarydata", "True")))
        return fail(ErrorKind::Refused, "unsupported-object");
    RawGrid raw;
    raw.type = *type;
    raw.bigEndian = isTrue(f.value("binarydatabyteordermsb")) || isTrue(f.value("elementbyteordermsb"));
    if (!setSides(numbersOf(f.value("dimsize")), raw.grid))
        return fail(ErrorKind::Refused, "bad-geometry");
    std::vector<double> spacing = numbersOf(f.value("elementspacing", "1 1 1"));
    std::vector<double> origin = numbersOf(f.value(f.contains("offset")     ? "offset"
                                                   : f.contains("position") ? "position"
                                                                            : "origin",
                                                   "0 0 0"));
    std::vector<double> m = numbersOf(f.value(f.contains("transformmatrix") ? "transformmatrix"
                                              : f.contains("rotation")      ? "rotation"
                                                                            : "orientation",
                                              "1 0 0 0 1 0 0 0 1"));
    if (spacing.size() != 3 || origin.size() != 3 || m.size() != 9)
        return fail(ErrorKind::Refused, "bad-geometry");
    // ITK writes LPS whatever AnatomicalOrientation says; the matrix lists axis by axis.
    const auto step = [&](std::size_t n) {
        return WorldVector(WorldVector(m[3 * n], m[3 * n + 1], m[3 * n + 2]) * spacing[n]);
    };
    if (auto placed =
            setGrid({step(0), step(1), step(2)}, WorldPoint(origin[0], origin[1], origin[2]), raw.grid);
        !placed)
        return tl::unexpected(placed.error());
    return valuesOf(raw, file.subspan(header->end), isTrue(f.value("compresseddata")), finish);
}

} // namespace casebook::dicom
