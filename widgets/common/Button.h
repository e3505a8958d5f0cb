// SPDX-License-Identifier: GPL-3.0-or-later
// Push button in our look: kind, icon by name, optional key cap behind the word.
#pragma once

#include <QPushButton>

namespace casebook {

/// Paints itself from the tokens in force, so it follows the theme without a sheet. GUI thread.
/// A bare button (no text) is square: set a tool tip and it becomes the accessible name.
class Button : public QPushButton {
    Q_OBJECT
public:
    enum class Kind { Primary, Secondary, Quiet, Danger, Tool };
    enum class Height { Small = 26, Normal = 30, Large = 36 };

    explicit Button(Kind kind, const QString& iconName = {}, QWidget* parent = nullptr);
    void setKind(Kind kind);
    void setIconName(const QString& name);
    void setHeight(Height height);
    void setKeyCap(const QString& text); ///< "Enter"; empty = none
    void setBadge(bool on);              ///< small dot at the icon (running jobs)
    void setMenuArrow(bool on);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int contentWidth() const;
    Kind kind_;
    Height height_ = Height::Normal;
    QString iconName_, keyCap_;
    bool badge_ = false, arrow_ = false;
};

} // namespace casebook
