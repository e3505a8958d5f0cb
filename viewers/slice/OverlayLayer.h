// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segmentation/Segmentation.h"
#include "viewers/ViewColors.h"
#include "viewers/slice/SliceCamera.h"

#include <QColor>
#include <QHash>
#include <QPolygonF>

#include <vector>

class QPainter;

namespace casebook {

/// One segmentation, or a map of values (Segmentation::map), and how it is shown. Only what `Placement` allows may be put here: drawing goes
/// by coordinates alone. `segments` runs beside Segmentation::segments (shorter = shown, own colour).
struct Overlay {
    enum class Style { Outline, Fill, Both };
    struct Look {
        bool visible = true;
        QColor color; ///< invalid = the segment's own, else ViewColors::ai
    };
    SegmentationPtr segmentation;
    std::vector<Look> segments;
    Style style = Style::Outline;
    double opacity = 0.25; ///< of the fill and of a map's colours, 0..1
    bool visible = true;

    [[nodiscard]] bool shows(std::size_t segment) const;
    [[nodiscard]] QColor colorOf(std::size_t segment, const ViewColors& colors) const;
};

/// Outlines of overlays on the slices of one direction, made when first needed and kept per slice, so
/// that scrolling back costs nothing. Masks are sampled nearest in mm, so other grids, orders and thick
/// slices land where their coordinates say. Fractional values count from half the maximum. Contours of a
/// structure set are drawn as they are on planes that run along theirs, and cut out of their masks on all
/// others. GUI thread.
class OverlayLayer {
public:
    void setGrid(const GridGeometry& grid);
    void setOverlays(std::vector<Overlay> overlays);
    [[nodiscard]] const std::vector<Overlay>& overlays() const { return overlays_; }
    /// Something visible lies on the plane of the camera.
    [[nodiscard]] bool isOn(const SliceCamera& camera);
    void paint(QPainter& painter, const SliceCamera& camera, QSizeF pane, const ViewColors& colors);

    /// Value of the uppermost visible map there, with its quantity and unit; empty where there is none.
    [[nodiscard]] QString valueText(const WorldPoint& p) const;

private:
    void paintMaps(QPainter& painter, const SliceCamera& camera, QSizeF pane) const;
    struct Outline {
        std::size_t overlay, segment;
        std::vector<QPolygonF> rings; ///< mm along unflipped right and down, from LPS (0,0,0); closed
    };
    const std::vector<Outline>& outlines(const SliceCamera& camera);
    GridGeometry grid_;
    std::vector<Overlay> overlays_;
    QHash<qint64, std::vector<Outline>> cache_; ///< key: direction and slice number
};

/// Closed outlines of one segment on the camera's plane, in mm along the unflipped right and down
/// directions, from LPS (0,0,0). Marching squares on the mask sampled nearest in mm, corners rounded.
/// Empty where the plane is more than half a segmentation slice away. Any thread.
[[nodiscard]] std::vector<QPolygonF> segmentOutline(const Segmentation& segmentation, const Segment& segment,
                                                    const SliceCamera& camera);

/// Contours of one ROI on the camera's plane, as segmentOutline gives its masks: closed ones within half a step
/// of the plane, for planes along theirs. Nothing otherwise. Any thread.
[[nodiscard]] std::vector<QPolygonF> drawnOutline(const Segmentation& segmentation, std::size_t segment,
                                                  const SliceCamera& camera);

} // namespace casebook
