// SPDX-License-Identifier: GPL-3.0-or-later
// NIfTI-1 and NIfTI-2, single file (https://nifti.nimh.nih.gov): header, qform and sform, values.
#include "storage/dicom/Inflate.h"
#include "storage/dicom/LabelValues.h"

#include <Eigen/Core>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace casebook::dicom {
namespace {

/// Where the values begin in a joined pair: the header and its four extension bytes.
constexpr qsizetype kPairHeader1 = 352, kPairHeader2 = 544;

/// Fields at fixed places, in either byte order.
class Header {
public:
    Header(std::span<const std::byte> bytes, bool swap) : bytes_(bytes), swap_(swap) {}
    template <class T>
    [[nodiscard]] T at(std::size_t offset) const {
        std::array<std::byte, sizeof(T)> raw{};
        std::copy_n(bytes_.begin() + std::ptrdiff_t(offset), sizeof(T), raw.begin());
        if (swap_)
            std::reverse(raw.begin(), raw.end());
        return std::bit_cast<T>(raw);
    }

private:
    std::span<const std::byte> bytes_;
    bool swap_;
};

/// What both versions say, in one form.
struct Fields {
    std::array<std::int64_t, 8> dim{};
    std::array<double, 8> pixdim{};
    int type = 0;
    double voxOffset = 0, slope = 0, intercept = 0;
    int qform = 0, sform = 0;
    std::array<double, 6> quatern{}; ///< b, c, d, x, y, z
    std::array<std::array<double, 4>, 3> srow{};
    int units = 0;
};

Fields fieldsOfVersion1(const Header& h) {
    Fields f;
    for (std::size_t n = 0; n < 8; ++n) {
        f.dim[n] = h.at<std::int16_t>(40 + 2 * n);
        f.pixdim[n] = double(h.at<float>(76 + 4 * n));
    }
    f.type = h.at<std::int16_t>(70);
    f.voxOffset = double(h.at<float>(108));
    f.slope = double(h.at<float>(112));
    f.intercept = double(h.at<float>(116));
    f.units = h.at<std::uint8_t>(123);
    f.qform = h.at<std::int16_t>(252);
    f.sform = h.at<std::int16_t>(254);
    for (std::size_t n = 0; n < 6; ++n)
        f.quatern[n] = double(h.at<float>(256 + 4 * n));
    for (std::size_t r = 0; r < 3; ++r) {
        for (std::size_t c = 0; c < 4; ++c)
            f.srow[r][c] = double(h.at<float>(280 + 16 * r + 4 * c));
    }
    return f;
}

Fields fieldsOfVersion2(const Header& h) {
    Fields f;
    f.type = h.at<std::int16_t>(12);
    for (std::size_t n = 0; n < 8; ++n) {
        f.dim[n] = h.at<std::int64_t>(16 + 8 * n);
        f.pixdim[n] = h.at<double>(104 + 8 * n);
    }
    f.voxOffset = double(h.at<std::int64_t>(168));
    f.slope = h.at<double>(176);
    f.intercept = h.at<double>(184);
    f.qform = h.at<std::int32_t>(344);
    f.sform = h.at<std::int32_t>(348);
    for (std::size_t n = 0; n < 6; ++n)
        f.quatern[n] = h.at<double>(352 + 8 * n);
    for (std::size_t r = 0; r < 3; ++r) {
        for (std::size_t c = 0; c < 4; ++c)
            f.srow[r][c] = h.at<double>(400 + 32 * r + 8 * c);
    }
    f.units = h.at<std::int32_t>(500);
    return f;
}

std::optional<NumberType> typeOf(int code) {
    switch (code) {
    case 2: return NumberType::U8;
    case 256: return NumberType::S8;
    case 512: return NumberType::U16;
    case 4: return NumberType::S16;
    case 768: return NumberType::U32;
    case 8: return NumberType::S32;
    case 1280: return NumberType::U64;
    case 1024: return NumberType::S64;
    case 16: return NumberType::F32;
    case 64: return NumberType::F64;
    default: return {}; // complex, colour, 128-bit
    }
}

using Affine = Eigen::Matrix<double, 3, 4>;

Affine affineOfSform(const Fields& f) {
    Affine m;
    for (int r = 0; r < 3; ++r) {
        for (int c = 0; c < 4; ++c)
            m(r, c) = f.srow[std::size_t(r)][std::size_t(c)];
    }
    return m;
}

/// nifti1.h, method 2: the quaternion's real part follows from its length.
Affine affineOfQform(const Fields& f) {
    const double b = f.quatern[0], c = f.quatern[1], d = f.quatern[2];
    const double a = std::sqrt(std::max(0.0, 1.0 - (b * b + c * c + d * d)));
    Eigen::Matrix3d r;
    r << a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c), 2 * (b * c + a * d),
        a * a + c * c - b * b - d * d, 2 * (c * d - a * b), 2 * (b * d - a * c), 2 * (c * d + a * b),
        a * a + d * d - b * b - c * c;
    const double qfac = f.pixdim[0] < 0 ? -1.0 : 1.0;
    Affine m;
    m.col(0) = r.col(0) * f.pixdim[1];
    m.col(1) = r.col(1) * f.pixdim[2];
    m.col(2) = r.col(2) * f.pixdim[3] * qfac;
    m.col(3) = Eigen::Vector3d(f.quatern[3], f.quatern[4], f.quatern[5]);
    return m;
}

/// In millimetres, still RAS.
Affine millimetres(const Fields& f, Affine m) {
    const int space = f.units & 0x07;
    return m * (space == 1 ? 1000.0 : space == 3 ? 0.001 : 1.0); // metres, micrometres; else millimetres
}

/// Largest distance between the places that the two forms give the corners; 0 where only one is set.
double formsApart(const Fields& f, const GridGeometry& size) {
    if (f.sform <= 0 || f.qform <= 0)
        return 0;
    const Affine difference = millimetres(f, affineOfSform(f)) - millimetres(f, affineOfQform(f));
    double most = 0;
    for (unsigned c = 0; c < 8; ++c) {
        const Eigen::Vector4d corner((c & 1U) ? size.columns - 1 : 0, (c & 2U) ? size.rows - 1 : 0,
                                     (c & 4U) ? size.slices - 1 : 0, 1);
        most = std::max(most, (difference * corner).norm());
    }
    return most;
}

/// RAS millimetres to LPS millimetres.
Result<> place(const Fields& f, GridGeometry& grid) {
    if (f.sform <= 0 && f.qform <= 0)
        return fail(ErrorKind::Refused, "bad-geometry");
    Affine m = millimetres(f, f.sform > 0 ? affineOfSform(f) : affineOfQform(f));
    m.row(0) *= -1;
    m.row(1) *= -1;
    return setGrid({m.col(0), m.col(1), m.col(2)}, m.col(3), grid);
}

Result<Fields> fieldsOf(std::span<const std::byte> bytes, bool& bigEndian) {
    if (bytes.size() < 348)
        return fail(ErrorKind::Refused, "truncated");
    for (const bool swap : {false, true}) {
        const Header h(bytes, swap);
        const auto size = h.at<std::int32_t>(0);
        if (size != 348 && size != 540)
            continue;
        bigEndian = swap;
        if (size == 348) {
            const bool pair = std::memcmp(bytes.data() + 344, "ni1", 3) == 0;
            if (!pair && std::memcmp(bytes.data() + 344, "n+1", 3) != 0)
                return fail(ErrorKind::Refused, "unsupported-object"); // Analyze 7.5: no place in the patient
            Fields f = fieldsOfVersion1(h);
            if (pair)
                f.voxOffset = std::max(0.0, f.voxOffset) + double(kPairHeader1);
            return f;
        }
        if (bytes.size() < 540)
            return fail(ErrorKind::Refused, "truncated");
        const bool pair = std::memcmp(bytes.data() + 4, "ni2", 3) == 0;
        if (!pair && std::memcmp(bytes.data() + 4, "n+2", 3) != 0)
            return fail(ErrorKind::Refused, "unsupported-object");
        Fields f = fieldsOfVersion2(h);
        if (pair)
            f.voxOffset = std::max(0.0, f.voxOffset) + double(kPairHeader2);
        return f;
    }
    return fail(ErrorKind::Refused, "malformed");
}

} // namespace

Result<LabelVolume> readNifti(std::span<const std::byte> file, Finish finish) {
    constexpr std::int64_t kHeader = 1024;
    QByteArray unpacked;
    std::span<const std::byte> bytes = file;
    if (isGzip(file)) {
        auto head = inflateUpTo(file, kHeader);
        if (!head)
            return tl::unexpected(head.error());
        unpacked = std::move(*head);
        bytes = std::as_bytes(std::span(unpacked.constData(), std::size_t(unpacked.size())));
    }
    RawGrid raw;
    const auto f = fieldsOf(bytes, raw.bigEndian);
    if (!f)
        return tl::unexpected(f.error());
    const auto type = typeOf(f->type);
    const bool three =
        f->dim[0] >= 2 && f->dim[0] <= 7 &&
        std::all_of(f->dim.begin() + 4, f->dim.begin() + std::max<std::int64_t>(4, f->dim[0] + 1),
                    [](std::int64_t d) { return d <= 1; });
    if (!type || !three)
        return fail(ErrorKind::Refused, "unsupported-object");
    raw.type = *type;
    for (std::size_t n = 1; n <= 3; ++n) {
        if (f->dim[n] > 65535 || (f->dim[n] < 1 && n <= 2))
            return fail(ErrorKind::Refused, "bad-geometry");
    }
    raw.grid.columns = int(f->dim[1]);
    raw.grid.rows = int(f->dim[2]);
    raw.grid.slices = f->dim[0] < 3 ? 1 : int(std::max<std::int64_t>(1, f->dim[3]));
    if (std::isfinite(f->slope) && f->slope != 0 && std::isfinite(f->intercept)) {
        raw.slope = f->slope;
        raw.intercept = f->intercept;
    }
    if (auto placed = place(*f, raw.grid); !placed)
        return tl::unexpected(placed.error());
    const double apart = formsApart(*f, raw.grid);
    const auto told = [apart](Result<LabelVolume> volume) {
        if (volume && std::isfinite(apart))
            volume->formsApart_mm = apart;
        return volume;
    };
    // Version 1 has it as a float, which need not be a number.
    const auto offset = std::isfinite(f->voxOffset) ? std::int64_t(std::clamp(f->voxOffset, 0.0, 1e9)) : 0;
    if (offset < 348 || raw.bytes() > kMostLabelBytes)
        return fail(ErrorKind::Refused, offset < 348 ? "malformed" : "too-large");
    if (isGzip(file)) {
        auto all = inflateUpTo(file, offset + raw.bytes());
        if (!all)
            return tl::unexpected(all.error());
        return told(finish(raw, QByteArrayView(*all).sliced(std::min(offset, std::int64_t(all->size())))));
    }
    const std::span<const std::byte> rest = file.subspan(std::min(std::size_t(offset), file.size()));
    return told(finish(raw, {reinterpret_cast<const char*>(rest.data()), qsizetype(rest.size())}));
}

QByteArray joinedPair(const QByteArray& header, const QByteArray& values) {
    constexpr qsizetype kVersion1 = 348, kVersion2 = 540;
    const qsizetype size = header.size();
    const qsizetype whole = size < kVersion1 ? 0 : size < kVersion2 ? kPairHeader1 : kPairHeader2;
    if (whole == 0)
        return {};
    QByteArray out = header.first(std::min(size, whole));
    out.resize(whole, char(0));
    return out + values;
}

} // namespace casebook::dicom
