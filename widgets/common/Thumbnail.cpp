// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Thumbnail.h"

#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QPainter>
#include <QPainterPath>

namespace casebook {

using namespace Qt::StringLiterals;

void paintThumbnail(QPainter* p, const QRect& rect, const QImage& picture, const Tokens& t, int radius) {
    p->save();
    p->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    if (picture.isNull()) {
        p->setPen(Qt::NoPen);
        p->setBrush(QColor::fromRgb(t.sunken));
        p->drawRoundedRect(rect, radius, radius);
        paintIcon(p, rect, u"image"_s, QColor::fromRgb(t.edge), rect.width() > 40 ? 20 : 14);
    } else {
        QPainterPath clip;
        clip.addRoundedRect(rect, radius, radius);
        p->setClipPath(clip);
        const double scale =
            std::max(double(rect.width()) / picture.width(), double(rect.height()) / picture.height());
        const QSizeF part(rect.width() / scale, rect.height() / scale);
        const QRectF source(
            QPointF((picture.width() - part.width()) / 2, (picture.height() - part.height()) / 2), part);
        p->drawImage(QRectF(rect), picture, source);
    }
    p->restore();
}

PictureView::PictureView(int height, QWidget* parent) : QWidget(parent) {
    setFixedHeight(height);
    hide();
}

void PictureView::setPicture(const QImage& picture) {
    picture_ = picture;
    setVisible(!picture.isNull());
    update();
}

void PictureView::paintEvent(QPaintEvent*) {
    QPainter p(this);
    paintThumbnail(&p, rect(), picture_, theme::tokens(this), 5);
}

SeriesCard::SeriesCard(const QString& subject, const QString& description, const QString& note,
                       const QImage& picture, QWidget* parent)
    : QAbstractButton(parent), subject_(subject), description_(description), note_(note), picture_(picture) {
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(u"%1 %2"_s.arg(subject, description));
}

QSize SeriesCard::sizeHint() const { return {150, 74}; }

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
