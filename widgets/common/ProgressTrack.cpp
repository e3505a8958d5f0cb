// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/ProgressTrack.h"

#include "widgets/theme/Theme.h"

#include <QPainter>

#include <algorithm>

namespace casebook {

ProgressTrack::ProgressTrack(double part, QWidget* parent) : QWidget(parent), part_(part) {
    setFixedHeight(4);
}

void ProgressTrack::setPart(double part) {
    part_ = part;
    update();
}

void ProgressTrack::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    p.setBrush(QColor::fromRgb(t.sunken));
    p.drawRoundedRect(QRectF(rect()), 2, 2);
    p.setBrush(QColor::fromRgb(t.accentFill));
    if (part_ > 0)
        p.drawRoundedRect(QRectF(0, 0, std::max(4.0, width() * part_), height()), 2, 2);
}

double partOf(qint64 done, qint64 total) {
    return total > 0 ? std::clamp(double(done) / double(total), 0.0, 1.0) : 0;
}

} // namespace casebook
