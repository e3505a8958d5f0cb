// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/AttritionFigure.h"

#include "core/values/Csv.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(casebook::AttritionFigure)
};

constexpr double pad = 9, lineHeight = 18;

double textHeight(const QFont& font, const QString& text, double width) {
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 10'000), Qt::TextWordWrap, text).height();
}

} // namespace

double AttritionFigure::layOut(QPainter* painter, const QRectF& area, const FigureStyle& style) const {
    const QFont font = style.font(12.5), strong = style.font(12.5, QFont::DemiBold), note = style.font(12);
    const double count = QFontMetricsF(strong).horizontalAdvance(u"000,000"_s);
    const double words = area.width() - 2 * pad - count - 8;
    double y = area.top();
    for (qsizetype i = 0; i < data_.steps.size(); ++i) {
        const AttritionData::Step& step = data_.steps[i];
        if (i > 0) { // who was left out, beside the line down
            const QString head = Words::tr("%n left out", nullptr, int(step.out));
            const QString reasons = step.reasons.join(u", "_s);
            const double x = area.left() + 40, width = area.right() - x - 4;
            const double why = reasons.isEmpty() ? 0 : textHeight(note, reasons, width);
            const double gap = 8 + (step.out > 0 ? lineHeight + why : 8) + 8;
            if (painter) {
                painter->setPen(QPen(style.color(Tone::Edge), 1));
                painter->drawLine(QPointF(area.left() + 14, y), QPointF(area.left() + 14, y + gap));
                if (step.out > 0) {
                    painter->drawLine(QPointF(area.left() + 14, y + 17), QPointF(x - 6, y + 17));
                    painter->setFont(strong);
                    painter->setPen(style.color(Tone::Text));
                    painter->drawText(QRectF(x, y + 8, width, lineHeight), Qt::AlignLeft | Qt::AlignVCenter,
                                      head);
                    painter->setFont(note);
                    painter->setPen(style.color(Tone::Text2));
                    painter->drawText(QRectF(x, y + 8 + lineHeight, width, why + 2), Qt::TextWordWrap,
                                      reasons);
                }
            }
            y += gap;
        }
        const double height = std::max(lineHeight, textHeight(font, step.name, words)) + 2 * pad - 4;
        if (painter) {
            const bool last = i + 1 == data_.steps.size() && i > 0;
            const QRectF box = QRectF(area.left(), y, area.width(), height).adjusted(0.5, 0.5, -0.5, -0.5);
            painter->setPen(
                QPen(last ? QColor::fromRgb(style.tokens->accentFill) : style.color(Tone::Edge), 1));
            painter->setBrush(last ? QColor::fromRgb(style.tokens->accentFill) : style.ground());
            painter->drawRoundedRect(box, 4, 4);
            painter->setBrush(Qt::NoBrush);
            painter->setPen(style.color(last ? Tone::OnAccent : Tone::Text));
            painter->setFont(font);
            painter->drawText(box.adjusted(pad, 0, -pad - count - 8, 0),
                              int(Qt::AlignVCenter) | int(Qt::TextWordWrap), step.name);
            painter->setFont(strong);
            painter->drawText(box.adjusted(pad, 0, -pad, 0), Qt::AlignRight | Qt::AlignVCenter,
                              QString::number(step.left));
        }
        y += height;
    }
    return y - area.top();
}

void AttritionFigure::paint(QPainter& painter, const QRectF& area, const FigureStyle& style) const {
    layOut(&painter, area, style);
}

int AttritionFigure::heightFor(int width) const {
    return int(std::ceil(layOut(nullptr, QRectF(0, 0, width, 0), {})));
}

QSizeF AttritionFigure::printSize_mm() const {
    // 85 mm less the sheet's margins, and its title and footer above and below.
    return {85, (heightFor(int(85 / 25.4 * 96) - 24) + 80) * 25.4 / 96};
}

QString AttritionFigure::numbers() const {
    QString out = csvLine({u"criterion"_s, u"left_out"_s, u"left"_s, u"reasons"_s});
    for (const AttritionData::Step& step : data_.steps)
        out += csvLine(
            {step.name, QString::number(step.out), QString::number(step.left), step.reasons.join(u"; "_s)});
    return out;
}

} // namespace casebook
