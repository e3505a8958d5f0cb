// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Card.h"

#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QPainter>

namespace casebook {

namespace {

QColor fillColor(const Tokens& t, Card::Fill fill) {
    switch (fill) {
    case Card::Fill::Base: return QColor::fromRgb(t.base);
    case Card::Fill::Window: return QColor::fromRgb(t.window);
    case Card::Fill::Rail: return QColor::fromRgb(t.rail);
    case Card::Fill::Alt: return QColor::fromRgb(t.alt);
    case Card::Fill::None: break;
    }
    return Qt::transparent;
}

} // namespace

Card::Card(QWidget* parent, Fill fill) : QFrame(parent), fill_(fill) {}

void Card::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QColor::fromRgb(t.line));
    p.setBrush(fillColor(t, fill_));
    p.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7);
}

Strip::Strip(Card::Fill fill, Qt::Edges lines, QWidget* parent)
    : QWidget(parent), fill_(fill), lines_(lines) {}

void Strip::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.fillRect(rect(), fillColor(t, fill_));
    const QColor line = QColor::fromRgb(t.line);
    if (lines_ & Qt::LeftEdge)
        p.fillRect(QRect(0, 0, 1, height()), line);
    if (lines_ & Qt::RightEdge)
        p.fillRect(QRect(width() - 1, 0, 1, height()), line);
    if (lines_ & Qt::TopEdge)
        p.fillRect(QRect(0, 0, width(), 1), line);
    if (lines_ & Qt::BottomEdge)
        p.fillRect(QRect(0, height() - 1, width(), 1), line);
}

Line::Line(Qt::Orientation orientation, QWidget* parent) : QWidget(parent) {
    if (orientation == Qt::Horizontal)
        setFixedHeight(1);
    else
        setFixedWidth(1);
}

void Line::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.fillRect(rect(), QColor::fromRgb(theme::tokens(this).line));
}

IconMark::IconMark(const QString& name, Tone tone, int px, QWidget* parent)
    : QWidget(parent), name_(name), tone_(tone), px_(px) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void IconMark::setIconName(const QString& name, Tone tone) {
    name_ = name;
    tone_ = tone;
    update();
}

void IconMark::setPlate(int diameter, bool round, bool tinted) {
    plate_ = diameter;
    round_ = round;
    tinted_ = tinted;
    updateGeometry();
    update();
}

QSize IconMark::sizeHint() const {
    const int side = std::max(px_, plate_);
    return {side, side};
}

void IconMark::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    if (plate_ > 0) {
        p.setRenderHint(QPainter::Antialiasing);
        p.setPen(Qt::NoPen);
        p.setBrush(QColor::fromRgb(tinted_ ? t.accentSoft : t.sunken));
        const double radius = round_ ? plate_ / 2.0 : 7;
        p.drawRoundedRect(QRectF(rect()), radius, radius);
    }
    paintIcon(&p, rect(), name_, toneColor(t, tone_), px_);
}

} // namespace casebook
