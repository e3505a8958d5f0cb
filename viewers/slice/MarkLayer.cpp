// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/slice/MarkLayer.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace casebook {

namespace {

constexpr double ringFactor = 1.6;
constexpr double leastRadius_px = 9;      ///< smaller rings would lie on the lesion
constexpr double badgeRadius_px = 9;      ///< the number (or sign) beside the ring
constexpr double badgeGap_px = 3;
constexpr double underStrokeExtra_px = 1.6;

QColor colorOf(ViewMark::State state, const ViewColors& colors) {
    switch (state) {
    case ViewMark::State::Open: return colors.ai;
    case ViewMark::State::Accepted: return colors.accepted;
    case ViewMark::State::Rejected: return colors.rejected;
    case ViewMark::State::Deferred: return colors.deferred;
    case ViewMark::State::Own: break;
    }
    return colors.measure;
}

QPen penOf(const ViewMark& mark, const QColor& color, double width) {
    QPen pen(color, width);
    pen.setCapStyle(Qt::FlatCap);
    if (mark.state == ViewMark::State::Open)
        pen.setDashPattern({4, 3});
    else if (mark.state == ViewMark::State::Rejected)
        pen.setDashPattern({1, 2.5});
    return pen;
}

/// Beside the ring at its upper right, inside the pane; on the other side where there is no room.
QPointF badgePlace(const MarkRing& ring, QSizeF pane) {
    const double away = (ring.radius + badgeGap_px + badgeRadius_px);
    QPointF place = ring.middle + QPointF(away * 0.82, -away * 0.57);
    if (place.x() + badgeRadius_px > pane.width())
        place.setX(ring.middle.x() - away * 0.82);
    if (place.y() - badgeRadius_px < 0)
        place.setY(ring.middle.y() + away * 0.57);
    return place;
}

/// Circle, or for deferred and own marks a square: the shape tells the state in grey too.
QPainterPath badgeShape(const ViewMark& mark, QPointF place) {
    QPainterPath path;
    const QRectF box(place.x() - badgeRadius_px, place.y() - badgeRadius_px, 2 * badgeRadius_px,
                     2 * badgeRadius_px);
    const bool square = mark.state == ViewMark::State::Deferred || mark.state == ViewMark::State::Own;
    if (square)
        path.addRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3);
    else
        path.addEllipse(box);
    return path;
}

/// Check, cross, question mark or plus at the lower right of the badge.
void paintSign(QPainter& painter, const ViewMark& mark, QPointF at, const QColor& color) {
    painter.setPen(QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    const auto line = [&](double x0, double y0, double x1, double y1) {
        painter.drawLine(at + QPointF(x0, y0), at + QPointF(x1, y1));
    };
    switch (mark.state) {
    case ViewMark::State::Open: break;
    case ViewMark::State::Accepted:
        line(-3.5, 0.5, -1, 3);
        line(-1, 3, 4, -3);
        break;
    case ViewMark::State::Rejected:
        line(-3, -3, 3, 3);
        line(-3, 3, 3, -3);
        break;
    case ViewMark::State::Own:
        line(-3.5, 0, 3.5, 0);
        line(0, -3.5, 0, 3.5);
        break;
    case ViewMark::State::Deferred: {
        QPainterPath hook;
        hook.moveTo(at + QPointF(-2.6, -2.2));
        hook.cubicTo(at + QPointF(-2.6, -5), at + QPointF(2.8, -5), at + QPointF(2.6, -1.8));
        hook.cubicTo(at + QPointF(2.4, 0), at + QPointF(0, 0), at + QPointF(0, 1.6));
        painter.drawPath(hook);
        painter.drawPoint(at + QPointF(0, 4));
        break;
    }
    }
}

void paintBadge(QPainter& painter, const ViewMark& mark, const MarkRing& ring, QSizeF pane,
                const ViewColors& colors, const QFont& font) {
    const QColor color = colorOf(mark.state, colors);
    const QPointF place = badgePlace(ring, pane);
    const QPainterPath shape = badgeShape(mark, place);
    painter.fillPath(shape, colors.plate);
    painter.setPen(penOf(mark, color, mark.selected ? 2 : 1.4));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shape);
    painter.setPen(color);
    painter.setFont(font);
    const QString number = QString::number(mark.number);
    painter.drawText(QRectF(place.x() - 14, place.y() - 10, 28, 20), Qt::AlignCenter, number);
    if (mark.state == ViewMark::State::Open)
        return;
    // The sign stands on a plate of its own beside the number.
    const QPointF sign = place + QPointF(2 * badgeRadius_px + 1, 0);
    painter.fillRect(QRectF(sign.x() - 7, sign.y() - 7, 14, 14), colors.plate);
    paintSign(painter, mark, sign, color);
}

} // namespace

bool isOnPlane(const ViewMark& mark, const SliceCamera& camera, double step_mm) {
    return std::abs(camera.distance_mm(mark.center)) <= std::max(mark.diameter_mm, step_mm) / 2 + 1e-6;
}

MarkRing ringOf(const ViewMark& mark, const SliceCamera& camera, QSizeF pane) {
    return {camera.toScreen(mark.center, pane),
            std::max(leastRadius_px, ringFactor * mark.diameter_mm / 2 * camera.pixelsPerMm)};
}

QList<int> marksInSight(const std::vector<ViewMark>& marks, const SliceCamera& camera, double step_mm,
                        QSizeF pane) {
    QList<int> out;
    for (const ViewMark& mark : marks)
        if (isOnPlane(mark, camera, step_mm) &&
            QRectF(QPointF(0, 0), pane).contains(ringOf(mark, camera, pane).middle))
            out.append(mark.number);
    return out;
}

void paintMarkRings(QPainter& painter, const std::vector<ViewMark>& marks, const SliceCamera& camera,
                    double step_mm, QSizeF pane, const ViewColors& colors, const QFont& font) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const ViewMark& mark : marks) {
        if (!isOnPlane(mark, camera, step_mm))
            continue;
        const MarkRing ring = ringOf(mark, camera, pane);
        const double width = mark.selected ? 2.5 : 1.5;
        painter.setBrush(Qt::NoBrush);
        QPen under(colors.underStroke, width + underStrokeExtra_px);
        painter.setPen(under);
        painter.drawEllipse(ring.middle, ring.radius, ring.radius);
        painter.setPen(penOf(mark, colorOf(mark.state, colors), width));
        painter.drawEllipse(ring.middle, ring.radius, ring.radius);
        paintBadge(painter, mark, ring, pane, colors, font);
    }
    painter.restore();
}

} // namespace casebook
