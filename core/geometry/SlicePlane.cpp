// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/geometry/SlicePlane.h"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace casebook {

namespace {

constexpr double alignedCosine = 1e-4;

/// +1 or -1 where `direction` runs along the step of that axis, else 0.
int parallel(const GridGeometry& grid, int axis, const WorldVector& direction) {
    const WorldVector along = grid.step(axis).normalized();
    const WorldVector difference = along * (along.dot(direction) < 0 ? -1.0 : 1.0) - direction;
    if (difference.cwiseAbs().maxCoeff() > alignedCosine)
        return 0;
    return along.dot(direction) < 0 ? -1 : 1;
}

/// Distance of neighbouring planes of an axis along `normal`, signed.
double stepAlong(const GridGeometry& grid, int axis, const WorldVector& normal) {
    return grid.step(axis).dot(normal);
}

void align(const GridGeometry& grid, const SlicePlane& plane, PlaneAlignment& out) {
    for (int r = 0; r < 3; ++r) {
        for (int d = 0; d < 3; ++d) {
            if (r == d)
                continue;
            const int right = parallel(grid, r, plane.right);
            const int down = parallel(grid, d, plane.down);
            if (right == 0 || down == 0)
                continue;
            out.aligned = true;
            out.rightAxis = r;
            out.downAxis = d;
            out.rightFlipped = right < 0;
            out.downFlipped = down < 0;
            out.axis = 3 - r - d;
        }
    }
}

} // namespace

Eigen::Vector3d SlicePlane::toPixel(const WorldPoint& p) const {
    const WorldVector v = p - origin;
    return {v.dot(right) / pixelSize_mm, v.dot(down) / pixelSize_mm, v.dot(normal())};
}

ViewAxes acquiredAxes(const GridGeometry& grid) {
    // Exactly perpendicular, whatever the rounding of the header.
    const WorldVector n = grid.normal();
    const WorldVector r = grid.rowDirection.normalized();
    const std::array<WorldVector, 3> axes{r, n.cross(r), n};
    std::array<int, 3> order{0, 1, 2};
    double best = -4;
    ViewAxes out;
    do {
        for (unsigned signs = 0; signs < 8; ++signs) {
            std::array<WorldVector, 3> turned;
            for (std::size_t a = 0; a < 3; ++a)
                turned[a] = axes[std::size_t(order[a])] * (((signs >> a) & 1U) ? -1.0 : 1.0);
            if (turned[0].cross(turned[1]).dot(turned[2]) < 0)
                continue;
            const double likeness = turned[0].x() + turned[1].y() + turned[2].z();
            if (likeness > best + 1e-9) {
                best = likeness;
                out = ViewAxes{turned[0], turned[1], turned[2]};
            }
        }
    } while (std::next_permutation(order.begin(), order.end()));
    return out;
}

SlicePlane standardPlane(PlaneKind kind, const ViewAxes& axes, const WorldPoint& centre, double pixelSize_mm,
                         int width, int height) {
    SlicePlane plane;
    plane.right = kind == PlaneKind::Sagittal ? axes.posterior : axes.left;
    plane.down = kind == PlaneKind::Axial ? axes.posterior : WorldVector(-axes.head);
    plane.pixelSize_mm = pixelSize_mm;
    plane.width = width;
    plane.height = height;
    plane.origin = centre - plane.right * (pixelSize_mm * (width - 1) / 2.0) -
                   plane.down * (pixelSize_mm * (height - 1) / 2.0);
    return plane;
}

PlaneAlignment alignment(const GridGeometry& grid, const SlicePlane& plane) {
    PlaneAlignment out;
    const WorldVector normal = plane.normal().normalized();
    align(grid, plane, out);
    if (!out.aligned) {
        double best = -1;
        for (int axis = 0; axis < 3; ++axis) {
            const double along = std::abs(grid.step(axis).normalized().dot(normal));
            if (along > best + 1e-9) {
                best = along;
                out.axis = axis;
            }
        }
    }
    const double step = stepAlong(grid, out.axis, normal);
    out.normalFlipped = step < 0;
    out.step_mm = std::max(std::abs(step), 1e-6);
    out.count = grid.size()[std::size_t(out.axis)];
    // Where the middle of the picture lies along the axis: for aligned planes any of its points would do.
    const double along =
        out.aligned ? (plane.origin - grid.origin).dot(normal) : (plane.centre() - grid.centre()).dot(normal);
    const double at =
        (step < 0 ? -1.0 : 1.0) * along / out.step_mm + (out.aligned ? 0.0 : (out.count - 1) / 2.0);
    out.slice = int(std::lround(std::clamp(at, -1e9, 1e9)));
    return out;
}

SlicePlane movedToSlice(const GridGeometry& grid, const SlicePlane& plane, int index) {
    const PlaneAlignment now = alignment(grid, plane);
    const WorldVector normal = plane.normal().normalized();
    const double sign = now.normalFlipped ? -1.0 : 1.0;
    const double middle = now.aligned ? 0.0 : (now.count - 1) / 2.0;
    const WorldPoint reference = now.aligned ? grid.origin : grid.centre();
    const double target = sign * (index - middle) * now.step_mm;
    const WorldPoint from = now.aligned ? plane.origin : plane.centre();
    SlicePlane out = plane;
    out.origin += normal * (target - (from - reference).dot(normal));
    return out;
}

} // namespace casebook
