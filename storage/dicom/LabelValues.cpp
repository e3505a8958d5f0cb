// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/LabelValues.h"

#include <openssl/evp.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace casebook::dicom {
namespace {

template <class T>
T numberAt(const char* data, std::size_t index, bool swap) {
    std::array<char, sizeof(T)> raw{};
    std::memcpy(raw.data(), data + index * sizeof(T), sizeof(T));
    if (swap)
        std::reverse(raw.begin(), raw.end());
    return std::bit_cast<T>(raw);
}

/// Whole numbers after scaling, or false at the first that is none.
template <class T>
bool convert(const RawGrid& raw, const char* data, std::vector<std::int32_t>& out) {
    const bool swap = raw.bigEndian;
    const bool scaled = raw.slope != 1 || raw.intercept != 0;
    for (std::size_t n = 0; n < out.size(); ++n) {
        const T stored = numberAt<T>(data, n, swap);
        if constexpr (sizeof(T) <= 2) {
            if (!scaled) {
                out[n] = std::int32_t(stored);
                continue;
            }
        }
        const double value = raw.slope * double(stored) + raw.intercept;
        if (value != std::floor(value) || std::abs(value) > 2147483647.0)
            return false;
        out[n] = std::int32_t(value);
    }
    return true;
}

bool convertAny(const RawGrid& raw, const char* data, std::vector<std::int32_t>& out) {
    switch (raw.type) {
    case NumberType::U8: return convert<std::uint8_t>(raw, data, out);
    case NumberType::S8: return convert<std::int8_t>(raw, data, out);
    case NumberType::U16: return convert<std::uint16_t>(raw, data, out);
    case NumberType::S16: return convert<std::int16_t>(raw, data, out);
    case NumberType::U32: return convert<std::uint32_t>(raw, data, out);
    case NumberType::S32: return convert<std::int32_t>(raw, data, out);
    case NumberType::U64: return convert<std::uint64_t>(raw, data, out);
    case NumberType::S64: return convert<std::int64_t>(raw, data, out);
    case NumberType::F32: return convert<float>(raw, data, out);
    case NumberType::F64: return convert<double>(raw, data, out);
    }
    return false;
}

template <class T>
void convertReals(const RawGrid& raw, const char* data, std::vector<float>& out) {
    for (std::size_t n = 0; n < out.size(); ++n)
        out[n] = float(raw.slope * double(numberAt<T>(data, n, raw.bigEndian)) + raw.intercept);
}

void convertAnyReals(const RawGrid& raw, const char* data, std::vector<float>& out) {
    switch (raw.type) {
    case NumberType::U8: return convertReals<std::uint8_t>(raw, data, out);
    case NumberType::S8: return convertReals<std::int8_t>(raw, data, out);
    case NumberType::U16: return convertReals<std::uint16_t>(raw, data, out);
    case NumberType::S16: return convertReals<std::int16_t>(raw, data, out);
    case NumberType::U32: return convertReals<std::uint32_t>(raw, data, out);
    case NumberType::S32: return convertReals<std::int32_t>(raw, data, out);
    case NumberType::U64: return convertReals<std::uint64_t>(raw, data, out);
    case NumberType::S64: return convertReals<std::int64_t>(raw, data, out);
    case NumberType::F32: return convertReals<float>(raw, data, out);
    case NumberType::F64: return convertReals<double>(raw, data, out);
    }
}

/// The grid is possible and the bytes are there.
Result<QByteArrayView> checked(const RawGrid& raw, QByteArrayView data) {
    const GridGeometry& g = raw.grid;
    constexpr int kLongestSide = 65535;
    if (g.columns < 1 || g.rows < 1 || g.slices < 1)
        return fail(ErrorKind::Refused, "bad-geometry");
    if (g.columns > kLongestSide || g.rows > kLongestSide || g.slices > kLongestSide ||
        raw.bytes() > kMostLabelBytes)
        return fail(ErrorKind::Refused, "too-large");
    if (data.size() < raw.bytes())
        return fail(ErrorKind::Refused, "truncated");
    return data.first(raw.bytes());
}

QByteArray hashLittleEndian(const RawGrid& raw, QByteArrayView data) {
    QByteArray bytes(data.data(), data.size());
    if (const int width = bytesOf(raw.type); raw.bigEndian && width > 1) {
        for (qsizetype at = 0; at + width <= bytes.size(); at += width)
            std::reverse(bytes.data() + at, bytes.data() + at + width);
    }
    QByteArray out(32, Qt::Uninitialized);
    unsigned int length = 0;
    EVP_Digest(bytes.constData(), size_t(bytes.size()), reinterpret_cast<unsigned char*>(out.data()), &length,
               EVP_sha256(), nullptr);
    return out;
}

} // namespace

int bytesOf(NumberType type) {
    switch (type) {
    case NumberType::U8:
    case NumberType::S8: return 1;
    case NumberType::U16:
    case NumberType::S16: return 2;
    case NumberType::U32:
    case NumberType::S32:
    case NumberType::F32: return 4;
    case NumberType::U64:
    case NumberType::S64:
    case NumberType::F64: return 8;
    }
    return 1;
}

Result<> setGrid(const std::array<WorldVector, 3>& steps, const WorldPoint& origin, GridGeometry& grid) {
    const std::array<double, 3> lengths{steps[0].norm(), steps[1].norm(), steps[2].norm()};
    constexpr double kShortest_mm = 1e-6;
    if (std::any_of(lengths.begin(), lengths.end(),
                    [](double l) { return !(l > kShortest_mm) || !std::isfinite(l); }) ||
        !origin.allFinite())
        return fail(ErrorKind::Refused, "bad-geometry");
    const WorldVector row = steps[0] / lengths[0], column = steps[1] / lengths[1];
    const WorldVector normal = row.cross(column);
    // Rows and columns must be at right angles; only the third axis may lean.
    constexpr double kLean = 0.01;
    if (std::abs(row.dot(column)) > kLean || std::abs(normal.dot(steps[2])) < kLean * lengths[2])
        return fail(ErrorKind::Refused, "bad-geometry");
    grid.rowDirection = row;
    grid.columnDirection = column;
    grid.columnSpacing = lengths[0];
    grid.rowSpacing = lengths[1];
    grid.sliceStep = steps[2];
    grid.origin = origin;
    return {};
}

Result<LabelVolume> labelsOf(const RawGrid& raw, QByteArrayView data) {
    const auto there = checked(raw, data);
    if (!there)
        return tl::unexpected(there.error());
    LabelVolume out;
    out.grid = raw.grid;
    out.values.resize(std::size_t(raw.count()));
    if (!convertAny(raw, there->data(), out.values))
        return fail(ErrorKind::Refused, "not-labels");
    out.storedHash = hashLittleEndian(raw, *there);
    return out;
}

Result<LabelVolume> realsOf(const RawGrid& raw, QByteArrayView data) {
    const auto there = checked(raw, data);
    if (!there)
        return tl::unexpected(there.error());
    // Four bytes a voxel go through memory of kLargestBulk.
    constexpr std::int64_t kMostReals = (std::int64_t(1) << 28) - (std::int64_t(1) << 22);
    if (raw.count() > kMostReals)
        return fail(ErrorKind::Refused, "too-large");
    LabelVolume out;
    out.grid = raw.grid;
    out.reals.resize(std::size_t(raw.count()));
    convertAnyReals(raw, there->data(), out.reals);
    out.storedHash = hashLittleEndian(raw, *there);
    return out;
}

} // namespace casebook::dicom
