// SPDX-License-Identifier: GPL-3.0-or-later
// Text in a role of type and a tone; follows theme and language, never elided.
#pragma once

#include "widgets/theme/Theme.h"

#include <QLabel>

class QPainter;

namespace casebook {

/// Wrapped words get the line height of their role, which QLabel cannot do.
class Label : public QLabel {
    Q_OBJECT
public:
    explicit Label(FontRole role, Tone tone = Tone::Text, QWidget* parent = nullptr);
    Label(const QString& text, FontRole role, Tone tone = Tone::Text, QWidget* parent = nullptr);
    void setTone(Tone tone);
    void setNumbers(); ///< tabular figures
    /// Breaks lines; height follows width. @param preferred width in px of long words.
    void setWrapped(int preferred = 560);
    [[nodiscard]] FontRole role() const { return role_; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int leading() const;
    int layOut(int width, QPainter* painter) const; ///< @return height in px
    FontRole role_;
    bool wrapped_ = false;
    int preferred_ = 560;
};

} // namespace casebook
