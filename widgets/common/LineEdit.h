// SPDX-License-Identifier: GPL-3.0-or-later
// One-line field with an icon before and a key cap or button behind the text.
#pragma once

#include <QLineEdit>

namespace casebook {

class Button;

/// Height 32. While an input method composes, nothing but the composition changes.
class LineEdit : public QLineEdit {
    Q_OBJECT
public:
    explicit LineEdit(QWidget* parent = nullptr);
    void setIconName(const QString& name);
    void setKeyCap(const QString& text); ///< shown while the field is empty and has no focus
    /// "hard", "soft" or empty: border and bar in the check's colour.
    void setCheck(const QString& check);
    /// Button behind the text; the field owns it.
    void setTrailing(Button* button);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void setMargins();
    QString iconName_, keyCap_;
    Button* trailing_ = nullptr;
};

/// Search field: magnifier, Esc clears, `searched` 120 ms after the last key (no text while composing).
class SearchEdit : public LineEdit {
    Q_OBJECT
public:
    explicit SearchEdit(QWidget* parent = nullptr);

Q_SIGNALS:
    void searched(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace casebook
