// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/FocusRing.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QFocusEvent>
#include <QFocusFrame>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace casebook {

namespace {

bool isField(const QWidget* widget) {
    return qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QComboBox*>(widget) ||
           qobject_cast<const QAbstractSpinBox*>(widget) || qobject_cast<const QPlainTextEdit*>(widget);
}

/// A field inside a combo or spin box: the ring goes round the whole.
QWidget* outer(QWidget* widget) {
    QWidget* parent = widget->parentWidget();
    return qobject_cast<QComboBox*>(parent) || qobject_cast<QAbstractSpinBox*>(parent) ? parent : widget;
}

bool wantsNoRing(const QWidget* widget) {
    return qobject_cast<const QAbstractItemView*>(widget) || widget->isWindow() ||
           widget->property("ownFocus").toBool() || widget->focusPolicy() == Qt::NoFocus;
}

} // namespace

FocusRing::FocusRing(QObject* parent) : QObject(parent) { qApp->installEventFilter(this); }

bool FocusRing::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        auto* widget = qobject_cast<QWidget*>(watched);
        if (widget && event->type() == QEvent::FocusIn) {
            const auto reason = static_cast<QFocusEvent*>(event)->reason();
            follow(widget, reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason ||
                               reason == Qt::ShortcutFocusReason);
        } else if (widget && frame_ && frame_->widget() == outer(widget)) {
            frame_->setWidget(nullptr);
        }
    }
    return QObject::eventFilter(watched, event);
}

void FocusRing::follow(QWidget* widget, bool byKeyboard) {
    QWidget* target = outer(widget);
    if (wantsNoRing(target) || !target->isVisible() || !(byKeyboard || isField(target))) {
        if (frame_)
            frame_->setWidget(nullptr);
        return;
    }
    // A frame of another window, or deleted with its window, is replaced.
    if (!frame_ || frame_->window() != target->window()) {
        delete frame_.data();
        frame_ = new QFocusFrame(target->window());
    }
    frame_->setWidget(target);
}

} // namespace casebook
