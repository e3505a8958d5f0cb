// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/slice/SliceViewPrivate.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace casebook {

namespace {

constexpr int kPage = 10;             ///< slices of PgUp and PgDn
constexpr double kWheelStep = 120;    ///< eighths of a degree of one notch
constexpr double kZoomPerNotch = 1.15;
constexpr double kZoomPerPixel = 1.005;
constexpr double kWindowPerPixel = 1 / 250.0;
constexpr double kClickSlack_px = 3;  ///< a press that moves less is a click
constexpr double kMip_mm = 10;
constexpr double kNarrowestPixelsPerMm = 0.02, kWidestPixelsPerMm = 200;

double distance(QPointF a, QPointF b) { return std::hypot(a.x() - b.x(), a.y() - b.y()); }

/// Whole units where the window is wide; a window of 0.01 stays possible for quotients.
Window rounded(Window w) {
    const double step = w.width >= 10 ? 1 : w.width >= 0.1 ? 0.01 : 1e-6;
    w.width = std::max(step, std::round(w.width / step) * step);
    w.center = std::round(w.center / step) * step;
    return w;
}

bool isPlain(Qt::KeyboardModifiers modifiers) {
    return (modifiers & ~(Qt::KeypadModifier | Qt::ShiftModifier)) == Qt::NoModifier;
}

} // namespace

void SliceView::step(int slices) { goToSlice(place().number + slices); }

void SliceView::zoomAt(QPointF at, double factor) {
    if (!volume())
        return;
    SliceCamera& camera = d_->scene.camera;
    const WorldPoint kept = camera.toWorld(at, size());
    camera.pixelsPerMm = std::clamp(camera.pixelsPerMm * factor, kNarrowestPixelsPerMm, kWidestPixelsPerMm);
    camera.centre += kept - camera.toWorld(at, size());
    d_->isFitted = false;
    update();
    Q_EMIT cameraChanged();
}

void SliceView::wheelEvent(QWheelEvent* event) {
    event->accept();
    // Shift turns the wheel sideways on some platforms.
    const QPoint angle = event->angleDelta();
    d_->wheelRest += (angle.y() != 0 ? angle.y() : angle.x()) / kWheelStep;
    const int notches = int(d_->wheelRest);
    if (event->modifiers() & Qt::ControlModifier) {
        zoomAt(event->position(), std::pow(kZoomPerNotch, d_->wheelRest));
        d_->wheelRest = 0;
        return;
    }
    d_->wheelRest -= notches;
    if (notches == 0)
        return;
    if (event->modifiers() & Qt::ShiftModifier) {
        setSlab(std::max(0.0, d_->scene.slab_mm + notches));
        Q_EMIT slabChanged(d_->scene.slab_mm);
    } else {
        step(notches);
    }
}

void SliceView::startDrag(QMouseEvent* event) {
    using Action = Private::Action;
    Private::Drag& drag = d_->drag;
    drag.button = event->button();
    drag.start = drag.last = event->position();
    drag.hasMoved = false;
    drag.window = d_->scene.window;
    drag.pixelsPerMm = d_->scene.camera.pixelsPerMm;
    drag.anchor = d_->scene.camera.toWorld(event->position(), size());
    if (event->button() == Qt::MiddleButton)
        drag.action = Action::Pan;
    else if (event->button() == Qt::RightButton)
        drag.action = Action::Zoom;
    else
        switch (d_->tool) {
        case SliceTool::Window: drag.action = Action::Window; break;
        case SliceTool::Pan: drag.action = Action::Pan; break;
        case SliceTool::Zoom: drag.action = Action::Zoom; break;
        case SliceTool::CrossHair: drag.action = Action::CrossHair; break;
        case SliceTool::Length:
        case SliceTool::Bidimensional: drag.action = Action::Draw; break;
        }
}

void SliceView::mousePressEvent(QMouseEvent* event) {
    Q_EMIT activated();
    if (!volume() || (d_->drag.button != Qt::NoButton && d_->drag.button != event->button()))
        return;
    if (event->button() != Qt::LeftButton && d_->drag.isDrawing)
        return; // the second end is still to be placed
    if (event->button() == Qt::LeftButton && isMeasuring() && pressLength(event->position()))
        return;
    startDrag(event);
    if (d_->drag.action == Private::Action::CrossHair)
        moveCursorTo(event->position());
}

void SliceView::moveCursorTo(QPointF at) {
    d_->scene.cursor = d_->scene.camera.toWorld(at, size());
    update();
    Q_EMIT cursorMoved(d_->scene.cursor);
}

void SliceView::dragTo(QPointF at) {
    using Action = Private::Action;
    Private::Drag& drag = d_->drag;
    SliceCamera& camera = d_->scene.camera;
    const QPointF moved = at - drag.start;
    switch (drag.action) {
    case Action::None: break;
    case Action::Window: {
        // Right is wider, up is brighter (a lower level); in proportion to the width it started with.
        Window w = drag.window;
        w.width = drag.window.width * std::exp(moved.x() * kWindowPerPixel);
        w.center = drag.window.center + moved.y() * drag.window.width * kWindowPerPixel;
        applyWindow(rounded(w));
        break;
    }
    case Action::Pan:
        camera.centre += drag.anchor - camera.toWorld(at, size());
        d_->isFitted = false;
        Q_EMIT cameraChanged();
        break;
    case Action::Zoom:
        zoomAt(drag.start, drag.pixelsPerMm * std::pow(kZoomPerPixel, -moved.y()) / camera.pixelsPerMm);
        break;
    case Action::CrossHair: moveCursorTo(at); break;
    case Action::Draw: drawLength(at); break;
    case Action::Handle:
        moveEnd(d_->scene.lengths[std::size_t(drag.handleOf)], drag.handle, camera.toWorld(at, size()),
                camera.rising());
        break;
    }
    update();
}

void SliceView::mouseMoveEvent(QMouseEvent* event) {
    d_->pointer = event->position();
    d_->isInside = rect().contains(event->position().toPoint());
    Private::Drag& drag = d_->drag;
    if (drag.button != Qt::NoButton || drag.isDrawing) {
        drag.hasMoved = drag.hasMoved || distance(drag.start, event->position()) > kClickSlack_px;
        if (drag.hasMoved)
            dragTo(event->position());
        drag.last = event->position();
    }
    if (volume())
        refreshProbe();
}

void SliceView::mouseReleaseEvent(QMouseEvent* event) {
    Private::Drag& drag = d_->drag;
    if (event->button() != drag.button)
        return;
    if (drag.isDrawing) {
        drag.button = Qt::NoButton;
        if (drag.hasMoved)
            finishLength(); // press, drag, release; without a drag the next press places the second end
        return;
    }
    const bool isMenu = event->button() == Qt::RightButton && !drag.hasMoved;
    if (drag.action == Private::Action::Handle && drag.hasMoved) {
        const int index = drag.handleOf;
        LengthMeasurement& length = d_->scene.lengths[std::size_t(index)];
        if (liesOnImages(*volume(), length)) {
            Q_EMIT measurementChanged(index, LengthMeasurement(length));
        } else {
            length = drag.length;
            Q_EMIT notMeasured();
        }
    }
    if (drag.action != Private::Action::Handle) // a clicked handle stays chosen, for Delete
        d_->scene.activeLength = -1;
    drag = {};
    update();
    if (isMenu)
        Q_EMIT contextMenuRequested(event->globalPosition().toPoint());
}

void SliceView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || isMeasuring()) {
        mousePressEvent(event);
        return;
    }
    d_->drag = {};
    Q_EMIT maximizeRequested();
}

void SliceView::leaveEvent(QEvent*) {
    d_->isInside = false;
    refreshProbe();
}

bool SliceView::sliceKey(int key) {
    switch (key) {
    case Qt::Key_Up: step(1); return true;
    case Qt::Key_Down: step(-1); return true;
    case Qt::Key_PageUp: step(kPage); return true;
    case Qt::Key_PageDown: step(-kPage); return true;
    case Qt::Key_Home: goToSlice(0); return true;
    case Qt::Key_End: goToSlice(place().count - 1); return true;
    default: return false;
    }
}

bool SliceView::viewKey(int key, Qt::KeyboardModifiers modifiers) {
    SliceScene& scene = d_->scene;
    const bool shift = modifiers & Qt::ShiftModifier;
    if (key >= Qt::Key_0 && key <= Qt::Key_7 && !shift) {
        if (const std::optional<Window> window = windowForKey(key - Qt::Key_0, *volume()))
            applyWindow(*window);
        return true;
    }
    switch (key) {
    case Qt::Key_A: Q_EMIT kindChosen(PlaneKind::Axial); return true;
    case Qt::Key_C: Q_EMIT kindChosen(PlaneKind::Coronal); return true;
    case Qt::Key_S: Q_EMIT kindChosen(PlaneKind::Sagittal); return true;
    case Qt::Key_R: reset(); return true;
    case Qt::Key_F:
        if (shift)
            scene.camera.flipped = !scene.camera.flipped;
        else
            fit();
        update();
        Q_EMIT cameraChanged();
        return true;
    case Qt::Key_I:
        setInverted(!scene.inverted);
        Q_EMIT invertedChanged(scene.inverted);
        return true;
    case Qt::Key_M:
        setSlab(scene.slab_mm > 0 ? 0 : kMip_mm);
        Q_EMIT slabChanged(scene.slab_mm);
        return true;
    case Qt::Key_BracketLeft:
    case Qt::Key_BracketRight:
        setSlab(scene.slab_mm + (key == Qt::Key_BracketLeft ? -1 : 1));
        Q_EMIT slabChanged(scene.slab_mm);
        return true;
    default: return false;
    }
}

void SliceView::chooseTool(SliceTool tool) {
    setTool(tool);
    Q_EMIT toolChanged(tool);
}

bool SliceView::toolKey(int key, Qt::KeyboardModifiers modifiers) {
    if (key == Qt::Key_K) {
        if (modifiers & Qt::ShiftModifier)
            Q_EMIT keyImageWanted(1);
        else if (const QString slice = currentSlice(); !slice.isEmpty())
            Q_EMIT keyImageToggled(slice);
        return true;
    }
    if (modifiers & Qt::ShiftModifier)
        return false;
    switch (key) {
    case Qt::Key_L: chooseTool(SliceTool::Length); return true;
    case Qt::Key_B: chooseTool(SliceTool::Bidimensional); return true;
    case Qt::Key_X:
        chooseTool(d_->tool == SliceTool::CrossHair ? SliceTool::Window : SliceTool::CrossHair);
        setCrossHairShown(d_->tool == SliceTool::CrossHair);
        Q_EMIT crossHairToggled(d_->scene.crossHair);
        return true;
    case Qt::Key_V:
        setOverlaysShown(!d_->scene.overlaysShown);
        Q_EMIT overlaysToggled(d_->scene.overlaysShown);
        return true;
    case Qt::Key_G:
        setReportsShown(!d_->scene.reportsShown);
        Q_EMIT reportsToggled(d_->scene.reportsShown);
        return true;
    case Qt::Key_Q:
        setAllHidden(true);
        Q_EMIT allHiddenChanged(true);
        return true;
    case Qt::Key_Delete:
        if (!isMeasuring() || d_->drag.isDrawing || d_->scene.activeLength < 0)
            return false;
        Q_EMIT removalRequested(std::exchange(d_->scene.activeLength, -1));
        update();
        return true;
    case Qt::Key_Escape:
        if (d_->drag.isDrawing) { // the first Esc drops the unfinished line, the next the tool
            d_->cancelDrawing();
            update();
            return true;
        }
        if (d_->tool == SliceTool::Window)
            return false; // so that a dialog or page around the pane may have it
        if (d_->scene.crossHair) {
            setCrossHairShown(false);
            Q_EMIT crossHairToggled(false);
        }
        chooseTool(SliceTool::Window);
        return true;
    default: return false;
    }
}

void SliceView::keyPressEvent(QKeyEvent* event) {
    // Ctrl and Alt combinations belong to the window; keys an input method is working on are nobody's.
    if (!volume() || !isPlain(event->modifiers()) || event->key() == Qt::Key_unknown) {
        event->ignore();
        return;
    }
    const bool isUsed = sliceKey(event->key()) || viewKey(event->key(), event->modifiers()) ||
                        toolKey(event->key(), event->modifiers());
    event->setAccepted(isUsed);
}

void SliceView::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Q || event->isAutoRepeat() || !d_->scene.allHidden) {
        event->ignore();
        return;
    }
    setAllHidden(false);
    Q_EMIT allHiddenChanged(false);
}

void SliceView::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    Q_EMIT activated();
}

void SliceView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    if (d_->scene.allHidden) { // the release of Q will not reach us
        setAllHidden(false);
        Q_EMIT allHiddenChanged(false);
    }
}

bool SliceView::focusNextPrevChild(bool next) {
    if (!receivers(SIGNAL(nextPaneRequested(bool))))
        return QWidget::focusNextPrevChild(next);
    Q_EMIT nextPaneRequested(!next);
    return true;
}

bool SliceView::event(QEvent* event) {
    if (event->type() == QEvent::DevicePixelRatioChange)
        update();
    return QWidget::event(event);
}

} // namespace casebook
