// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/Scene.h"
#include "core/volume/Histogram.h"
#include "viewers/ViewColors.h"

#include <QFont>
#include <QPointF>
#include <QPolygonF>
#include <QRectF>

class QPainter;

namespace casebook {

/// Where things stand in the editor of a transfer function, and how they are painted. Logical pixels;
/// HU from left to right, the square root of the opacity upwards, so that small opacities have room.
struct TransferPlot {
    QRectF area;  ///< histogram and curve
    QRectF strip; ///< colours, below it
    double low_hu = -1024, high_hu = 3071; ///< what the area spans

    [[nodiscard]] static TransferPlot in(QSizeF pane, const QFont& font, double low_hu, double high_hu);
    /// Height of the line of words above the area.
    [[nodiscard]] static double wordsHeight(const QFont& font);

    [[nodiscard]] double xOf(double hu) const;
    [[nodiscard]] double yOf(double opacity) const;
    [[nodiscard]] QPointF placeOf(const raycast::TransferPoint& point) const {
        return {xOf(point.hu), yOf(point.opacity)};
    }
    [[nodiscard]] double huAt(double x) const;
    [[nodiscard]] double opacityAt(double y) const;
    /// The curve over the whole area.
    [[nodiscard]] QPolygonF curve(const raycast::TransferFunction& transfer) const;
};

/// What the handles show beside their points; -1: none.
struct HandleState {
    int selected = -1, hovered = -1;
};

/// Columns as high as the logarithm of the mean count of their bins.
void paintHistogram(QPainter& painter, const TransferPlot& plot, const Histogram& histogram,
                    const ViewColors& colors);
/// Lines and numbers of both axes; opacities in per cent.
void paintAxes(QPainter& painter, const TransferPlot& plot, const ViewColors& colors, const QFont& font);
void paintCurve(QPainter& painter, const TransferPlot& plot, const raycast::TransferFunction& transfer,
                const ViewColors& colors);
/// Colours by HU; nothing below the first point, as nothing is drawn there.
void paintStrip(QPainter& painter, const TransferPlot& plot, const raycast::TransferFunction& transfer,
                const ViewColors& colors);
void paintHandles(QPainter& painter, const TransferPlot& plot, const raycast::TransferFunction& transfer,
                  HandleState state, const ViewColors& colors);

} // namespace casebook
