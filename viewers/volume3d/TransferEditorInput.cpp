// SPDX-License-Identifier: GPL-3.0-or-later
//
// Mouse and keyboard of TransferEditor.
#include "viewers/volume3d/TransferEditorPrivate.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <limits>

namespace casebook {

using raycast::TransferFunction;

namespace {

constexpr double kStill = 2;       ///< a press that moves less is no drag
constexpr double kZoomPerNotch = 1.25, kMovePerNotch = 0.1;

/// From a place to the nearest piece of a line of pieces.
double distance(QPointF at, const QPolygonF& line) {
    double least = std::numeric_limits<double>::infinity();
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QPointF a = line[i - 1], along = line[i] - a;
        const double length2 = QPointF::dotProduct(along, along);
        const double part =
            length2 > 0 ? std::clamp(QPointF::dotProduct(at - a, along) / length2, 0.0, 1.0) : 0;
        const QPointF away = at - a - along * part;
        least = std::min(least, std::hypot(away.x(), away.y()));
    }
    return least;
}

bool isRedo(const QKeyEvent& event) {
    return event.matches(QKeySequence::Redo) || event.keyCombination() == (Qt::CTRL | Qt::SHIFT | Qt::Key_Z);
}

/// A key that the editor answers, Esc apart.
bool isOurs(const QKeyEvent& event) {
    constexpr std::array plain{Qt::Key_Left,   Qt::Key_Right, Qt::Key_Up,       Qt::Key_Down,
                               Qt::Key_Home,   Qt::Key_End,   Qt::Key_Insert,   Qt::Key_Delete,
                               Qt::Key_Plus,   Qt::Key_Equal, Qt::Key_Minus,    Qt::Key_0,
                               Qt::Key_Return, Qt::Key_Enter, Qt::Key_Backspace};
    if (event.matches(QKeySequence::Undo) || isRedo(event))
        return true;
    if (event.modifiers() & Qt::ControlModifier)
        return event.key() == Qt::Key_Left || event.key() == Qt::Key_Right;
    return !(event.modifiers() & (Qt::AltModifier | Qt::MetaModifier)) &&
           std::find(plain.begin(), plain.end(), event.key()) != plain.end();
}

} // namespace

void TransferEditor::mousePressEvent(QMouseEvent* event) {
    const int index = d_->pointAt(d_->plot(*this), event->position());
    if (d_->gesture == Gesture::Drag)
        return; // another button meanwhile
    if (event->button() == Qt::RightButton)
        return remove(index);
    if (event->button() != Qt::LeftButton)
        return event->ignore();
    finish();
    select(index);
    if (index < 0)
        return;
    begin(Gesture::Drag);
    d_->pressed = event->position();
    d_->grab = d_->plot(*this).placeOf(d_->point(index)) - event->position();
}

void TransferEditor::mouseMoveEvent(QMouseEvent* event) {
    d_->refusal.clear();
    if (d_->gesture != Gesture::Drag)
        return hover(event->position());
    d_->mouse = event->position();
    d_->hasMoved = d_->hasMoved || Private::distance(event->position(), d_->pressed) > kStill;
    if (!d_->hasMoved)
        return;
    const TransferPlot plot = d_->plot(*this);
    const QPointF to = event->position() + d_->grab;
    const auto index = std::size_t(d_->selected);
    TransferFunction changed = d_->shown;
    changed[index] = transferCurve::moved(
        d_->shown, index, std::clamp(plot.huAt(to.x()), d_->low_hu, d_->high_hu), plot.opacityAt(to.y()));
    changeTo(changed);
}

void TransferEditor::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && d_->gesture == Gesture::Drag)
        finish();
    hover(event->position());
}

void TransferEditor::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return mousePressEvent(event);
    finish();
    const TransferPlot plot = d_->plot(*this);
    if (const int index = d_->pointAt(plot, event->position()); index >= 0) {
        select(index);
        Q_EMIT colorRequested(index);
        return;
    }
    if (distance(event->position(), plot.curve(d_->shown)) > Private::kReach)
        return;
    if (const auto more = transferCurve::inserted(d_->shown, plot.huAt(event->position().x())))
        replace(more->curve, int(more->index));
    else if (d_->shown.size() >= transferCurve::kMost)
        refuse(tr("A curve has at most 64 points."));
}

/// The right button is ours: no menu of a parent after a point was removed.
void TransferEditor::contextMenuEvent(QContextMenuEvent* event) { event->accept(); }

void TransferEditor::wheelEvent(QWheelEvent* event) {
    event->accept();
    if (d_->gesture == Gesture::Drag)
        return;
    const double notches = event->angleDelta().y() / 120.0, sideways = event->angleDelta().x() / 120.0;
    const double part = (d_->high_hu - d_->low_hu) * kMovePerNotch * sideways;
    if (sideways != 0)
        showHu(d_->low_hu - part, d_->high_hu - part);
    if (notches != 0)
        zoom(std::pow(kZoomPerNotch, notches), d_->plot(*this).huAt(event->position().x()));
}

void TransferEditor::leaveEvent(QEvent*) {
    d_->mouse.reset();
    d_->hovered = -1;
    update();
}

bool TransferEditor::movedByKey(const QKeyEvent& event) {
    const bool isChoosing = event.modifiers() & Qt::ControlModifier;
    const double times = event.modifiers() & Qt::ShiftModifier ? 10 : 1;
    const int last = int(d_->shown.size()) - 1;
    const auto choose = [&](int index) {
        finish();
        select(std::clamp(index, std::min(0, last), last));
    };
    switch (event.key()) {
    case Qt::Key_Left: isChoosing ? choose(d_->selected - 1) : nudge(-times, 0); return true;
    case Qt::Key_Right: isChoosing ? choose(d_->selected + 1) : nudge(times, 0); return true;
    case Qt::Key_Up: nudge(0, 0.01 * times); return true;
    case Qt::Key_Down: nudge(0, -0.01 * times); return true;
    case Qt::Key_Home: choose(0); return true;
    case Qt::Key_End: choose(last); return true;
    default: return false;
    }
}

bool TransferEditor::pressed(const QKeyEvent& event) {
    const double middle = (d_->low_hu + d_->high_hu) / 2;
    if (!isOurs(event))
        return false;
    if (event.matches(QKeySequence::Undo)) {
        undo();
    } else if (isRedo(event)) {
        redo();
    } else if (event.key() == Qt::Key_Insert) {
        finish();
        const auto more = transferCurve::insertedBeside(d_->shown, std::size_t(std::max(0, d_->selected)));
        if (more)
            replace(more->curve, int(more->index));
        else
            refuse(d_->shown.size() >= transferCurve::kMost ? tr("A curve has at most 64 points.")
                                                            : tr("There is no room for a point here."));
    } else if (event.key() == Qt::Key_Delete || event.key() == Qt::Key_Backspace) {
        remove(d_->selected);
    } else if ((event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) && d_->has(d_->selected)) {
        Q_EMIT colorRequested(d_->selected);
    } else if (event.key() == Qt::Key_Plus || event.key() == Qt::Key_Equal) {
        zoom(kZoomPerNotch, d_->has(d_->selected) ? d_->point(d_->selected).hu : middle);
    } else if (event.key() == Qt::Key_Minus) {
        zoom(1 / kZoomPerNotch, middle);
    } else if (event.key() == Qt::Key_0) {
        showHu(transferCurve::kLowest_hu, transferCurve::kHighest_hu);
    } else {
        return movedByKey(event);
    }
    return true;
}

void TransferEditor::keyPressEvent(QKeyEvent* event) {
    d_->refusal.clear();
    if (d_->gesture != Gesture::Drag &&
        isOurs(*event)) { // words are of the chosen point till the mouse moves
        d_->mouse.reset();
        d_->hovered = -1;
    }
    if (event->key() == Qt::Key_Escape && d_->gesture != Gesture::None)
        takeBack();
    else if (d_->gesture != Gesture::Drag && !pressed(*event))
        QWidget::keyPressEvent(event);
}

void TransferEditor::keyReleaseEvent(QKeyEvent* event) {
    if (d_->gesture == Gesture::Nudge && !event->isAutoRepeat())
        finish();
    QWidget::keyReleaseEvent(event);
}

void TransferEditor::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    const int last = int(d_->shown.size()) - 1;
    if (event->reason() == Qt::TabFocusReason)
        select(std::min(0, last));
    else if (event->reason() == Qt::BacktabFocusReason)
        select(last);
    update();
}

void TransferEditor::focusOutEvent(QFocusEvent* event) {
    if (d_->gesture == Gesture::Nudge)
        finish();
    QWidget::focusOutEvent(event);
    update();
}

void TransferEditor::hideEvent(QHideEvent* event) {
    takeBack();
    QWidget::hideEvent(event);
}

void TransferEditor::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        setWords();
    if (event->type() == QEvent::EnabledChange)
        takeBack();
    QWidget::changeEvent(event);
    update();
}

bool TransferEditor::focusNextPrevChild(bool next) {
    if (d_->gesture == Gesture::Drag)
        return true;
    const int beside = d_->selected + (next ? 1 : -1);
    const int index = d_->has(d_->selected) ? beside : next ? 0 : int(d_->shown.size()) - 1;
    if (!d_->has(index))
        return QWidget::focusNextPrevChild(next);
    finish();
    select(index);
    return true;
}

/// Keys of this widget come before the window's shortcuts while it has the focus.
bool TransferEditor::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (isOurs(*key) || (key->key() == Qt::Key_Escape && d_->gesture != Gesture::None)) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

} // namespace casebook
