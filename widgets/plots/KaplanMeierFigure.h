// SPDX-License-Identifier: GPL-3.0-or-later
// Survival curves with band, censor ticks, direct labels, test, and the number at risk.
#pragma once

#include "core/stats/KaplanMeier.h"
#include "widgets/plots/Figure.h"

#include <optional>

namespace casebook {

struct KaplanMeierData {
    struct Group {
        QString name;
        stats::KaplanMeier curve;
    };
    QString title;     ///< "Overall survival"
    QString timeLabel; ///< "Months from surgery"
    bool months = false; ///< ticks at whole years and quarters
    QList<Group> groups;
    QStringList statements; ///< "log-rank p = 0.058", "HR 0.59 (95 % CI 0.34 to 1.02)"
    QString intervalWords;  ///< "95 % log-log interval"
    bool band = true;
};

class KaplanMeierFigure final : public Figure {
public:
    explicit KaplanMeierFigure(KaplanMeierData data);
    void paint(QPainter& painter, const QRectF& area, const FigureStyle& style) const override;
    [[nodiscard]] QString numbers() const override;
    [[nodiscard]] QString title() const override { return data_.title + QStringLiteral(", %"); }
    [[nodiscard]] QSizeF printSize_mm() const override {
        return {180, 110 + 5.0 * double(data_.groups.size())};
    }
    [[nodiscard]] int heightFor(int width) const override;
    [[nodiscard]] const KaplanMeierData& data() const { return data_; }
    /// Places of the risk table and of the ticks, in the unit of time.
    [[nodiscard]] QList<double> ticks() const;

private:
    struct Frame; ///< where the axes lie
    [[nodiscard]] Frame frameIn(const QRectF& area, const FigureStyle& style) const;
    void paintAxes(QPainter& painter, const Frame& frame, const FigureStyle& style) const;
    void paintCurve(QPainter& painter, const Frame& frame, const FigureStyle& style, int group) const;
    void paintBand(QPainter& painter, const Frame& frame, const FigureStyle& style, int group) const;
    void paintRisk(QPainter& painter, const Frame& frame, const FigureStyle& style) const;
    void paintWords(QPainter& painter, const Frame& frame, const FigureStyle& style) const;
    KaplanMeierData data_;
    double last_ = 1; ///< right end of the axis
};

/// Ticks 0 ... at or above `most` in steps that people count in (months: 1, 3, 6, 12 ...; else 1, 2, 5).
[[nodiscard]] QList<double> timeTicks(double most, bool months, int atMost = 8);

} // namespace casebook
