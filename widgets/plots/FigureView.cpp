// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/FigureView.h"

#include "widgets/theme/Theme.h"

namespace casebook {

FigureView::FigureView(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void FigureView::setFigure(FigurePtr figure) {
    figure_ = std::move(figure);
    setAccessibleName(figure_ ? figure_->title() : QString());
    updateGeometry();
    update();
}

QSize FigureView::sizeHint() const { return {420, heightForWidth(420)}; }

int FigureView::heightForWidth(int width) const { return figure_ ? figure_->heightFor(width) : 0; }

void FigureView::paintEvent(QPaintEvent*) {
    if (!figure_)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    FigureStyle style;
    style.tokens = &theme::tokens(this);
    figure_->paint(painter, rect(), style);
}

} // namespace casebook
