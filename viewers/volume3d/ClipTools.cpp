// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/volume3d/ClipTools.h"

#include <algorithm>
#include <cmath>

namespace casebook {

namespace {

constexpr double kReach_px = 10;
constexpr double kTip_mm = 60;   ///< from the plane's middle to the handle that turns it
constexpr double kThinnest = 1;  ///< voxels between two faces

int sideOf(const GridGeometry& grid, std::size_t axis) {
    return axis == 0 ? grid.columns : axis == 1 ? grid.rows : grid.slices;
}

WorldPoint faceMiddle(const raycast::ClipBox& box, const GridGeometry& grid, int face) {
    VoxelPoint at;
    for (std::size_t a = 0; a < 3; ++a)
        at[Eigen::Index(a)] = (box.low[a] + box.high[a]) / 2;
    const std::size_t axis = std::size_t(face) / 2;
    at[Eigen::Index(axis)] = face % 2 ? box.high[axis] : box.low[axis];
    return grid.toWorld(at);
}

/// How far along `direction` (unit) a drag from the handle to a pixel goes, mm: the point of that line which
/// is seen nearest to the pixel. A line that points at the eye does not move.
double along(const WorldPoint& from, const WorldVector& direction, const QPointF& pixel,
             const RenderCamera& camera, const QSizeF& pane) {
    const auto start = projected(camera, pane, from), end = projected(camera, pane, from + direction);
    if (!start || !end)
        return 0;
    const QPointF step = *end - *start, wish = pixel - *start;
    const double length = QPointF::dotProduct(step, step);
    return length < 1e-4 ? 0 : QPointF::dotProduct(step, wish) / length;
}

WorldPoint tipOf(const ClipShape& shape) {
    return shape.planeMiddle + shape.plane->normal.normalized() * kTip_mm;
}

} // namespace

raycast::ClipBox wholeBox(const GridGeometry& grid) {
    raycast::ClipBox box;
    for (std::size_t a = 0; a < 3; ++a)
        box.high[a] = sideOf(grid, a) - 1;
    return box;
}

ClipShape withPlane(ClipShape shape, const GridGeometry& grid, const RenderCamera& camera) {
    const VoxelPoint middle((grid.columns - 1) / 2.0, (grid.rows - 1) / 2.0, (grid.slices - 1) / 2.0);
    shape.planeMiddle = grid.toWorld(middle);
    const WorldVector normal = -camera.toEye;
    shape.plane = raycast::ClipPlane{normal, -normal.dot(shape.planeMiddle)};
    return shape;
}

QList<ClipHandle> clipHandles(const ClipShape& shape, const GridGeometry& grid, const RenderCamera& camera,
                              const QSizeF& pane) {
    QList<ClipHandle> handles;
    const auto add = [&](ClipHandle::Kind kind, int face, const WorldPoint& place) {
        if (const auto pixel = projected(camera, pane, place))
            handles.append({kind, face, place, *pixel});
    };
    for (int face = 0; shape.box && face < 6; ++face)
        add(ClipHandle::Kind::Face, face, faceMiddle(*shape.box, grid, face));
    if (shape.plane) {
        add(ClipHandle::Kind::Plane, 0, shape.planeMiddle);
        add(ClipHandle::Kind::PlaneTip, 0, tipOf(shape));
    }
    return handles;
}

std::optional<ClipHandle> handleAt(const QList<ClipHandle>& handles, const QPointF& pixel) {
    std::optional<ClipHandle> best;
    double nearest = kReach_px;
    for (const ClipHandle& handle : handles)
        if (const double d = QLineF(handle.pixel, pixel).length(); d <= nearest) {
            nearest = d;
            best = handle;
        }
    return best;
}

ClipShape dragged(const ClipShape& shape, const ClipHandle& handle, const QPointF& pixel,
                  const GridGeometry& grid, const RenderCamera& camera, const QSizeF& pane) {
    ClipShape out = shape;
    if (handle.kind == ClipHandle::Kind::Face && out.box) {
        const std::size_t axis = std::size_t(handle.face) / 2;
        const WorldVector step = grid.voxelToWorld().col(Eigen::Index(axis)).head<3>();
        const double moved = along(handle.place, step.normalized(), pixel, camera, pane) / step.norm();
        if (handle.face % 2)
            out.box->high[axis] = std::clamp(shape.box->high[axis] + moved, shape.box->low[axis] + kThinnest,
                                             sideOf(grid, axis) - 1.0);
        else
            out.box->low[axis] =
                std::clamp(shape.box->low[axis] + moved, 0.0, shape.box->high[axis] - kThinnest);
    } else if (out.plane && handle.kind == ClipHandle::Kind::Plane) {
        const WorldVector normal = shape.plane->normal.normalized();
        out.planeMiddle += normal * along(handle.place, normal, pixel, camera, pane);
        out.plane->offset = -out.plane->normal.dot(out.planeMiddle);
    } else if (out.plane) {
        const WorldVector arm = unprojected(camera, pane, pixel, handle.place) - shape.planeMiddle;
        if (arm.norm() < 1)
            return shape;
        out.plane->normal = arm.normalized();
        out.plane->offset = -out.plane->normal.dot(out.planeMiddle);
    }
    return out;
}

QList<QLineF> boxEdges(const raycast::ClipBox& box, const GridGeometry& grid, const RenderCamera& camera,
                       const QSizeF& pane) {
    std::array<std::optional<QPointF>, 8> corners;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        VoxelPoint at;
        for (std::size_t a = 0; a < 3; ++a)
            at[Eigen::Index(a)] = i >> a & 1 ? box.high[a] : box.low[a];
        corners[i] = projected(camera, pane, grid.toWorld(at));
    }
    QList<QLineF> edges;
    for (std::size_t i = 0; i < corners.size(); ++i)
        for (std::size_t a = 0; a < 3; ++a)
            if (const std::size_t j = i | std::size_t(1) << a; j != i && corners[i] && corners[j])
                edges.append(QLineF(*corners[i], *corners[j]));
    return edges;
}

} // namespace casebook
