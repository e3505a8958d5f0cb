// SPDX-License-Identifier: GPL-3.0-or-later
// White (or dark) sheet with hairline and radius 7 on which content lies. No box in a box.
#pragma once

#include "widgets/theme/tokens.h"

#include <QFrame>

namespace casebook {

class Card : public QFrame {
    Q_OBJECT
public:
    enum class Fill { Base, Window, Rail, Alt, None };
    explicit Card(QWidget* parent = nullptr, Fill fill = Fill::Base);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Fill fill_;
};

/// Plain strip in a token colour with optional hairlines at its edges: rail, bars, side panes.
class Strip : public QWidget {
    Q_OBJECT
public:
    Strip(Card::Fill fill, Qt::Edges lines, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Card::Fill fill_;
    Qt::Edges lines_;
};

/// One hairline.
class Line : public QWidget {
    Q_OBJECT
public:
    explicit Line(Qt::Orientation orientation = Qt::Horizontal, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// An icon in a tone; 16 px unless said. With a plate: round accentSoft (empty state, steps).
class IconMark : public QWidget {
    Q_OBJECT
public:
    explicit IconMark(const QString& name, Tone tone = Tone::Text2, int px = 16, QWidget* parent = nullptr);
    void setIconName(const QString& name, Tone tone);
    void setPlate(int diameter, bool round = true, bool tinted = true);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString name_;
    Tone tone_;
    int px_, plate_ = 0;
    bool round_ = true, tinted_ = true;
};

} // namespace casebook
