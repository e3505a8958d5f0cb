// SPDX-License-Identifier: GPL-3.0-or-later
// A figure on a page: painted in the theme's colours, height follows width.
#pragma once

#include "widgets/plots/Figure.h"

#include <QWidget>

namespace casebook {

class FigureView : public QWidget {
    Q_OBJECT
public:
    explicit FigureView(QWidget* parent = nullptr);
    void setFigure(FigurePtr figure); ///< nullptr: nothing is drawn
    [[nodiscard]] const FigurePtr& figure() const { return figure_; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    FigurePtr figure_;
};

} // namespace casebook
