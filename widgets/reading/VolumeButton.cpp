// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/reading/VolumeButton.h"

#include "widgets/common/Thumbnail.h"
#include "widgets/theme/Theme.h"

#include <QPainter>

namespace casebook {

namespace {
constexpr int height_px = 52, thumb_px = 40, inset_px = 6;
} // namespace

VolumeButton::VolumeButton(const SeriesVolume& volume, QWidget* parent)
    : QAbstractButton(parent), volume_(volume) {
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(words() + QStringLiteral(", ") + volume_.note);
    setToolTip(volume_.note);
}

QString VolumeButton::words() const {
    return volume_.phaseSet >= 0 ? tr("%n phase(s), %1", nullptr, volume_.phases).arg(volume_.size)
                                 : volume_.label;
}

void VolumeButton::setPicture(const QImage& picture) {
    volume_.thumbnail = picture;
    update();
}

void VolumeButton::setActive(bool active) {
    active_ = active;
    update();
}

QSize VolumeButton::sizeHint() const { return {200, height_px}; }

void VolumeButton::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = theme::tokens(this);
    if (active_ || underMouse()) {
        p.setPen(Qt::NoPen);
        p.setBrush(QColor::fromRgb(active_ ? t.accentSoft : t.base));
        p.drawRoundedRect(rect(), 5, 5);
    }
    paintThumbnail(&p, QRect(inset_px, (height() - thumb_px) / 2, thumb_px, thumb_px), volume_.thumbnail, t);
    const int x = inset_px + thumb_px + 10;
    const int room = width() - x - inset_px;
    QFont head = theme::numberFont(FontRole::Table);
    head.setWeight(QFont::DemiBold);
    p.setFont(head);
    p.setPen(QColor::fromRgb(t.text));
    p.drawText(QRect(x, 0, room, height() / 2), Qt::AlignLeft | Qt::AlignBottom,
               p.fontMetrics().elidedText(words(), Qt::ElideRight, room));
    p.setFont(theme::font(FontRole::Note));
    p.setPen(QColor::fromRgb(t.text2));
    p.drawText(QRect(x, height() / 2 + 1, room, height() / 2), Qt::AlignLeft | Qt::AlignTop,
               p.fontMetrics().elidedText(volume_.note, Qt::ElideRight, room));
}

} // namespace casebook
