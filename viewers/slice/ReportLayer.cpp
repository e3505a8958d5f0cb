// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/slice/ReportLayer.h"

#include "core/geometry/SlicePlane.h"
#include "core/volume/Resample.h"
#include "viewers/slice/PaneWords.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace casebook {

namespace {

constexpr double width_px = 1.2, underExtra_px = 1.6;
constexpr double cross_px = 5;
constexpr double textGap_px = 6, textPad_px = 3;
constexpr double widestText_px = 320;
constexpr double flagTop_px = 8;

bool isHere(const ReportShape& shape, const QString& instance, const SliceCamera& camera, double step_mm) {
    if (!shape.instance.isEmpty())
        return shape.instance == instance;
    return std::all_of(shape.line.begin(), shape.line.end(), [&](const WorldPoint& p) {
        return std::abs(camera.distance_mm(p)) <= step_mm / 2 + 1e-6;
    });
}

QPainterPath pathOf(const std::vector<WorldPoint>& line, bool closed, const SliceCamera& camera,
                    QSizeF pane) {
    QPainterPath path;
    for (std::size_t i = 0; i < line.size(); ++i)
        i == 0 ? path.moveTo(camera.toScreen(line[i], pane)) : path.lineTo(camera.toScreen(line[i], pane));
    if (closed)
        path.closeSubpath();
    return path;
}

QPainterPath crossAt(QPointF at) {
    QPainterPath path;
    path.moveTo(at + QPointF(-cross_px, 0));
    path.lineTo(at + QPointF(cross_px, 0));
    path.moveTo(at + QPointF(0, -cross_px));
    path.lineTo(at + QPointF(0, cross_px));
    return path;
}

void paintWords(QPainter& painter, const QString& text, QPointF at, QSizeF pane, const ViewColors& colors) {
    const QFontMetricsF metrics(painter.font());
    QRectF box = metrics.boundingRect(QRectF(0, 0, widestText_px, pane.height()), Qt::TextWordWrap, text);
    box.moveTopLeft(at + QPointF(textGap_px, textGap_px));
    const QRectF plate = box.adjusted(-textPad_px, -textPad_px, textPad_px, textPad_px);
    painter.fillRect(plate, colors.plate);
    painter.setPen(colors.text2);
    painter.drawText(box, Qt::TextWordWrap, text);
}

void paintShape(QPainter& painter, const ReportShape& shape, const SliceCamera& camera, QSizeF pane,
                const ViewColors& colors) {
    const QPointF first = camera.toScreen(shape.line.front(), pane);
    const bool isWords = shape.line.size() == 1 && !shape.text.isEmpty();
    const QPainterPath path =
        shape.line.size() == 1 ? crossAt(first) : pathOf(shape.line, shape.closed, camera, pane);
    if (!isWords) {
        const QColor color = shape.automatic ? colors.ai : colors.text2;
        if (shape.filled) {
            QColor fill = color;
            fill.setAlphaF(0.25F);
            painter.fillPath(path, fill);
        }
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colors.underStroke, width_px + underExtra_px));
        painter.drawPath(path);
        QPen pen(color, width_px);
        pen.setDashPattern({6, 3});
        painter.setPen(pen);
        painter.drawPath(path);
    }
    if (!shape.text.isEmpty())
        paintWords(painter, shape.text, isWords ? first : path.boundingRect().bottomRight(), pane, colors);
}

} // namespace

QString storedSlice(const Volume& volume, const SliceCamera& camera) {
    const PlaneAlignment a = alignment(volume, camera.plane({1, 1}, 1));
    const bool isStored =
        a.aligned && a.axis == 2 && a.slice >= 0 && std::size_t(a.slice) < volume.instances.size();
    return isStored ? volume.instances[std::size_t(a.slice)] : QString();
}

std::optional<WorldPoint> middleOfSlice(const Volume& volume, const QString& instance) {
    const auto found = std::find(volume.instances.begin(), volume.instances.end(), instance);
    if (found == volume.instances.end() || instance.isEmpty())
        return std::nullopt;
    const auto k = std::size_t(found - volume.instances.begin());
    const GridGeometry& g = volume.grid;
    const WorldPoint first =
        k < volume.positions.size() ? volume.positions[k] : WorldPoint(g.origin + g.sliceStep * double(k));
    return WorldPoint(first + g.rowDirection * (g.columnSpacing * (g.columns - 1) / 2) +
                      g.columnDirection * (g.rowSpacing * (g.rows - 1) / 2));
}

void paintReports(QPainter& painter, const ReportLayer& layer, const QString& instance,
                  const SliceCamera& camera, double step_mm, QSizeF pane, const ViewColors& colors) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const ReportFrame& frame : layer.frames) {
        if (instance.isEmpty() || frame.instance != instance)
            continue;
        const QPainterPath kept = pathOf(frame.outline, true, camera, pane);
        if (frame.isShutter) {
            QPainterPath all;
            all.addRect(QRectF(QPointF(0, 0), pane));
            painter.fillPath(all.subtracted(kept), colors.background);
        } else {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(colors.text2, 1, Qt::DotLine));
            painter.drawPath(kept);
        }
    }
    for (const ReportShape& shape : layer.shapes)
        if (!shape.line.empty() && isHere(shape, instance, camera, step_mm))
            paintShape(painter, shape, camera, pane, colors);
    painter.restore();
}

void paintKeyFlag(QPainter& painter, const ReportLayer& layer, const QString& instance, QSizeF pane,
                  const ViewColors& colors) {
    if (instance.isEmpty() || !layer.keyImages.contains(instance))
        return;
    const QString words = QStringLiteral("★ ") + SlicePane::tr("Key image");
    const QFontMetricsF metrics(painter.font());
    const double width = metrics.horizontalAdvance(words);
    const QRectF box((pane.width() - width) / 2, flagTop_px, width, metrics.height());
    painter.fillRect(box.adjusted(-2 * textPad_px, -textPad_px, 2 * textPad_px, textPad_px), colors.plate);
    painter.setPen(colors.measure);
    painter.drawText(box, Qt::AlignCenter, words);
}

} // namespace casebook
