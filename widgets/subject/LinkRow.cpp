// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subject/LinkRow.h"

#include "widgets/common/Thumbnail.h"
#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QLocale>
#include <QPainter>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {
constexpr int rowHeight = 30, leadWidth = 112, captionHeight = 24;
} // namespace

LinkRow::LinkRow(const QString& iconName, Tone mark, const QString& words, const QString& note,
                 const QString& right, Tone rightTone, QWidget* parent)
    : QAbstractButton(parent), iconName_(iconName), note_(note), right_(right), mark_(mark),
      rightTone_(rightTone) {
    setText(words);
    setAccessibleName(u"%1 %2 %3"_s.arg(words, note, right));
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setFont(theme::font(FontRole::Table));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void LinkRow::setLead(const QString& lead) {
    lead_ = lead;
    updateGeometry();
}

QSize LinkRow::sizeHint() const { return {320, rowHeight}; }

QSize LinkRow::minimumSizeHint() const { return {240, rowHeight}; }

void LinkRow::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.setFont(font());
    int x = 0;
    if (!iconName_.isEmpty()) {
        paintIcon(&p, QRect(0, 0, 16, height()), iconName_, theme::color(this, mark_), 14);
        x = 26;
    }
    const auto draw = [&](const QString& text, Tone tone, int left, int room, Qt::Alignment side) {
        p.setPen(theme::color(this, tone));
        p.drawText(QRect(left, 0, room, height()), int(side | Qt::AlignVCenter),
                   p.fontMetrics().elidedText(text, Qt::ElideRight, room));
    };
    if (!lead_.isEmpty()) {
        draw(lead_, Tone::Text2, x, leadWidth, Qt::AlignLeft);
        x += leadWidth + 8;
    }
    const int rightWidth = std::min(p.fontMetrics().horizontalAdvance(right_) + 2, width() / 2);
    const int room = width() - x - rightWidth - 12;
    const int words = std::min(room, p.fontMetrics().horizontalAdvance(text()) + 2);
    draw(text(), isEnabled() && underMouse() ? Tone::Accent : Tone::Text, x, words, Qt::AlignLeft);
    if (!note_.isEmpty() && room - words > 24)
        draw(note_, Tone::Text2, x + words + 8, room - words - 8, Qt::AlignLeft);
    draw(right_, rightTone_, width() - rightWidth, rightWidth, Qt::AlignRight);
}

ImageButton::ImageButton(const CaseImage& image, int height, QWidget* parent)
    : QAbstractButton(parent), image_(image), height_(height) {
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(u"%1 %2"_s.arg(image.visit, image.day.toString(Qt::ISODate)));
}

QSize ImageButton::sizeHint() const { return {240, height_ + captionHeight}; }

void ImageButton::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.setRenderHint(QPainter::SmoothPixmapTransform);
    paintThumbnail(&p, QRect(0, 0, width(), height_), image_.thumbnail, theme::tokens(this), 5);
    const QRect line(0, height_ + 4, width(), captionHeight - 4);
    QFont strong = theme::font(FontRole::Table);
    strong.setWeight(QFont::DemiBold);
    p.setFont(strong);
    p.setPen(theme::color(this, Tone::Text));
    const QString when = image_.day.toString(Qt::ISODate);
    const QString note =
        image_.note.isEmpty() ? when : tr("%1, %2", "date, slice thickness").arg(when, image_.note);
    p.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, image_.visit);
    p.setFont(theme::numberFont(FontRole::Table));
    p.setPen(theme::color(this, Tone::Text2));
    p.drawText(line, Qt::AlignRight | Qt::AlignVCenter, note);
}

} // namespace casebook
