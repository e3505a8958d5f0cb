// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/volume3d/RenderScene.h"

#include <QLineF>
#include <QList>

namespace casebook {

/// What is cut away in the 3D pane. A value.
struct ClipShape {
    std::optional<raycast::ClipBox> box;     ///< voxels
    std::optional<raycast::ClipPlane> plane; ///< LPS mm
    WorldPoint planeMiddle{0, 0, 0};         ///< a point of the plane: where its handle stands
    bool operator==(const ClipShape&) const = default;
};

/// The whole volume in its box; the plane through its middle that keeps what lies behind it.
[[nodiscard]] raycast::ClipBox wholeBox(const GridGeometry& grid);
[[nodiscard]] ClipShape withPlane(ClipShape shape, const GridGeometry& grid, const RenderCamera& camera);

/// A point to take hold of.
struct ClipHandle {
    enum class Kind {
        Face,     ///< moves one face of the box
        Plane,    ///< moves the plane along its normal
        PlaneTip  ///< turns the plane about its middle
    };
    Kind kind = Kind::Face;
    int face = 0;         ///< 0..5: low column, high column, low row ...
    WorldPoint place{0, 0, 0};
    QPointF pixel;        ///< of the pane
};

/// Handles in front of the eye, in a pane of that size.
[[nodiscard]] QList<ClipHandle> clipHandles(const ClipShape& shape, const GridGeometry& grid,
                                            const RenderCamera& camera, const QSizeF& pane);
/// The nearest handle within reach of a finger (10 px); nothing otherwise.
[[nodiscard]] std::optional<ClipHandle> handleAt(const QList<ClipHandle>& handles, const QPointF& pixel);
/// The shape after the handle was dragged to a pixel. A face stays inside the volume and a voxel from the
/// opposite one.
[[nodiscard]] ClipShape dragged(const ClipShape& shape, const ClipHandle& handle, const QPointF& pixel,
                                const GridGeometry& grid, const RenderCamera& camera, const QSizeF& pane);
/// The twelve edges of the box, as pixels; those that leave the picture's front are left out.
[[nodiscard]] QList<QLineF> boxEdges(const raycast::ClipBox& box, const GridGeometry& grid,
                                     const RenderCamera& camera, const QSizeF& pane);

} // namespace casebook
