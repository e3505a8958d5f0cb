// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/tools/Length.h"

#include "viewers/slice/PaneWords.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace casebook {

namespace {

constexpr double kLine_px = 2, kHandle_px = 3.5, kActiveHandle_px = 5;

} // namespace

QString lengthText(const LengthMeasurement& length) {
    return SlicePane::tr("%1 mm").arg(numberText(length.length_mm(), 1));
}

bool isOnPlane(const LengthMeasurement& length, const SliceCamera& camera, double step_mm) {
    // A hair more than half: a slice exactly between two planes must not vanish from both.
    const double limit = 0.5 * step_mm + 1e-6;
    return std::abs(camera.distance_mm(length.a)) <= limit && std::abs(camera.distance_mm(length.b)) <= limit;
}

void paintLength(QPainter& painter, const LengthMeasurement& length, const SliceCamera& camera, QSizeF pane,
                 const ViewColors& colors, bool active) {
    const QPointF a = camera.toScreen(length.a, pane), b = camera.toScreen(length.b, pane);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    strokeLine(painter, a, b, colors.measure, kLine_px, colors);
    const double radius = active ? kActiveHandle_px : kHandle_px;
    QColor hollow = colors.plate;
    hollow.setAlpha(255);
    for (const QPointF end : {a, b}) {
        painter.setPen(QPen(colors.underStroke, 1.5 + 1.6));
        painter.setBrush(hollow);
        painter.drawEllipse(end, radius, radius);
        painter.setPen(QPen(colors.measure, 1.5));
        painter.drawEllipse(end, radius, radius);
    }
    QFont font = paneFont(painter.font());
    font.setWeight(QFont::DemiBold);
    const QString text = lengthText(length);
    const QPointF end = a.x() > b.x() ? a : b; // the words stand free, to the right of the line
    const double half = QFontMetricsF(font, painter.device()).horizontalAdvance(text) / 2;
    paintPlate(painter, {end.x() + half + 18, end.y() - 12}, text, colors.measure, font, pane, colors);
    painter.restore();
}

} // namespace casebook
