// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Thumbnail.h"

#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QPainter>
#include <QPainterPath>

namespace casebook {

using namespace Qt::StringLiterals;

void paintThumbnail(QPainter* p, const QRect& square, const QImage& picture, const Tokens& t, int radius) {
    p->save();
    p->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    if (picture.isNull()) {
        p->setPen(Qt::NoPen);
        p->setBrush(QColor::fromRgb(t.sunken));
        p->drawRoundedRect(square, radius, radius);
        paintIcon(p, square, u"image"_s, QColor::fromRgb(t.edge), square.width() > 40 ? 20 : 14);
    } else {
        QPainterPath clip;
        clip.addRoundedRect(square, radius, radius);
        p->setClipPath(clip);
        const int side = std::min(picture.width(), picture.height());
        const QRect source((picture.width() - side) / 2, (picture.height() - side) / 2, side, side);
        p->drawImage(square, picture, source);
    }
    p->restore();
}

SeriesCard::SeriesCard(const QString& subject, const QString& description, const QString& note, const QImage& picture,
                       QWidget* parent)
    : QAbstractButton(parent), subject_(subject), description_(description), note_(note), picture_(picture) {
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(u"%1 %2"_s.arg(subject, description));
}

QSize SeriesCard::sizeHint() const {
    return {220, 74};
}

void SeriesCard::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QColor::fromRgb(underMouse() ? t.edge : t.line));
    p.setBrush(QColor::fromRgb(t.base));
    p.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7);
    paintThumbnail(&p, QRect(14, 11, 52, 52), picture_, t);
    const QRect words(78, 0, width() - 78 - 12, height());
    QFont strong = theme::font(FontRole::Body);
    strong.setWeight(QFont::DemiBold);
    p.setFont(strong);
    p.setPen(QColor::fromRgb(t.text));
    const QRect upper = words.adjusted(0, 0, 0, -height() / 2 + 1);
    p.drawText(upper, Qt::AlignLeft | Qt::AlignBottom, subject_);
    const int used = p.fontMetrics().horizontalAdvance(subject_) + 6;
    p.setFont(theme::font(FontRole::Body));
    p.drawText(upper.adjusted(used, 0, 0, 0), Qt::AlignLeft | Qt::AlignBottom,
               p.fontMetrics().elidedText(description_, Qt::ElideRight, std::max(0, upper.width() - used)));
    p.setFont(theme::font(FontRole::Note));
    p.setPen(QColor::fromRgb(t.text2));
    p.drawText(words.adjusted(0, height() / 2 + 2, 0, 0), Qt::AlignLeft | Qt::AlignTop,
               p.fontMetrics().elidedText(note_, Qt::ElideRight, words.width()));
}

} // namespace casebook
