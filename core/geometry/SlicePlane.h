// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/GridGeometry.h"

namespace casebook {

/// A picture's pixels in the patient: square pixels on a plane, LPS mm. The viewer looks along
/// `normal()`. Value; any thread.
struct SlicePlane {
    WorldPoint origin{0, 0, 0};    ///< centre of pixel (0,0), the upper left one
    WorldVector right{1, 0, 0};    ///< unit; direction of rising x
    WorldVector down{0, 1, 0};     ///< unit, perpendicular to `right`; direction of rising y
    double pixelSize_mm = 1;
    int width = 0;
    int height = 0;

    [[nodiscard]] WorldVector normal() const { return right.cross(down); } ///< away from the viewer
    /// @param x,y in pixels; whole numbers are pixel centres.
    [[nodiscard]] WorldPoint toWorld(double x, double y) const {
        return origin + right * (x * pixelSize_mm) + down * (y * pixelSize_mm);
    }
    /// (x, y) in pixels and the distance from the plane along the normal in mm.
    [[nodiscard]] Eigen::Vector3d toPixel(const WorldPoint& p) const;
    [[nodiscard]] WorldPoint centre() const { return toWorld((width - 1) / 2.0, (height - 1) / 2.0); }
    bool operator==(const SlicePlane&) const = default;
};

enum class PlaneKind { Axial, Coronal, Sagittal };

/// What stands in for the patient's left, back and head when standard planes are laid out: unit,
/// mutually perpendicular, right-handed.
struct ViewAxes {
    WorldVector left{1, 0, 0};
    WorldVector posterior{0, 1, 0};
    WorldVector head{0, 0, 1};
    bool operator==(const ViewAxes&) const = default;
};

/// The axes of the slices (row, column, normal) in the order and signs nearest to the patient's own:
/// planes along them show acquired pixels, also of a tilted or oblique series.
[[nodiscard]] ViewAxes acquiredAxes(const GridGeometry& grid);

/// A standard plane through `centre`, which falls on the middle of the picture, in the radiological
/// convention: axial from the feet (patient's right on screen left, front up), coronal from the front
/// (head up), sagittal from the left (front on screen left, head up).
[[nodiscard]] SlicePlane standardPlane(PlaneKind kind, const ViewAxes& axes, const WorldPoint& centre,
                                       double pixelSize_mm, int width, int height);

/// How a plane lies in a grid. Tolerance for "aligned": 1e-4 in each direction cosine (reference: ADR 5).
struct PlaneAlignment {
    bool aligned = false;             ///< right and down run along two axes of the grid, either way
    int axis = 2;                     ///< grid axis nearest to the normal: 0 column, 1 row, 2 slice
    int rightAxis = 0, downAxis = 1;  ///< grid axes along right and down, where aligned
    bool rightFlipped = false, downFlipped = false;
    bool normalFlipped = false;       ///< rising index of `axis` comes towards the viewer
    int slice = 0;                    ///< nearest index along `axis`; may lie outside [0, count)
    int count = 0;                    ///< slices along `axis`
    double step_mm = 1;               ///< distance of two neighbouring planes along the normal
};
[[nodiscard]] PlaneAlignment alignment(const GridGeometry& grid, const SlicePlane& plane);

/// The same plane, moved along its normal onto the centre of slice `index` of `PlaneAlignment::axis`.
/// An oblique plane moves onto the grid centre plus whole steps.
[[nodiscard]] SlicePlane movedToSlice(const GridGeometry& grid, const SlicePlane& plane, int index);

} // namespace casebook
