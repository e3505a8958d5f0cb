// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/Thumbnail.h"

#include "core/geometry/SlicePlane.h"
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
    const double pixel_mm = std::max(width_mm, height_mm) / side;
    const WorldPoint centre =
        grid.toWorld({(grid.columns - 1) / 2.0, (grid.rows - 1) / 2.0, (grid.slices - 1) / 2.0});
    const ViewAxes axes = acquiredAxes(grid);
    // The kind whose normal is the slice normal, so that the picture is an acquired slice.
    for (const PlaneKind kind : {PlaneKind::Axial, PlaneKind::Coronal, PlaneKind::Sagittal}) {
        const SlicePlane plane = standardPlane(kind, axes, centre, pixel_mm, side, side);
        if (alignment(grid, plane).axis == 2)
            return plane;
    }
    return standardPlane(PlaneKind::Axial, axes, centre, pixel_mm, side, side);
}

} // namespace

Result<QByteArray> make(const SeriesLoader& loader, const QString& seriesUid) {
    const auto planned = loader.plan(seriesUid);
    if (!planned)
        return tl::unexpected(planned.error());
    if (planned->plan.volumes.empty())
        return QByteArray();
    int largest = 0;
    for (int i = 1; i < int(planned->plan.volumes.size()); ++i)
        if (planned->plan.volumes[std::size_t(i)].slots.size() >
            planned->plan.volumes[std::size_t(largest)].slots.size())
            largest = i;
    const auto slice = loader.middleSlice(seriesUid, largest);
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
