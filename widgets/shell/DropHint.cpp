// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/DropHint.h"

#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QPainter>

namespace casebook {

using namespace Qt::StringLiterals;

DropHint::DropHint(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void DropHint::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    QColor veil = QColor::fromRgb(t.window);
    veil.setAlphaF(0.88F);
    p.fillRect(rect(), veil);
    p.setPen(QPen(QColor::fromRgb(t.accent), 2, Qt::DashLine));
    p.setBrush(Qt::NoBrush);
    p.drawRoundedRect(QRectF(rect()).adjusted(24, 24, -24, -24), 7, 7);
    const QRect middle(0, height() / 2 - 40, width(), 32);
    paintIcon(&p, middle, u"box-arrow-in-down"_s, QColor::fromRgb(t.accent), 32);
    p.setFont(theme::font(FontRole::Title));
    p.setPen(QColor::fromRgb(t.text));
    p.drawText(QRect(0, height() / 2, width(), 36), Qt::AlignCenter, tr("Drop to import into this study"));
}

} // namespace casebook
