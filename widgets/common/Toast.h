// SPDX-License-Identifier: GPL-3.0-or-later
// A line at the bottom centre of its host for 6 s, held under the pointer, with one action.
#pragma once

#include <QTimer>
#include <QWidget>

#include <functional>

namespace casebook {

class Toast : public QWidget {
    Q_OBJECT
public:
    explicit Toast(QWidget* host);
    /// Replaces what is shown. `action` (e.g. Undo) may be empty; it is called at most once.
    void say(const QString& text, const QString& action = {}, std::function<void()> done = {},
             const QString& keyCap = {}, const QString& iconName = {});
    void dismiss();
    void trigger(); ///< as a click on the action
    [[nodiscard]] QString text() const { return text_; }
    [[nodiscard]] bool hasAction() const { return isVisible() && done_ != nullptr; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void place();
    [[nodiscard]] QSize wanted() const;
    QString text_, action_, keyCap_, icon_;
    std::function<void()> done_;
    QTimer timer_;
};

} // namespace casebook
