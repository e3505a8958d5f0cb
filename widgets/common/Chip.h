// SPDX-License-Identifier: GPL-3.0-or-later
// Chips (22 px, radius 11) and key caps: words with a tint, never buttons.
#pragma once

#include "widgets/theme/tokens.h"

#include <QWidget>

class QPainter;

namespace casebook {

class Chip : public QWidget {
    Q_OBJECT
public:
    enum class Shape { Filled, Dashed, Key };
    explicit Chip(Tone tone = Tone::Text2, Shape shape = Shape::Filled, QWidget* parent = nullptr);
    void setText(const QString& text);
    void setIconName(const QString& name);
    void setTone(Tone tone);
    [[nodiscard]] QString text() const { return text_; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

    /// For delegates: draws a chip whose left middle is at `at`; returns its width.
    static int paint(QPainter* painter, const QPoint& at, const QString& text, const QString& iconName,
                     Tone tone, const Tokens& tokens, Shape shape = Shape::Filled);
    [[nodiscard]] static QSize size(const QString& text, const QString& iconName,
                                    Shape shape = Shape::Filled);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString text_, iconName_;
    Tone tone_;
    Shape shape_;
};

} // namespace casebook
