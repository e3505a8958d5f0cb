// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/UserBadge.h"

#include "widgets/theme/Theme.h"

#include <QPainter>

namespace casebook {

namespace {
constexpr int disc = 28;
constexpr int gap = 8;
} // namespace

UserBadge::UserBadge(QWidget* parent) : QAbstractButton(parent) {
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void UserBadge::setUser(const QString& name, const QString& roleAndSite) {
    name_ = name;
    note_ = roleAndSite;
    setAccessibleName(name);
    updateGeometry();
    update();
}

void UserBadge::setCompact(bool on) {
    if (compact_ == on)
        return;
    compact_ = on;
    updateGeometry();
}

QString UserBadge::initials(const QString& name) {
    const QStringList words = name.split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty())
        return {};
    if (words.first().at(0).unicode() >= 0x2E80)
        return words.first().left(1);
    QString letters = words.first().left(1);
    if (words.size() > 1)
        letters += words.last().left(1);
    return letters.toUpper();
}

QSize UserBadge::sizeHint() const {
    const int words = std::max(QFontMetrics(theme::font(FontRole::Control)).horizontalAdvance(name_),
                               QFontMetrics(theme::font(FontRole::Mark)).horizontalAdvance(note_));
    return {disc + (compact_ ? 0 : gap + words + 2), 36};
}

void UserBadge::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QRectF circle(0, (height() - disc) / 2.0, disc, disc);
    p.setPen(Qt::NoPen);
    p.setBrush(QColor::fromRgb(t.accentFill));
    p.drawEllipse(circle);
    QFont f = theme::font(FontRole::Mark);
    f.setWeight(QFont::DemiBold);
    p.setFont(f);
    p.setPen(QColor::fromRgb(t.onAccent));
    p.drawText(circle, Qt::AlignCenter, initials(name_));
    if (compact_)
        return;
    const int x = disc + gap;
    p.setFont(theme::font(FontRole::Control));
    p.setPen(QColor::fromRgb(t.text));
    const bool two = !note_.isEmpty();
    p.drawText(QRect(x, 0, width() - x, two ? height() / 2 + 1 : height()),
               Qt::AlignLeft | (two ? Qt::AlignBottom : Qt::AlignVCenter), name_);
    QFont small = theme::font(FontRole::Mark);
    small.setWeight(QFont::Normal);
    p.setFont(small);
    p.setPen(QColor::fromRgb(t.text2));
    p.drawText(QRect(x, height() / 2 + 1, width() - x, height() / 2), Qt::AlignLeft | Qt::AlignTop, note_);
}

} // namespace casebook
