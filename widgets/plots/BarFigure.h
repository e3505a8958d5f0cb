// SPDX-License-Identifier: GPL-3.0-or-later
// Bars of a category (across) or of a number (histogram), with what is missing as a bar of its own.
#pragma once

#include "widgets/plots/Figure.h"

#include <span>

namespace casebook {

struct BarData {
    struct Bar {
        QString name;
        qint64 count = 0;
        bool missing = false; ///< not recorded: hatched, last
    };
    QString title;
    QList<Bar> bars;
    qint64 denominator = 0; ///< of the shares; told in the title's second line
    QString unit;           ///< what is counted: "subjects"
};

/// One row a level: name, bar from 0, count and share of the denominator.
class BarFigure final : public Figure {
public:
    explicit BarFigure(BarData data) : data_(std::move(data)) {}
    void paint(QPainter& painter, const QRectF& area, const FigureStyle& style) const override;
    [[nodiscard]] QString numbers() const override;
    [[nodiscard]] QString title() const override { return data_.title; }
    [[nodiscard]] QSizeF printSize_mm() const override;
    [[nodiscard]] int heightFor(int width) const override;

private:
    BarData data_;
};

struct HistogramData {
    QString title, axis; ///< "Age at index", "years"
    QList<double> edges; ///< one more than counts, rising
    QList<qint64> counts;
    qint64 missing = 0;
    QString unit;        ///< what is counted
};

/// Bins of equal width over all values (edges at round numbers, 5 to 20 of them).
[[nodiscard]] HistogramData histogramOf(std::span<const double> values);

/// Upright bars from 0; what is missing stands apart at the right.
class HistogramFigure final : public Figure {
public:
    explicit HistogramFigure(HistogramData data) : data_(std::move(data)) {}
    void paint(QPainter& painter, const QRectF& area, const FigureStyle& style) const override;
    [[nodiscard]] QString numbers() const override;
    [[nodiscard]] QString title() const override { return data_.title; }
    [[nodiscard]] QSizeF printSize_mm() const override { return {85, 60}; }
    [[nodiscard]] int heightFor(int width) const override { return std::max(150, width * 2 / 5); }

private:
    HistogramData data_;
};

} // namespace casebook
