// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/BarFigure.h"

#include "core/stats/Summary.h"
#include "core/values/Csv.h"
#include "widgets/plots/KaplanMeierFigure.h"
#include "widgets/theme/PlotColors.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(casebook::BarFigure)
};

constexpr double rowHeight = 24;
constexpr double histogramBottom = 40;

QString share(qint64 count, qint64 of) {
    return of > 0 ? u"(%1 %)"_s.arg(QString::number(100.0 * double(count) / double(of), 'f', 1)) : QString();
}

void fillBar(QPainter& painter, const QRectF& bar, bool missing, const FigureStyle& style) {
    painter.setPen(Qt::NoPen);
    const QColor color = missing ? QColor::fromRgb(plotColors::missing)
                                 : QColor::fromRgb(plotColors::series(0, 1, style.tokens->dark).line);
    painter.setBrush(missing ? QBrush(color, Qt::BDiagPattern) : QBrush(color));
    painter.drawRect(bar);
    if (missing) {
        painter.setPen(QPen(color, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(bar);
    }
    painter.setBrush(Qt::NoBrush);
}

} // namespace

QSizeF BarFigure::printSize_mm() const { return {85, 22 + 6.5 * double(data_.bars.size())}; }

int BarFigure::heightFor(int) const { return int(rowHeight * double(data_.bars.size())); }

void BarFigure::paint(QPainter& painter, const QRectF& area, const FigureStyle& style) const {
    painter.setFont(style.font(12));
    const QFontMetricsF metrics(painter.font());
    double names = 0, figures = 0;
    qint64 most = 1;
    for (const BarData::Bar& bar : data_.bars) {
        names = std::max(names, metrics.horizontalAdvance(bar.name));
        figures = std::max(figures, metrics.horizontalAdvance(QString::number(bar.count) + u' ' +
                                                              share(bar.count, data_.denominator)));
        most = std::max(most, bar.count);
    }
    names = std::min(names, area.width() * 0.45);
    const double left = area.left() + names + 12, room = std::max(10.0, area.right() - figures - 12 - left);
    const double step =
        std::min(rowHeight, area.height() / double(std::max<qsizetype>(1, data_.bars.size())));
    double y = area.top();
    for (const BarData::Bar& bar : data_.bars) {
        painter.setPen(style.color(bar.missing ? Tone::Text3 : Tone::Text));
        painter.drawText(QRectF(area.left(), y, names, step), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(bar.name, Qt::ElideRight, names));
        const double width = room * double(bar.count) / double(most);
        if (bar.count > 0)
            fillBar(painter, QRectF(left, y + step / 2 - 6, std::max(1.0, width), 12), bar.missing, style);
        painter.setPen(style.color(Tone::Text));
        const QString count = QString::number(bar.count);
        painter.drawText(QRectF(left + width + 8, y, figures + 4, step), Qt::AlignLeft | Qt::AlignVCenter,
                         count);
        painter.setPen(style.color(Tone::Text2));
        painter.drawText(
            QRectF(left + width + 8 + metrics.horizontalAdvance(count + u' '), y, figures + 4, step),
            Qt::AlignLeft | Qt::AlignVCenter, bar.missing ? QString() : share(bar.count, data_.denominator));
        y += step;
    }
}

QString BarFigure::numbers() const {
    QString out = csvLine({u"value"_s, u"count"_s, u"denominator"_s, u"missing"_s});
    for (const BarData::Bar& bar : data_.bars)
        out += csvLine({bar.name, QString::number(bar.count), QString::number(data_.denominator),
                        bar.missing ? u"1"_s : u"0"_s});
    return out;
}

HistogramData histogramOf(std::span<const double> values) {
    HistogramData out;
    const std::vector<double> sorted = stats::sortedValues(values);
    out.missing = qint64(values.size() - sorted.size());
    if (sorted.empty())
        return out;
    // Freedman and Diaconis's width, rounded to what people count in, for 5 to 20 bars.
    const double range = sorted.back() - sorted.front();
    const double iqr = stats::quantileType7(sorted, 0.75) - stats::quantileType7(sorted, 0.25);
    const double wanted = iqr > 0 ? 2 * iqr / std::cbrt(double(sorted.size())) : range / 8;
    const double width = range > 0 ? std::clamp(wanted, range / 20, range / 5) : 1;
    const double power = std::pow(10, std::floor(std::log10(width)));
    double step = 10 * power;
    for (double factor : {5.0, 2.0, 1.0})
        if (factor * power >= width * 0.999)
            step = factor * power;
    const double first = std::floor(sorted.front() / step) * step;
    const int bins = std::max(1, int(std::floor((sorted.back() - first) / step + 1e-9)) + 1);
    for (int i = 0; i <= bins; ++i)
        out.edges.append(first + step * i);
    out.counts = QList<qint64>(bins, 0);
    for (double x : sorted)
        ++out.counts[std::clamp(int(std::floor((x - first) / step + 1e-9)), 0, bins - 1)];
    return out;
}

void HistogramFigure::paint(QPainter& painter, const QRectF& area, const FigureStyle& style) const {
    painter.setFont(style.font(12));
    const QFontMetricsF metrics(painter.font());
    const qint64 most = std::max<qint64>(
        1,
        std::max(data_.missing,
                 data_.counts.isEmpty() ? 0 : *std::max_element(data_.counts.begin(), data_.counts.end())));
    const double left = area.left() + metrics.horizontalAdvance(QString::number(most)) + 10;
    const double slots = double(data_.counts.size()) + (data_.missing > 0 ? 2.5 : 0);
    const double right = data_.missing > 0 ? 4 : 14; // half of the last edge's number
    const double width = (area.right() - left - right) / std::max(1.0, slots);
    const double floor = area.bottom() - histogramBottom, height = floor - area.top() - 8;
    for (double tick : timeTicks(double(most), false, 4)) {
        if (tick > double(most))
            continue;
        const double y = floor - height * tick / double(most);
        painter.setPen(QPen(tick == 0 ? style.color(Tone::Edge) : style.hairline(), 1));
        painter.drawLine(QPointF(left, y), QPointF(area.right() - 4, y));
        painter.setPen(style.color(Tone::Text2));
        painter.drawText(QRectF(area.left(), y - 9, left - area.left() - 6, 18),
                         Qt::AlignRight | Qt::AlignVCenter, QString::number(tick, 'g', 6));
    }
    for (qsizetype i = 0; i < data_.counts.size(); ++i) {
        const double h = height * double(data_.counts[i]) / double(most);
        if (data_.counts[i] > 0)
            fillBar(painter, QRectF(left + width * double(i) + 1, floor - h, width - 2, h), false, style);
    }
    const qsizetype every = std::max<qsizetype>(1, qsizetype(std::ceil(44 / width)));
    painter.setPen(style.color(Tone::Text2));
    for (qsizetype i = 0; i < data_.edges.size(); i += every)
        painter.drawText(QRectF(left + width * double(i) - 30, floor + 4, 60, 16),
                         Qt::AlignHCenter | Qt::AlignVCenter, QString::number(data_.edges[i], 'g', 6));
    painter.drawText(QRectF(left, floor + 21, width * double(data_.counts.size()), 17),
                     Qt::AlignHCenter | Qt::AlignVCenter, data_.axis);
    if (data_.missing > 0) {
        const double x = left + width * (double(data_.counts.size()) + 0.75),
                     h = height * double(data_.missing) / double(most);
        fillBar(painter, QRectF(x, floor - h, width * 1.5, h), true, style);
        painter.setPen(style.color(Tone::Text2));
        painter.drawText(QRectF(area.right() - 120, floor + 4, 116, 16), Qt::AlignRight | Qt::AlignVCenter,
                         Words::tr("not recorded"));
    }
}

QString HistogramFigure::numbers() const {
    QString out = csvLine({u"from"_s, u"to"_s, u"count"_s});
    for (qsizetype i = 0; i < data_.counts.size(); ++i)
        out += csvLine({QString::number(data_.edges[i], 'g', 17),
                        QString::number(data_.edges[i + 1], 'g', 17), QString::number(data_.counts[i])});
    return out + csvLine({u"missing"_s, QString(), QString::number(data_.missing)});
}

} // namespace casebook
