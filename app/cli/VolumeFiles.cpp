// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/VolumeFiles.h"

#include "storage/export/OwnerFile.h"

#include <Eigen/Geometry>
#include <zlib.h>

#include <QSaveFile>
#include <QtEndian>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

static_assert(std::endian::native == std::endian::little, "voxels are written as they lie in memory");

namespace casebook {

VoxelFormat voxelFormat(const QString& path) {
    const QString name = path.toLower();
    if (name.endsWith(QLatin1StringView(".nii.gz")))
        return VoxelFormat::NiftiGzip;
    if (name.endsWith(QLatin1StringView(".nii")))
        return VoxelFormat::Nifti;
    if (name.endsWith(QLatin1StringView(".nrrd")))
        return VoxelFormat::Nrrd;
    return VoxelFormat::Unknown;
}

namespace {

std::size_t bytesPerVoxel(VoxelFile::Type type) { return type == VoxelFile::Type::UInt8 ? 1 : 2; }

/// NIfTI-1 header (nifti1.h), 348 bytes and 4 of "no extension", filled field by field at its offset.
class NiftiHeader {
public:
    NiftiHeader() : bytes_(352, '\0') {}
    void int32(int at, qint32 value) { qToLittleEndian(value, bytes_.data() + at); }
    void int16(int at, int value) { qToLittleEndian(qint16(value), bytes_.data() + at); }
    void real(int at, double value) { qToLittleEndian(float(value), bytes_.data() + at); }
    void text(int at, const char* value) { std::memcpy(bytes_.data() + at, value, std::strlen(value)); }
    void byte(int at, int value) { bytes_[at] = char(value); }
    [[nodiscard]] const QByteArray& bytes() const { return bytes_; }

private:
    QByteArray bytes_;
};

/// qform: rotation as a quaternion, with qfac for a left-handed grid. Only where the axes are
/// perpendicular: a quaternion cannot lean.
void setQuaternion(NiftiHeader& header, const Eigen::Matrix4d& ras) {
    Eigen::Matrix3d axes = ras.topLeftCorner<3, 3>();
    for (int c = 0; c < 3; ++c)
        axes.col(c).normalize();
    const double factor = axes.determinant() < 0 ? -1 : 1;
    axes.col(2) *= factor;
    if (!(axes.transpose() * axes).isIdentity(1e-4))
        return;
    Eigen::Quaterniond q(axes);
    q.normalize();
    if (q.w() < 0)
        q.coeffs() *= -1;
    header.real(76, factor); // pixdim[0]
    header.int16(252, 1);    // qform_code: scanner
    header.real(256, q.x());
    header.real(260, q.y());
    header.real(264, q.z());
    for (int r = 0; r < 3; ++r)
        header.real(268 + 4 * r, ras(r, 3));
}

QByteArray niftiHeader(const VoxelFile& file) {
    NiftiHeader header;
    const GridGeometry& grid = file.grid;
    const Eigen::Matrix4d ras = Eigen::Vector4d(-1, -1, 1, 1).asDiagonal() * grid.voxelToWorld();
    header.int32(0, 348);
    const int sizes[] = {3, grid.columns, grid.rows, grid.slices, 1, 1, 1, 1};
    for (int d = 0; d < 8; ++d)
        header.int16(40 + 2 * d, sizes[d]);
    header.int16(68, file.labels ? 1002 : 0); // intent: label
    header.int16(70, file.type == VoxelFile::Type::Int16 ? 4 : file.type == VoxelFile::Type::UInt8 ? 2 : 512);
    header.int16(72, int(bytesPerVoxel(file.type)) * 8);
    header.real(76, 1);
    for (int d = 0; d < 3; ++d)
        header.real(80 + 4 * d, ras.col(d).head<3>().norm());
    header.real(108, 352); // vox_offset
    header.real(112, file.slope);
    header.real(116, file.intercept);
    header.byte(123, 2); // mm
    header.text(148, "Casebook");
    setQuaternion(header, ras);
    header.int16(254, 1); // sform_code: scanner
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 4; ++c)
            header.real(280 + 16 * r + 4 * c, ras(r, c));
    header.text(344, "n+1");
    return header.bytes();
}

QByteArray number(double value) { return QByteArray::number(value, 'g', 17); }

template <class Vector>
QByteArray bracket(const Vector& v) {
    return '(' + number(v[0]) + ',' + number(v[1]) + ',' + number(v[2]) + ')';
}

QByteArray nrrdHeader(const VoxelFile& file) {
    const GridGeometry& grid = file.grid;
    const Eigen::Matrix4d lps = grid.voxelToWorld();
    const char* type = file.type == VoxelFile::Type::Int16   ? "short"
                       : file.type == VoxelFile::Type::UInt8 ? "unsigned char"
                                                             : "unsigned short";
    QByteArray text =
        "NRRD0005\n# Written by Casebook\ntype: " + QByteArray(type) +
        "\ndimension: 3\nspace: left-posterior-superior\nsizes: " + QByteArray::number(grid.columns) + ' ' +
        QByteArray::number(grid.rows) + ' ' + QByteArray::number(grid.slices) + "\nspace directions:";
    for (int c = 0; c < 3; ++c)
        text += ' ' + bracket(lps.col(c));
    text += "\nkinds: domain domain domain\nendian: little\nencoding: gzip\nspace origin: " +
            bracket(lps.col(3)) + '\n';
    if (file.slope != 1 || file.intercept != 0)
        text +=
            "rescale slope:=" + number(file.slope) + "\nrescale intercept:=" + number(file.intercept) + '\n';
    return text + '\n';
}

/// Bytes to a file, packed by gzip (no name, no time) where asked for.
class Sink {
public:
    Sink(QSaveFile& file, bool gzip) : file_(file), gzip_(gzip) {
        if (gzip_)
            ok_ = deflateInit2(&stream_, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK;
    }
    ~Sink() {
        if (gzip_)
            deflateEnd(&stream_);
    }
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;

    [[nodiscard]] bool put(std::span<const std::byte> bytes, bool last) {
        if (!gzip_)
            return file_.write(reinterpret_cast<const char*>(bytes.data()), qint64(bytes.size())) ==
                   qint64(bytes.size());
        // zlib counts in 32 bits.
        constexpr std::size_t most = std::size_t(1) << 30;
        do {
            const auto part = bytes.first(std::min(most, bytes.size()));
            bytes = bytes.subspan(part.size());
            if (!pack(part, last && bytes.empty()))
                return false;
        } while (!bytes.empty());
        return true;
    }

private:
    bool pack(std::span<const std::byte> bytes, bool last) {
        stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
        stream_.avail_in = uInt(bytes.size());
        QByteArray out(1 << 18, Qt::Uninitialized);
        do {
            stream_.next_out = reinterpret_cast<Bytef*>(out.data());
            stream_.avail_out = uInt(out.size());
            if (!ok_ || deflate(&stream_, last ? Z_FINISH : Z_NO_FLUSH) == Z_STREAM_ERROR)
                return false;
            const qint64 made = out.size() - qint64(stream_.avail_out);
            if (file_.write(out.constData(), made) != made)
                return false;
        } while (stream_.avail_out == 0);
        return true;
    }

    QSaveFile& file_;
    bool gzip_;
    bool ok_ = true;
    z_stream stream_{};
};

std::span<const std::byte> bytesOf(const QByteArray& bytes) {
    return std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size())));
}

} // namespace

Result<> writeVoxelFile(const QString& path, const VoxelFile& file) {
    const GridGeometry& grid = file.grid;
    const std::size_t voxels = std::size_t(std::max(0, grid.columns)) * std::size_t(std::max(0, grid.rows)) *
                               std::size_t(std::max(0, grid.slices));
    const int most = std::numeric_limits<qint16>::max();
    if (voxels == 0 || file.bytes.size() != voxels * bytesPerVoxel(file.type) || grid.columns > most ||
        grid.rows > most || grid.slices > most)
        return fail(ErrorKind::Refused, "bad-geometry", path);
    const VoxelFormat format = voxelFormat(path);
    QSaveFile out(path);
    if (!openForOwner(out))
        return fail(ErrorKind::System, "cannot-write", path, {out.errorString()});
    bool ok = true;
    if (format == VoxelFormat::Nrrd) {
        ok = out.write(nrrdHeader(file)) > 0;
        Sink sink(out, true);
        ok = ok && sink.put(file.bytes, true);
    } else {
        Sink sink(out, format == VoxelFormat::NiftiGzip);
        const QByteArray header = niftiHeader(file);
        ok = sink.put(bytesOf(header), false) && sink.put(file.bytes, true);
    }
    if (!ok || !out.commit())
        return fail(ErrorKind::System, "cannot-write", path, {out.errorString()});
    return {};
}

namespace {

bool liesOnGrid(const Volume& volume) {
    for (std::size_t k = 0; k < volume.positions.size(); ++k)
        if ((volume.positions[k] - volume.grid.toWorld({0, 0, double(k)})).norm() > 0.1)
            return false;
    return true;
}

/// Whole HU of every stored value that occurs, or nothing.
bool wholeNumbers(const Volume& volume) {
    if (volume.slope != std::floor(volume.slope) || volume.intercept != std::floor(volume.intercept))
        return false;
    const auto range = std::minmax_element(volume.stored.begin(),
                                           volume.stored.begin() + std::ptrdiff_t(volume.voxelCount()));
    const double a = volume.slope * *range.first + volume.intercept;
    const double b = volume.slope * *range.second + volume.intercept;
    return std::min(a, b) >= std::numeric_limits<qint16>::min() &&
           std::max(a, b) <= std::numeric_limits<qint16>::max();
}

} // namespace

Result<> writeVolume(const QString& path, const Volume& volume) {
    if (!liesOnGrid(volume))
        return fail(ErrorKind::Refused, "bad-geometry", volume.seriesUid);
    VoxelFile file;
    file.grid = volume.grid;
    const std::span stored(volume.stored.data(), volume.voxelCount());
    if (volume.voxelCount() == 0 || !wholeNumbers(volume)) {
        file.slope = volume.slope;
        file.intercept = volume.intercept;
        file.bytes = std::as_bytes(stored);
        return writeVoxelFile(path, file);
    }
    std::vector<std::int16_t> values(stored.size());
    const int slope = int(volume.slope), intercept = int(volume.intercept);
    std::transform(stored.begin(), stored.end(), values.begin(),
                   [&](std::int16_t v) { return std::int16_t(slope * v + intercept); });
    file.bytes = std::as_bytes(std::span(values));
    return writeVoxelFile(path, file);
}

namespace {

/// Sets the number of one segment in the map. False where another one is there already.
bool paint(std::vector<std::uint16_t>& map, const GridGeometry& grid, const Segment& segment) {
    const VoxelBox& box = segment.box;
    std::size_t from = 0;
    for (int k = 0; k < box.size[2]; ++k)
        for (int j = 0; j < box.size[1]; ++j) {
            const std::size_t row =
                (std::size_t(box.first[2] + k) * std::size_t(grid.rows) + std::size_t(box.first[1] + j)) *
                    std::size_t(grid.columns) +
                std::size_t(box.first[0]);
            for (std::size_t i = 0; i < std::size_t(box.size[0]); ++i, ++from) {
                if (segment.values[from] == 0)
                    continue;
                if (map[row + i] != 0)
                    return false;
                map[row + i] = std::uint16_t(segment.number);
            }
        }
    return true;
}

} // namespace

Result<> writeLabels(const QString& path, const Segmentation& segmentation, int only) {
    const GridGeometry& grid = segmentation.grid;
    std::vector<std::uint16_t> map(
        std::size_t(grid.columns) * std::size_t(grid.rows) * std::size_t(grid.slices), 0);
    int largest = 0, written = 0;
    for (const Segment& segment : segmentation.segments) {
        if (only != 0 && segment.number != only)
            continue;
        if (segment.number <= 0 || segment.number > 65535)
            return fail(ErrorKind::Refused, "no-such-segment", QString::number(segment.number));
        if (!paint(map, grid, segment))
            return fail(ErrorKind::Refused, "overlapping-segments", segmentation.uid);
        largest = std::max(largest, segment.number);
        ++written;
    }
    if (only != 0 && written == 0)
        return fail(ErrorKind::Refused, "no-such-segment", QString::number(only));
    VoxelFile file;
    file.grid = grid;
    file.labels = true;
    if (largest > 255) {
        file.type = VoxelFile::Type::UInt16;
        file.bytes = std::as_bytes(std::span(map));
        return writeVoxelFile(path, file);
    }
    std::vector<std::uint8_t> narrow(map.size());
    std::transform(map.begin(), map.end(), narrow.begin(), [](std::uint16_t v) { return std::uint8_t(v); });
    file.type = VoxelFile::Type::UInt8;
    file.bytes = std::as_bytes(std::span(narrow));
    return writeVoxelFile(path, file);
}

} // namespace casebook
