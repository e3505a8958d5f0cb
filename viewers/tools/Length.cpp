// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/tools/Length.h"

#include "viewers/slice/PaneWords.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace casebook {

namespace {

constexpr double kLine_px = 2, kHandle_px = 3.5, kActiveHandle_px = 5;

} // namespace

WorldPoint squarely(const WorldPoint& from, const WorldPoint& to, const WorldVector& along,
                    const WorldVector& normal) {
    const WorldVector across = along.cross(normal);
    const double norm = across.norm();
    return norm > 0 ? WorldPoint(from + across * ((to - from).dot(across) / (norm * norm))) : from;
}

void moveEnd(LengthMeasurement& length, int end, const WorldPoint& to, const WorldVector& normal) {
    if (end == 2 || end == 3) {
        ShortAxis& axis = *length.shortAxis;
        const WorldVector along = length.b - length.a;
        (end == 2 ? axis.c : axis.d) = squarely(end == 2 ? axis.d : axis.c, to, along, normal);
        return;
    }
    (end == 0 ? length.a : length.b) = to;
    if (!length.shortAxis || length.length_mm() <= 0)
        return;
    ShortAxis& axis = *length.shortAxis;
    const WorldPoint middle = (axis.c + axis.d) / 2;
    const double half = axis.length_mm() / 2;
    WorldVector across = (length.b - length.a).cross(normal).normalized();
    if (across.dot(axis.d - axis.c) < 0)
        across = -across;
    axis = {middle - across * half, middle + across * half};
}

void sortAxes(LengthMeasurement& length) {
    if (!length.shortAxis || length.shortAxis->length_mm() <= length.length_mm())
        return;
    std::swap(length.a, length.shortAxis->c);
    std::swap(length.b, length.shortAxis->d);
}

QString lengthText(const LengthMeasurement& length) {
    if (length.pixel_mm > 0) {
        const QString pixels = numberText(length.length_mm() / length.pixel_mm, 1);
        return length.shortAxis
                   ? SlicePane::tr("%1 × %2 px", "long and short axis")
                         .arg(pixels, numberText(length.shortAxis->length_mm() / length.pixel_mm, 1))
                   : SlicePane::tr("%1 px").arg(pixels);
    }
    if (length.shortAxis)
        return SlicePane::tr("%1 × %2 mm", "long and short axis")
            .arg(numberText(length.length_mm(), 1), numberText(length.shortAxis->length_mm(), 1));
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
    QList<QPointF> ends{a, b};
    if (length.shortAxis) {
        ends << camera.toScreen(length.shortAxis->c, pane) << camera.toScreen(length.shortAxis->d, pane);
        strokeLine(painter, ends[2], ends[3], colors.measure, kLine_px, colors);
    }
    const double radius = active ? kActiveHandle_px : kHandle_px;
    QColor hollow = colors.plate;
    hollow.setAlpha(255);
    for (const QPointF& end : ends) {
        painter.setPen(QPen(colors.underStroke, 1.5 + 1.6));
        painter.setBrush(hollow);
        painter.drawEllipse(end, radius, radius);
        painter.setPen(QPen(colors.measure, 1.5));
        painter.drawEllipse(end, radius, radius);
    }
    QFont font = paneFont(painter.font());
    font.setWeight(QFont::DemiBold);
    const QString text = lengthText(length);
    // The words stand free, to the right of the line.
    const QPointF end =
        *std::max_element(ends.begin(), ends.end(), [](QPointF l, QPointF r) { return l.x() < r.x(); });
    const double half = QFontMetricsF(font, painter.device()).horizontalAdvance(text) / 2;
    paintPlate(painter, {end.x() + half + 18, end.y() - 12}, text, colors.measure, font, pane, colors);
    painter.restore();
}

} // namespace casebook
