// SPDX-License-Identifier: GPL-3.0-or-later
// Who is left after each criterion: boxes from top to bottom, at the right who was left out and why.
#pragma once

#include "widgets/plots/Figure.h"

namespace casebook {

struct AttritionData {
    struct Step {
        QString name;       ///< "Stage I to IIIA"
        qint64 left = 0;    ///< subjects after it
        qint64 out = 0;     ///< subjects it took away
        QStringList reasons; ///< "42 higher stage"
    };
    QString title;
    QList<Step> steps; ///< the first is where one starts: nobody is out
};

/// STROBE's flow of participants. The last box is filled: the cohort.
class AttritionFigure final : public Figure {
public:
    explicit AttritionFigure(AttritionData data) : data_(std::move(data)) {}
    void paint(QPainter& painter, const QRectF& area, const FigureStyle& style) const override;
    [[nodiscard]] QString numbers() const override;
    [[nodiscard]] QString title() const override { return data_.title; }
    [[nodiscard]] QSizeF printSize_mm() const override;
    [[nodiscard]] int heightFor(int width) const override;
    [[nodiscard]] const AttritionData& data() const { return data_; }

private:
    /// Paints, or only measures without a painter. Returns the height.
    double layOut(QPainter* painter, const QRectF& area, const FigureStyle& style) const;
    AttritionData data_;
};

} // namespace casebook
