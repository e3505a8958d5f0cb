// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/slice/Gaps.h"

#include <QPainter>

namespace casebook {

namespace {

/// Voxel coordinates as they run over the pane: value = at + x * across + y * down.
struct PaneVoxels {
    VoxelPoint at, across, down;
    PaneVoxels(const GridGeometry& grid, const SliceCamera& camera, QSizeF pane)
        : at(grid.toVoxel(camera.toWorld({0, 0}, pane))),
          across(grid.toVoxel(camera.toWorld({1, 0}, pane)) - at),
          down(grid.toVoxel(camera.toWorld({0, 1}, pane)) - at) {}
    [[nodiscard]] double value(int axis, QPointF p) const {
        return at[axis] + p.x() * across[axis] + p.y() * down[axis];
    }
};

/// The part of the polygon where `inside(p)` is not negative (Sutherland and Hodgman).
template <class Inside>
QPolygonF cut(const QPolygonF& polygon, const Inside& inside) {
    QPolygonF out;
    for (qsizetype i = 0; i < polygon.size(); ++i) {
        const QPointF a = polygon[i], b = polygon[(i + 1) % polygon.size()];
        const double da = inside(a), db = inside(b);
        if (da >= 0)
            out << a;
        if ((da >= 0) != (db >= 0))
            out << a + (b - a) * (da / (da - db));
    }
    return out;
}

} // namespace

QPolygonF slotsInPane(const GridGeometry& grid, int first, int last, const SliceCamera& camera, QSizeF pane) {
    const PaneVoxels voxels(grid, camera, pane);
    const std::array<int, 3> from{0, 0, first};
    const std::array<int, 3> to{grid.columns - 1, grid.rows - 1, last};
    QPolygonF area(QRectF(QPointF(0, 0), pane));
    area.removeLast(); // closed by itself
    for (int axis = 0; axis < 3; ++axis) {
        const double low = from[std::size_t(axis)] - 0.5, high = to[std::size_t(axis)] + 0.5;
        area = cut(area, [&](QPointF p) { return voxels.value(axis, p) - low; });
        area = cut(area, [&](QPointF p) { return high - voxels.value(axis, p); });
    }
    return area;
}

void paintGaps(QPainter& painter, const Volume& volume, const SliceCamera& camera, QSizeF pane,
               const ViewColors& colors) {
    if (volume.instances.size() < std::size_t(volume.grid.slices))
        return;
    painter.save();
    painter.setPen(Qt::NoPen);
    QColor line = colors.warn;
    line.setAlphaF(0.45F);
    for (int k = 0; k < volume.grid.slices; ++k) {
        if (!volume.isMissing(k))
            continue;
        const int first = k;
        while (k + 1 < volume.grid.slices && volume.isMissing(k + 1))
            ++k;
        const QPolygonF area = slotsInPane(volume.grid, first, k, camera, pane);
        if (area.size() < 3)
            continue;
        painter.setBrush(colors.background);
        painter.drawPolygon(area);
        painter.setBrush(QBrush(line, Qt::BDiagPattern));
        painter.drawPolygon(area);
    }
    painter.restore();
}

} // namespace casebook
