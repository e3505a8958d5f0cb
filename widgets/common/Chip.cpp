// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Chip.h"

#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace casebook {

namespace {

constexpr int chipHeight = 22;
constexpr int keyHeight = 18;
constexpr int chipIcon = 14;

QFont chipFont(Chip::Shape shape) {
    return theme::font(shape == Chip::Shape::Key ? FontRole::Mark : FontRole::Note);
}

} // namespace

Chip::Chip(Tone tone, Shape shape, QWidget* parent) : QWidget(parent), tone_(tone), shape_(shape) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void Chip::setText(const QString& text) {
    text_ = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void Chip::setIconName(const QString& name) {
    iconName_ = name;
    updateGeometry();
    update();
}

void Chip::setTone(Tone tone) {
    tone_ = tone;
    update();
}

QSize Chip::size(const QString& text, const QString& iconName, Shape shape) {
    const QFontMetrics metrics(chipFont(shape));
    const int words = metrics.horizontalAdvance(text);
    if (shape == Shape::Key)
        return {std::max(words + 10, keyHeight), std::max(keyHeight, metrics.height() + 1)};
    return {words + 18 + (iconName.isEmpty() ? 0 : chipIcon + 5), std::max(chipHeight, metrics.height() + 2)};
}

QSize Chip::sizeHint() const { return size(text_, iconName_, shape_); }

int Chip::paint(QPainter* p, const QPoint& at, const QString& text, const QString& iconName, Tone tone,
                const Tokens& t, Shape shape) {
    const QSize s = size(text, iconName, shape);
    const QRectF box(at.x(), at.y() - s.height() / 2, s.width(), s.height());
    p->save();
    p->setRenderHint(QPainter::Antialiasing);
    const double radius = shape == Shape::Key ? 3 : box.height() / 2;
    if (shape == Shape::Filled) {
        p->setPen(Qt::NoPen);
        p->setBrush(toneSoft(t, tone));
        p->drawRoundedRect(box, radius, radius);
    } else {
        QPen pen(QColor::fromRgb(shape == Shape::Key ? t.line : t.edge), 1);
        if (shape == Shape::Dashed)
            pen.setDashPattern({3, 2});
        p->setPen(pen);
        p->setBrush(Qt::NoBrush);
        p->drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    }
    QRectF words = box;
    if (!iconName.isEmpty()) {
        paintIcon(p, QRect(int(box.x()) + 8, int(box.y()), chipIcon, int(box.height())), iconName,
                  toneColor(t, tone), chipIcon);
        words.setLeft(box.left() + 8 + chipIcon + 5);
        words.setRight(box.right() - 9);
    }
    p->setFont(chipFont(shape));
    p->setPen(toneColor(t, tone));
    p->drawText(words, Qt::AlignCenter | Qt::TextSingleLine, text);
    p->restore();
    return s.width();
}

void Chip::paintEvent(QPaintEvent*) {
    QPainter p(this);
    paint(&p, QPoint(0, height() / 2), text_, iconName_, tone_, theme::tokens(this), shape_);
}

} // namespace casebook
