// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/SlicePlane.h"

#include <QPointF>
#include <QRectF>
#include <QSize>
#include <QSizeF>

namespace casebook {

struct Volume;

/// Where a pane looks: one value from which picture, letters, ruler, overlays and mouse all follow.
/// Screen places are logical pixels of the pane, (0,0) its upper left corner; patient places LPS mm.
struct SliceCamera {
    PlaneKind kind = PlaneKind::Axial;
    ViewAxes axes;
    WorldPoint centre{0, 0, 0}; ///< on the plane, shown in the middle of the pane
    double pixelsPerMm = 1;     ///< logical pixels
    bool flipped = false;       ///< mirrored left to right

    [[nodiscard]] WorldVector right() const;  ///< unit; to the right of the screen, flip counted
    [[nodiscard]] WorldVector down() const;   ///< unit
    /// Unit; from slice n to n+1: towards head (axial), back (coronal), left (sagittal).
    [[nodiscard]] WorldVector rising() const;
    [[nodiscard]] QPointF toScreen(const WorldPoint& p, QSizeF pane) const; ///< of the point's foot
    [[nodiscard]] WorldPoint toWorld(QPointF screen, QSizeF pane) const;
    [[nodiscard]] double distance_mm(const WorldPoint& p) const; ///< from the plane, along rising()
    /// The pixels of the pane; `ratio` = device pixels per logical pixel.
    [[nodiscard]] SlicePlane plane(QSizeF pane, double ratio) const;
    bool operator==(const SliceCamera&) const = default;
};

/// Place in the stack of slices, numbered from 0 along SliceCamera::rising().
struct SlicePlace {
    int number = 0;
    int count = 0;
    double step_mm = 1;
    bool native = true; ///< pixels are acquired ones; false: resampled (tilted series, other planes)
};
[[nodiscard]] SlicePlace slicePlace(const GridGeometry& grid, const SliceCamera& camera);
/// The camera on slice `number`, limited to the volume; moves along the normal only.
[[nodiscard]] SliceCamera atSlice(const GridGeometry& grid, const SliceCamera& camera, int number);
/// The camera on the slice nearest to the point; not moved within the plane.
[[nodiscard]] SliceCamera throughPoint(const GridGeometry& grid, const SliceCamera& camera,
                                       const WorldPoint& p);

/// Box around the body in the patient: two opposite corners along the axes of `acquiredAxes`.
struct BodyBox {
    WorldPoint centre{0, 0, 0};
    double left_mm = 0, posterior_mm = 0, head_mm = 0; ///< full extents along ViewAxes
};
/// The part of a CT above -300 HU without air and most of the table, found on a coarse grid (2 ms);
/// the whole grid where that finds nothing or the values are no HU. Any thread.
[[nodiscard]] BodyBox bodyBox(const Volume& volume);
/// The body whole in the pane, with a small margin, on the slice through its middle.
[[nodiscard]] SliceCamera fitted(const GridGeometry& grid, const BodyBox& body, PlaneKind kind, QSizeF pane);

} // namespace casebook
