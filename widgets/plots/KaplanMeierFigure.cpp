// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/KaplanMeierFigure.h"

#include "core/values/Csv.h"
#include "widgets/theme/PlotColors.h"

#include <QCoreApplication>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(casebook::KaplanMeierFigure)
};

constexpr double riskRow = 17;
constexpr double riskTop = 44; // from the axis to the head of the risk table

double valueOr(double x, double other) { return std::isnan(x) ? other : x; }

/// The corners of a step curve in data units; it ends at the last observation.
QList<QPointF> corners(const stats::KaplanMeier& curve, double stats::SurvivalStep::* value, double start) {
    QList<QPointF> out{{0, start}};
    double now = start;
    for (const stats::SurvivalStep& step : curve.steps()) {
        const double next = valueOr(step.*value, now);
        out.append({step.time, now});
        if (next != now)
            out.append({step.time, next});
        now = next;
    }
    return out;
}

} // namespace

struct KaplanMeierFigure::Frame {
    QRectF plot;  ///< between the axes
    double last;  ///< time at its right edge
    QRectF area;
    [[nodiscard]] QPointF at(double time, double survival) const {
        return {plot.left() + time / last * plot.width(), plot.bottom() - survival * plot.height()};
    }
    [[nodiscard]] QPointF at(QPointF p) const { return at(p.x(), p.y()); }
};

QList<double> timeTicks(double most, bool months, int atMost) {
    double step = 0;
    if (months) {
        for (double candidate : {1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 60.0, 120.0})
            if (step == 0 && most / candidate <= atMost)
                step = candidate;
    }
    if (step == 0) {
        const double power = std::pow(10, std::floor(std::log10(std::max(most, 1e-9) / atMost)));
        for (double factor : {1.0, 2.0, 5.0, 10.0})
            if (step == 0 && most / (factor * power) <= atMost)
                step = factor * power;
    }
    QList<double> out;
    const int count = std::max(1, int(std::ceil(most / step - 1e-9)));
    for (int i = 0; i <= count; ++i)
        out.append(step * i);
    return out;
}

KaplanMeierFigure::KaplanMeierFigure(KaplanMeierData data) : data_(std::move(data)) {
    double most = 0;
    for (const auto& group : data_.groups)
        if (!group.curve.steps().empty())
            most = std::max(most, group.curve.steps().back().time);
    last_ = timeTicks(most > 0 ? most : 1, data_.months).last();
}

QList<double> KaplanMeierFigure::ticks() const { return timeTicks(last_, data_.months); }

int KaplanMeierFigure::heightFor(int width) const {
    return std::clamp(width / 2, 220, 420) + int(riskTop + riskRow * double(data_.groups.size() + 1));
}

KaplanMeierFigure::Frame KaplanMeierFigure::frameIn(const QRectF& area, const FigureStyle& style) const {
    const QFontMetricsF metrics(style.font(12));
    const double count = metrics.horizontalAdvance(u"0000"_s) / 2; // numbers stand over their tick
    double left = metrics.horizontalAdvance(u"100"_s) + 10;
    for (const auto& group : data_.groups)
        left = std::max(left, std::min(metrics.horizontalAdvance(group.name) + count + 10, area.width() / 3));
    const double below = riskTop + riskRow * double(data_.groups.size() + 1) + 2;
    const double right = metrics.horizontalAdvance(u"000"_s) / 2 + 2;
    return {area.adjusted(left, 8, -right, -below), last_, area};
}

void KaplanMeierFigure::paint(QPainter& painter, const QRectF& area, const FigureStyle& style) const {
    const Frame frame = frameIn(area, style);
    if (frame.plot.width() < 60 || frame.plot.height() < 40)
        return;
    paintAxes(painter, frame, style);
    for (int g = 0; data_.band && g < data_.groups.size(); ++g)
        paintBand(painter, frame, style, g);
    for (int g = 0; g < data_.groups.size(); ++g)
        paintCurve(painter, frame, style, g);
    paintWords(painter, frame, style);
    paintRisk(painter, frame, style);
}

void KaplanMeierFigure::paintAxes(QPainter& painter, const Frame& frame, const FigureStyle& style) const {
    painter.setFont(style.font(12));
    for (int percent : {0, 25, 50, 75, 100}) {
        const QPointF from = frame.at(0, percent / 100.0), to = frame.at(frame.last, percent / 100.0);
        painter.setPen(QPen(percent == 0 ? style.color(Tone::Edge) : style.hairline(), 1));
        painter.drawLine(from, to);
        painter.setPen(style.color(Tone::Text2));
        painter.drawText(QRectF(from.x() - 48, from.y() - 9, 40, 18), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(percent));
    }
    painter.setPen(QPen(style.color(Tone::Edge), 1));
    painter.drawLine(frame.at(0, 0), frame.at(0, 1));
    for (double tick : ticks()) {
        const QPointF at = frame.at(tick, 0);
        painter.setPen(QPen(style.color(Tone::Edge), 1));
        painter.drawLine(at, at + QPointF(0, 4));
        painter.setPen(style.color(Tone::Text2));
        painter.drawText(QRectF(at.x() - 40, at.y() + 5, 80, 16), Qt::AlignHCenter | Qt::AlignVCenter,
                         QString::number(tick, 'g', 6));
    }
    painter.drawText(QRectF(frame.plot.left(), frame.plot.bottom() + 21, frame.plot.width(), 17),
                     Qt::AlignHCenter | Qt::AlignVCenter, data_.timeLabel);
    if (style.printed) // on a page it stands in the head
        painter.drawText(QRectF(frame.plot.left(), frame.plot.bottom() + 21, frame.plot.width(), 17),
                         Qt::AlignRight | Qt::AlignVCenter, data_.intervalWords);
}

void KaplanMeierFigure::paintBand(QPainter& painter, const Frame& frame, const FigureStyle& style,
                                  int group) const {
    const stats::KaplanMeier& curve = data_.groups[group].curve;
    if (curve.steps().empty())
        return;
    const auto color = plotColors::series(group, int(data_.groups.size()), style.tokens->dark);
    QPolygonF band;
    for (const QPointF& p : corners(curve, &stats::SurvivalStep::upper, 1))
        band.append(frame.at(p));
    const QList<QPointF> lower = corners(curve, &stats::SurvivalStep::lower, 1);
    for (auto p = lower.rbegin(); p != lower.rend(); ++p)
        band.append(frame.at(*p));
    QColor fill = QColor::fromRgb(color.line);
    fill.setAlphaF(style.tokens->dark ? 0.16f : 0.12f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(band);
    painter.setBrush(Qt::NoBrush);
}

void KaplanMeierFigure::paintCurve(QPainter& painter, const Frame& frame, const FigureStyle& style,
                                   int group) const {
    const stats::KaplanMeier& curve = data_.groups[group].curve;
    if (curve.steps().empty())
        return;
    const auto color = plotColors::series(group, int(data_.groups.size()), style.tokens->dark);
    QPen pen(QColor::fromRgb(color.line), 2);
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::MiterJoin);
    QPen plain = pen;
    if (color.dashed)
        pen.setDashPattern({4, 2});
    QPolygonF line;
    for (const QPointF& p : corners(curve, &stats::SurvivalStep::survival, 1))
        line.append(frame.at(p));
    painter.setPen(pen);
    painter.drawPolyline(line);
    plain.setWidthF(1.2);
    painter.setPen(plain);
    for (const stats::SurvivalStep& step : curve.steps())
        if (step.censored > 0) {
            const QPointF at = frame.at(step.time, step.survival);
            painter.drawLine(at - QPointF(0, 4), at + QPointF(0, 4));
        }
}

void KaplanMeierFigure::paintRisk(QPainter& painter, const Frame& frame, const FigureStyle& style) const {
    double y = frame.plot.bottom() + riskTop;
    painter.setFont(style.font(12));
    painter.setPen(style.color(Tone::Text2));
    painter.drawText(QRectF(frame.area.left(), y, frame.area.width(), riskRow),
                     Qt::AlignLeft | Qt::AlignVCenter, Words::tr("Number at risk"));
    for (int g = 0; g < data_.groups.size(); ++g) {
        y += riskRow;
        const auto color = plotColors::series(g, int(data_.groups.size()), style.tokens->dark);
        painter.setPen(QColor::fromRgb(color.words));
        const double count = QFontMetricsF(painter.font()).horizontalAdvance(u"0000"_s) / 2;
        const double room = frame.plot.left() - count - 8 - frame.area.left();
        painter.drawText(QRectF(frame.area.left(), y, room, riskRow), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(data_.groups[g].name, Qt::ElideRight, int(room)));
        for (double tick : ticks())
            painter.drawText(QRectF(frame.at(tick, 0).x() - 30, y, 60, riskRow),
                             Qt::AlignHCenter | Qt::AlignVCenter,
                             QString::number(data_.groups[g].curve.atRisk(tick)));
    }
}

void KaplanMeierFigure::paintWords(QPainter& painter, const Frame& frame, const FigureStyle& style) const {
    // All places of curves, to keep words off them.
    QList<QPointF> ink;
    for (const auto& group : data_.groups) {
        const QList<QPointF> line = corners(group.curve, &stats::SurvivalStep::survival, 1);
        for (qsizetype i = 1; i < line.size(); ++i)
            for (int k = 0; k <= 8; ++k)
                ink.append(frame.at(line[i - 1] + (line[i] - line[i - 1]) * k / 8.0));
    }
    QList<QRectF> taken;
    const auto covered = [&](const QRectF& box) {
        int sum = 0;
        for (const QPointF& p : ink)
            sum += box.adjusted(-3, -3, 3, 3).contains(p) ? 1 : 0;
        for (const QRectF& other : taken)
            sum += other.intersects(box) ? 1000 : 0;
        return sum + (frame.plot.adjusted(-1, -6, 1, 0).contains(box) ? 0 : 500);
    };
    const auto place = [&](const QList<QRectF>& places, const QString& text, const QFont& font,
                           const QColor& color) {
        if (places.isEmpty())
            return;
        const auto best =
            std::min_element(places.begin(), places.end(),
                             [&](const QRectF& a, const QRectF& b) { return covered(a) < covered(b); });
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(*best, Qt::AlignLeft | Qt::AlignVCenter, text);
        taken.append(*best);
    };
    const QFont plain = style.font(12), strong = style.font(12, QFont::DemiBold);
    if (!data_.statements.isEmpty()) {
        const QString text = data_.statements.join(u'\n');
        const QSizeF size =
            QFontMetricsF(plain).boundingRect(QRectF(0, 0, 1000, 1000), 0, text).size() + QSizeF(2, 2);
        place({QRectF(frame.at(0, 0) + QPointF(8, -8 - size.height()), size),
               QRectF(frame.at(frame.last, 1) + QPointF(-8 - size.width(), 4), size)},
              text, plain, style.color(Tone::Text));
    }
    for (int g = 0; data_.groups.size() > 1 && g < data_.groups.size(); ++g) {
        const auto& group = data_.groups[g];
        if (group.curve.steps().empty())
            continue;
        const QSizeF size(QFontMetricsF(strong).horizontalAdvance(group.name) + 2, 16);
        const double end = group.curve.steps().back().time;
        QList<QRectF> places;
        for (double part : {0.97, 0.85, 0.7, 0.55, 0.4, 0.25}) {
            const QPointF at = frame.at(end * part, group.curve.at(end * part).survival);
            places.append(
                QRectF(at.x() - size.width(), at.y() - 6 - size.height(), size.width(), size.height()));
            places.append(QRectF(at.x() - size.width(), at.y() + 6, size.width(), size.height()));
        }
        const auto color = plotColors::series(g, int(data_.groups.size()), style.tokens->dark);
        place(places, group.name, strong, QColor::fromRgb(color.words));
    }
}

QString KaplanMeierFigure::numbers() const {
    QString out = csvLine({u"group"_s, u"time"_s, u"at_risk"_s, u"events"_s, u"censored"_s, u"survival"_s,
                           u"se"_s, u"lower"_s, u"upper"_s});
    const auto number = [](double x) { return std::isnan(x) ? QString() : QString::number(x, 'g', 17); };
    for (const auto& group : data_.groups)
        for (const stats::SurvivalStep& s : group.curve.steps())
            out += csvLine({group.name, number(s.time), QString::number(s.atRisk), QString::number(s.events),
                            QString::number(s.censored), number(s.survival), number(s.se), number(s.lower),
                            number(s.upper)});
    return out;
}

} // namespace casebook
