// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/Messages.h"
#include "viewers/slice/PaneWords.h"
#include "viewers/volume3d/Presets.h"
#include "viewers/volume3d/VolumeViewPrivate.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace casebook {

namespace {

double degrees(double radians) { return radians * 180 / std::numbers::pi; }

/// "from the front, 25° left": where the eye stands, in the patient's own directions.
QString eyeText(const RenderCamera& camera) {
    const WorldVector& e = camera.toEye;
    const double tilt = degrees(std::asin(std::clamp(e.z(), -1.0, 1.0)));
    if (std::abs(tilt) > 60)
        return tilt > 0 ? SlicePane::tr("from the head") : SlicePane::tr("from the feet");
    const bool isFront = e.y() <= 0;
    const double turn = degrees(std::atan2(e.x(), std::abs(e.y())));
    const QString angle = numberText(std::abs(turn), 0);
    if (std::abs(turn) > 80)
        return turn > 0 ? SlicePane::tr("from the left") : SlicePane::tr("from the right");
    if (std::abs(turn) < 3)
        return isFront ? SlicePane::tr("from the front") : SlicePane::tr("from behind");
    if (isFront)
        return turn > 0 ? SlicePane::tr("from the front, %1° left").arg(angle)
                        : SlicePane::tr("from the front, %1° right").arg(angle);
    return turn > 0 ? SlicePane::tr("from behind, %1° left").arg(angle)
                    : SlicePane::tr("from behind, %1° right").arg(angle);
}

} // namespace

void VolumeView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QSizeF pane = size();
    painter.fillRect(rect(), d_->colors.background);
    if (!d_->picture.isNull()) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(QRectF(QPointF(0, 0), pane), d_->picture);
    }
    if (d_->scene.volume && !d_->error)
        paintClip(painter);
    if (d_->scene.volume)
        paintWords(painter);
    if (d_->isActive)
        paintActiveFrame(painter, pane, d_->colors);
}

void VolumeView::paintWords(QPainter& painter) {
    const PaneText& text = d_->text;
    const ViewColors& colors = d_->colors;
    const QSizeF pane = size();
    const auto joined = [](const QString& a, const QString& b) {
        return a.isEmpty() || b.isEmpty() ? QString(a + b) : QString(a + QStringLiteral("  ") + b);
    };
    paintCorner(painter, PaneCorner::TopLeft, {{joined(text.subject, text.visit), {}}, {text.dateTime, {}}},
                pane, colors, font());
    const QString algorithm = d_->scene.surfaces.empty() ? QString() : makerWords(text);
    paintCorner(painter, PaneCorner::TopRight,
                {{presetName(d_->scene.preset), {}}, {algorithm, colors.text2}}, pane, colors, font());
    if (d_->error) {
        painter.setPen(colors.text2);
        painter.setFont(paneFont(font()));
        painter.drawText(QRectF(QPointF(0, 0), pane).adjusted(24, 48, -24, -48),
                         Qt::AlignCenter | Qt::TextWordWrap, messageText(*d_->error));
        return;
    }
    paintCorner(painter, PaneCorner::BottomLeft, {{eyeText(d_->scene.camera), {}}}, pane, colors, font());
    const QString fell = d_->fellBack ? tr("OpenGL failed, the processor draws") : QString();
    paintCorner(painter, PaneCorner::BottomRight,
                {{fell, colors.text2}, {isRefined() ? tr("full quality") : tr("refining"), {}}}, pane, colors,
                font());
    paintFigure(painter);
}

/// The box, and the handles of box and plane.
void VolumeView::paintClip(QPainter& painter) {
    const RenderScene& scene = d_->scene;
    const QSizeF pane = size();
    painter.setRenderHint(QPainter::Antialiasing);
    if (d_->clip.box)
        for (const QLineF& edge : boxEdges(*d_->clip.box, scene.volume->grid, scene.camera, pane))
            strokeLine(painter, edge.p1(), edge.p2(), d_->colors.text2, 1.0, d_->colors);
    const auto handles = clipHandles(d_->clip, scene.volume->grid, scene.camera, pane);
    for (const ClipHandle& handle : handles) {
        if (handle.kind == ClipHandle::Kind::PlaneTip)
            strokeLine(painter, handles.at(handles.size() - 2).pixel, handle.pixel, d_->colors.text2, 1.2,
                       d_->colors);
        const bool isHeld = d_->held && d_->held->kind == handle.kind && d_->held->face == handle.face;
        painter.setPen(QPen(d_->colors.background, 1.5));
        painter.setBrush(isHeld ? d_->colors.accent : d_->colors.text);
        const double radius = handle.kind == ClipHandle::Kind::PlaneTip ? 4.5 : 6;
        if (handle.kind == ClipHandle::Kind::Face)
            painter.drawRect(QRectF(handle.pixel - QPointF(5, 5), QSizeF(10, 10)));
        else
            painter.drawEllipse(handle.pixel, radius, radius);
    }
    painter.setBrush(Qt::NoBrush);
}

/// Small axes with letters: which way the patient lies.
void VolumeView::paintFigure(QPainter& painter) {
    struct Axis {
        WorldVector direction;
        QString letter;
    };
    const std::array<Axis, 6> axes{{{WorldVector::UnitX(), QStringLiteral("L")},
                                    {-WorldVector::UnitX(), QStringLiteral("R")},
                                    {WorldVector::UnitY(), QStringLiteral("P")},
                                    {-WorldVector::UnitY(), QStringLiteral("A")},
                                    {WorldVector::UnitZ(), QStringLiteral("H")},
                                    {-WorldVector::UnitZ(), QStringLiteral("F")}}};
    constexpr double kReach = 20;
    const QPointF middle(38, height() - 62.0);
    if (height() < 200)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(paneFont(font()));
    for (const Axis& axis : axes) {
        if (axis.direction.dot(d_->scene.camera.toEye) < -0.2)
            continue; // points away
        const QPointF flat(axis.direction.dot(d_->right()), -axis.direction.dot(d_->scene.camera.up));
        if (std::hypot(flat.x(), flat.y()) < 0.25)
            continue;
        strokeLine(painter, middle, middle + flat * (kReach - 7), d_->colors.text2, 1.2, d_->colors);
        painter.setPen(d_->colors.text);
        painter.drawText(QRectF(middle + flat * kReach - QPointF(9, 9), QSizeF(18, 18)), Qt::AlignCenter,
                         axis.letter);
    }
}

} // namespace casebook
