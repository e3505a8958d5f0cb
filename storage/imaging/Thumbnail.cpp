// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/Thumbnail.h"

#include "core/geometry/SliceKind.h"
#include "core/volume/Resample.h"

#include <QBuffer>
#include <QImage>

#include <algorithm>

namespace casebook::thumbnail {

namespace {

constexpr int side = 256;
constexpr int jpegQuality = 85;

/// The acquired plane, all of it, with square pixels.
SlicePlane wholeSlice(const GridGeometry& grid) {
    const double width_mm = grid.columns * grid.columnSpacing;
    const double height_mm = grid.rows * grid.rowSpacing;
    const WorldPoint centre =
        grid.toWorld({(grid.columns - 1) / 2.0, (grid.rows - 1) / 2.0, (grid.slices - 1) / 2.0});
    return standardPlane(kindOfSlices(grid), acquiredAxes(grid), centre, std::max(width_mm, height_mm) / side,
                         side, side);
}

/// The middle image of one volume; empty where it can't be read.
Result<QByteArray> picture(const SeriesLoader& loader, const QString& seriesUid, int index) {
    const auto slice = loader.middleSlice(seriesUid, index);
    if (!slice)
        return slice.error().kind == ErrorKind::Refused ? Result<QByteArray>(QByteArray())
                                                        : tl::unexpected(slice.error());
    const SlicePlane plane = wholeSlice((*slice)->grid);
    QImage image(plane.width, plane.height, QImage::Format_RGB32);
    SliceRenderer renderer;
    renderer.setVolume(*slice);
    if (!renderer.render(plane, firstWindow(**slice), {}, reinterpret_cast<std::uint32_t*>(image.bits()),
                         image.bytesPerLine()))
        return QByteArray();
    QByteArray jpeg;
    QBuffer buffer(&jpeg);
    buffer.open(QIODevice::WriteOnly);
    image.convertToFormat(QImage::Format_Grayscale8).save(&buffer, "JPEG", jpegQuality);
    return jpeg;
}

} // namespace

Result<QByteArray> make(const SeriesLoader& loader, const QString& seriesUid) {
    const auto planned = loader.plan(seriesUid);
    if (!planned)
        return tl::unexpected(planned.error());
    if (planned->plan.volumes.empty() && planned->plan.pictures.empty())
        return QByteArray();
    int largest = 0;
    for (int i = 1; i < int(planned->plan.volumes.size()); ++i)
        if (planned->plan.volumes[std::size_t(i)].slots.size() >
            planned->plan.volumes[std::size_t(largest)].slots.size())
            largest = i;
    return picture(loader, seriesUid, largest);
}

Result<QByteArray> makeOf(const SeriesLoader& loader, const QString& seriesUid, int index) {
    return picture(loader, seriesUid, index);
}

Result<> store(WriteTransaction& tx, const QString& seriesUid, const QByteArray& jpeg) {
    return tx.run(
        "INSERT INTO thumbnail(series, size, jpeg) SELECT id, ?, ? FROM dicom_series WHERE series_uid = ?"
        " ON CONFLICT(series, size) DO UPDATE SET jpeg = excluded.jpeg",
        side, jpeg, seriesUid);
}

Result<QByteArray> find(Connection& connection, const QString& seriesUid) {
    auto row = connection.prepare("SELECT t.jpeg FROM thumbnail t JOIN dicom_series s ON s.id = t.series"
                                  " WHERE s.series_uid = ? AND t.size = ?");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(seriesUid, side);
    const auto has = row->step();
    if (!has)
        return tl::unexpected(has.error());
    return *has ? row->blob(0) : QByteArray();
}

} // namespace casebook::thumbnail
