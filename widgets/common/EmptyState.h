// SPDX-License-Identifier: GPL-3.0-or-later
// Empty, waiting and wrong, designed: icon, one line, reason, one button.
#pragma once

#include "core/values/Result.h"

#include <QWidget>

namespace casebook {

class Button;
class IconMark;
class Label;

class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(const QString& iconName, QWidget* parent = nullptr);
    void setWords(const QString& title, const QString& reason, const QString& button = {},
                  const QString& buttonIcon = {});
    [[nodiscard]] Button* button() const { return button_; }

Q_SIGNALS:
    void clicked();

private:
    Label* title_;
    Label* reason_;
    Button* button_;
};

/// A failure on a page: what, why, what to do, and Copy. Words come from core/values/Messages.
class ErrorNote : public QWidget {
    Q_OBJECT
public:
    explicit ErrorNote(QWidget* parent = nullptr);
    void setError(const Error& error);
    void setWords(const QString& text, const QString& code = {});
    void clear(); ///< hides
    [[nodiscard]] QString copyText() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    Label* text_;
    Label* code_;
    Button* copy_;
};

} // namespace casebook
