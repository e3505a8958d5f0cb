// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/volume3d/TransferPlot.h"

#include "viewers/slice/PaneWords.h"
#include "viewers/volume3d/TransferCurve.h"

#include <QFontMetricsF>
#include <QLinearGradient>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace casebook {

namespace {

constexpr double kEdge = 8;         ///< around everything; handles at the rim stay whole
constexpr double kGap = 4;
constexpr double kStripHeight = 12;
constexpr double kLabelGap = 18;    ///< between numbers of the HU axis
constexpr double kClosest = 0.85;   ///< lines from number to number of the opacities
constexpr double kRadius = 5, kSelectedRadius = 6.5;
constexpr double kCurveWidth = 1.6, kUnderStroke = 1.6;
constexpr double kFullest = 0.92;   ///< height of the highest column, of the area
constexpr double kFill = 0.3;       ///< strength of the columns
constexpr std::array<double, 6> kOpacities{0,   1,    0.5,
                                           0.2, 0.05, 0.01}; ///< the first ones get their numbers first

QString percent(double opacity) { return numberText(opacity * 100, 0); }

double textWidth(const QFont& font, const QString& text) {
    return std::ceil(QFontMetricsF(font).horizontalAdvance(text));
}

/// 1, 2 or 5 times a power of ten: the smallest whose numbers stand clear of each other.
double tickStep(const TransferPlot& plot, const QFont& font) {
    const double wanted = (textWidth(font, numberText(-1000, 0)) + kLabelGap) * (plot.high_hu - plot.low_hu) /
                          plot.area.width();
    const double power = std::pow(10.0, std::floor(std::log10(std::max(1.0, wanted))));
    for (const double times : {1.0, 2.0, 5.0})
        if (power * times >= wanted)
            return power * times;
    return power * 10;
}

/// Mean count of the bins between two places.
double meanCount(const TransferPlot& plot, const Histogram& histogram, double left, double right) {
    const auto bin = [&](double x) {
        return std::clamp(int(std::round(plot.huAt(x))) - Histogram::kFirst_hu, 0, Histogram::kBins - 1);
    };
    const int first = bin(left), last = std::max(first + 1, bin(right));
    double sum = 0;
    for (int b = first; b < last; ++b)
        sum += double(histogram.bins[std::size_t(b)]);
    return sum / (last - first);
}

} // namespace

TransferPlot TransferPlot::in(QSizeF pane, const QFont& font, double low_hu, double high_hu) {
    const double line = std::ceil(QFontMetricsF(font).height());
    const double left = kEdge + std::max(textWidth(font, percent(1)), textWidth(font, QStringLiteral("HU"))) +
                        kGap + kSelectedRadius;
    const double top = wordsHeight(font) + kEdge;
    const double bottom = kEdge / 2 + line + kGap;
    TransferPlot plot;
    plot.low_hu = low_hu;
    plot.high_hu = high_hu;
    plot.area = {left, top, std::max(1.0, pane.width() - left - kEdge - kSelectedRadius),
                 std::max(1.0, pane.height() - top - bottom - kStripHeight - 2 * kGap)};
    plot.strip = {plot.area.left(), plot.area.bottom() + 2 * kGap, plot.area.width(), kStripHeight};
    return plot;
}

double TransferPlot::wordsHeight(const QFont& font) {
    return kEdge / 2 + std::ceil(QFontMetricsF(font).height());
}

double TransferPlot::xOf(double hu) const {
    return area.left() + (hu - low_hu) / (high_hu - low_hu) * area.width();
}

double TransferPlot::yOf(double opacity) const {
    return area.bottom() - std::sqrt(std::clamp(opacity, 0.0, 1.0)) * area.height();
}

double TransferPlot::huAt(double x) const {
    return low_hu + (x - area.left()) / area.width() * (high_hu - low_hu);
}

double TransferPlot::opacityAt(double y) const {
    const double root = std::clamp((area.bottom() - y) / area.height(), 0.0, 1.0);
    return root * root;
}

QPolygonF TransferPlot::curve(const raycast::TransferFunction& transfer) const {
    // Straight in opacity is bent in its root: many short pieces, and each point itself.
    std::vector<double> values;
    for (double x = area.left(); x < area.right(); x += 2)
        values.push_back(huAt(x));
    values.push_back(high_hu);
    for (const auto& p : transfer)
        if (p.hu > low_hu && p.hu < high_hu)
            values.push_back(p.hu);
    std::sort(values.begin(), values.end());
    QPolygonF out;
    for (const double hu : values) {
        if (!transfer.empty() && hu == transfer.front().hu)
            out << QPointF(xOf(hu), yOf(0));
        out << QPointF(xOf(hu), yOf(transferCurve::opacityAt(transfer, hu)));
    }
    return out;
}

void paintHistogram(QPainter& painter, const TransferPlot& plot, const Histogram& histogram,
                    const ViewColors& colors) {
    if (histogram.isEmpty())
        return;
    const double column = 1 / painter.device()->devicePixelRatioF();
    std::vector<double> logs;
    for (double x = plot.area.left(); x < plot.area.right(); x += column)
        logs.push_back(std::log1p(meanCount(plot, histogram, x, x + column)));
    const double most = *std::max_element(logs.begin(), logs.end());
    if (most <= 0)
        return;
    QPolygonF shape;
    shape << plot.area.bottomLeft();
    for (std::size_t i = 0; i < logs.size(); ++i) {
        const double x = plot.area.left() + double(i) * column;
        const double y = plot.area.bottom() - logs[i] / most * kFullest * plot.area.height();
        shape << QPointF(x, y) << QPointF(std::min(x + column, plot.area.right()), y);
    }
    shape << plot.area.bottomRight();
    QColor fill = colors.text2;
    fill.setAlphaF(float(kFill));
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(shape);
}

void paintAxes(QPainter& painter, const TransferPlot& plot, const ViewColors& colors, const QFont& font) {
    const double line = std::ceil(QFontMetricsF(font).height());
    const double numbersRight = plot.area.left() - kSelectedRadius - kGap;
    std::vector<double> numbered;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setFont(font);
    for (const double opacity : kOpacities) {
        const double y = plot.yOf(opacity);
        painter.setPen(colors.line);
        painter.drawLine(QPointF(plot.area.left(), y), QPointF(plot.area.right(), y));
        const bool hasRoom = std::none_of(numbered.begin(), numbered.end(), [&](double other) {
            return std::abs(other - y) < line * kClosest;
        });
        if (!hasRoom)
            continue;
        numbered.push_back(y);
        painter.setPen(colors.text2);
        painter.drawText(QRectF(0, y - line / 2, numbersRight, line),
                         Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, percent(opacity));
    }
    const double step = tickStep(plot, font), top = plot.strip.bottom() + kGap;
    for (double hu = std::ceil(plot.low_hu / step) * step; hu <= plot.high_hu; hu += step) {
        const double x = plot.xOf(hu), width = textWidth(font, numberText(hu, 0)) + 2;
        painter.setPen(colors.line);
        painter.drawLine(QPointF(x, plot.area.top()), QPointF(x, plot.area.bottom()));
        painter.drawLine(QPointF(x, plot.strip.bottom()), QPointF(x, top));
        // Numbers at the ends stay inside.
        const double left = std::clamp(x - width / 2, plot.area.left() - kGap,
                                       std::max(plot.area.left(), plot.area.right() + kEdge - width));
        painter.setPen(colors.text2);
        painter.drawText(QRectF(left, top, width, line), Qt::AlignCenter | Qt::TextSingleLine,
                         numberText(hu, 0));
    }
    painter.setPen(colors.text2);
    painter.drawText(QRectF(0, top, numbersRight, line),
                     Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, QStringLiteral("HU"));
}

void paintCurve(QPainter& painter, const TransferPlot& plot, const raycast::TransferFunction& transfer,
                const ViewColors& colors) {
    const QPolygonF curve = plot.curve(transfer);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(plot.area.adjusted(0, -kCurveWidth, 0, kCurveWidth));
    painter.setBrush(Qt::NoBrush);
    for (const auto& [color, width] :
         {std::pair(colors.underStroke, kCurveWidth + kUnderStroke), std::pair(colors.text, kCurveWidth)}) {
        painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(curve);
    }
    painter.restore();
}

void paintStrip(QPainter& painter, const TransferPlot& plot, const raycast::TransferFunction& transfer,
                const ViewColors& colors) {
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (!transfer.empty()) {
        const double from = plot.xOf(transfer.front().hu), to = plot.xOf(transfer.back().hu);
        QLinearGradient gradient(from, 0, std::max(to, from + 1), 0);
        for (const auto& p : transfer)
            gradient.setColorAt(std::clamp((plot.xOf(p.hu) - from) / std::max(1.0, to - from), 0.0, 1.0),
                                QColor::fromRgb(p.color));
        QRectF coloured = plot.strip;
        coloured.setLeft(std::clamp(from, plot.strip.left(), plot.strip.right()));
        painter.fillRect(coloured, gradient);
    }
    painter.setPen(colors.line);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(plot.strip);
}

void paintHandles(QPainter& painter, const TransferPlot& plot, const raycast::TransferFunction& transfer,
                  HandleState state, const ViewColors& colors) {
    painter.setRenderHint(QPainter::Antialiasing);
    const auto paint = [&](int i) {
        const auto& p = transfer[std::size_t(i)];
        if (p.hu < plot.low_hu || p.hu > plot.high_hu)
            return;
        const bool isSelected = i == state.selected;
        const double radius = isSelected || i == state.hovered ? kSelectedRadius : kRadius;
        const double width = isSelected ? 2.5 : 1.5;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colors.underStroke, width + kUnderStroke));
        painter.drawEllipse(plot.placeOf(p), radius, radius);
        painter.setPen(QPen(isSelected ? colors.accent : colors.text, width));
        painter.setBrush(QColor::fromRgb(p.color));
        painter.drawEllipse(plot.placeOf(p), radius, radius);
    };
    for (int i = 0; i < int(transfer.size()); ++i)
        if (i != state.selected)
            paint(i);
    if (state.selected >= 0 && state.selected < int(transfer.size()))
        paint(state.selected);
}

} // namespace casebook
