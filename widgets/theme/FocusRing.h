// SPDX-License-Identifier: GPL-3.0-or-later
// One focus ring a window: follows the focus, drawn by CasebookStyle (2 px outside, gap 1).
#pragma once

#include <QObject>
#include <QPointer>

class QFocusFrame;
class QWidget;

namespace casebook {

/// Text fields always show the ring; buttons and boxes show it when the keyboard brought the focus.
/// Tables draw their current row instead. Lives as child of the application.
class FocusRing final : public QObject {
    Q_OBJECT
public:
    explicit FocusRing(QObject* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow(QWidget* widget, bool byKeyboard);
    QPointer<QFocusFrame> frame_;
};

} // namespace casebook
