// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Segmented.h"

#include "widgets/theme/Theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

namespace casebook {

namespace {
constexpr int partMargin = 11;
constexpr int keyGap = 5;
} // namespace

Segmented::Segmented(QWidget* parent) : QWidget(parent) {
    setFont(theme::font(FontRole::Table));
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Segmented::setParts(const QList<Part>& parts) {
    parts_ = parts;
    updateGeometry();
    update();
}

void Segmented::setActive(int id) {
    if (active_ == id)
        return;
    active_ = id;
    updateGeometry(); // the active word is wider, and alone shown when compact
    update();
}

void Segmented::setCompact(bool on) {
    if (compact_ == on)
        return;
    compact_ = on;
    updateGeometry();
    update();
}

bool Segmented::showsWords(const Part& part) const {
    return !compact_ || part.key.isEmpty() || part.id == active_;
}

int Segmented::widthOf(const Part& part, bool words) const {
    const QFontMetrics metrics(theme::font(FontRole::Control));
    int width = 2 * partMargin + (words ? metrics.horizontalAdvance(part.words) : 0);
    if (!part.key.isEmpty())
        width += metrics.horizontalAdvance(part.key) + (words ? keyGap : 0);
    return width;
}

int Segmented::fullWidth() const {
    int width = 2;
    for (const Part& part : parts_)
        width += widthOf(part, true);
    return width;
}

QSize Segmented::sizeHint() const {
    int width = 2;
    for (const Part& part : parts_)
        width += widthOf(part, showsWords(part));
    return {width, 28};
}

int Segmented::partAt(int x) const {
    int right = 1;
    for (int i = 0; i < parts_.size(); ++i) {
        right += widthOf(parts_.at(i), showsWords(parts_.at(i)));
        if (x < right)
            return i;
    }
    return -1;
}

void Segmented::mousePressEvent(QMouseEvent* event) {
    const int at = partAt(int(event->position().x()));
    if (event->button() == Qt::LeftButton && at >= 0 && !parts_.at(at).plain)
        Q_EMIT chosen(parts_.at(at).id);
}

void Segmented::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        cursor_ = std::clamp(cursor_ + (event->key() == Qt::Key_Right ? 1 : -1), 0,
                             std::max(0, int(parts_.size()) - 1));
        update();
    } else if ((event->key() == Qt::Key_Space || event->key() == Qt::Key_Return) && cursor_ < parts_.size() &&
               !parts_.at(cursor_).plain) {
        Q_EMIT chosen(parts_.at(cursor_).id);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void Segmented::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath outline;
    outline.addRoundedRect(box, 5, 5);
    p.fillPath(outline, QColor::fromRgb(t.base));
    int x = 1;
    for (int i = 0; i < parts_.size(); ++i) {
        const Part& part = parts_.at(i);
        const bool words = showsWords(part);
        const int w = widthOf(part, words);
        const bool on = part.id == active_;
        if (on) {
            p.save();
            p.setClipPath(outline);
            p.fillRect(QRect(x, 0, w, height()), QColor::fromRgb(t.accentSoft));
            p.restore();
        }
        if (i > 0)
            p.fillRect(QRect(x, 1, 1, height() - 2), QColor::fromRgb(t.line));
        QFont f = theme::font(on ? FontRole::Control : FontRole::Table);
        p.setFont(f);
        int textX = x + partMargin;
        if (!part.key.isEmpty()) {
            p.setPen(QColor::fromRgb(on ? t.accent : t.text3));
            p.drawText(QRect(textX, 0, w, height()), Qt::AlignLeft | Qt::AlignVCenter, part.key);
            textX += QFontMetrics(theme::font(FontRole::Control)).horizontalAdvance(part.key) + keyGap;
        }
        p.setPen(QColor::fromRgb(on ? t.accent : part.plain ? t.text3 : t.text2));
        if (words)
            p.drawText(QRect(textX, 0, w, height()), Qt::AlignLeft | Qt::AlignVCenter, part.words);
        if (hasFocus() && i == cursor_)
            p.fillRect(QRect(x + partMargin, height() - 4, w - 2 * partMargin, 2), QColor::fromRgb(t.accent));
        x += w;
    }
    p.setPen(QColor::fromRgb(t.line));
    p.setBrush(Qt::NoBrush);
    p.drawPath(outline);
}

} // namespace casebook
