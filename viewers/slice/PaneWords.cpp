// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/slice/PaneWords.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace casebook {

namespace {

constexpr double kMargin = 5;       ///< from the edge of the pane to a plate
constexpr double kPadX = 5, kPadY = 2;
constexpr double kLineHeight = 15;
constexpr double kLetterHalf = 20;  ///< kept free for the letters in the middle of an edge
constexpr double kRadius = 3;
constexpr double kUnderStroke = 1.6;

QFont withFigures(QFont font) {
    font.setFeature(QFont::Tag("tnum"), 1);
    return font;
}

bool atRight(PaneCorner c) { return c == PaneCorner::TopRight || c == PaneCorner::BottomRight; }
bool atBottom(PaneCorner c) { return c == PaneCorner::BottomLeft || c == PaneCorner::BottomRight; }

void paintBox(QPainter& painter, const QRectF& box, const ViewColors& colors) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.plate);
    painter.drawRoundedRect(box, kRadius, kRadius);
    painter.restore();
}

} // namespace

QFont paneFont(const QFont& base) {
    QFont font = withFigures(base);
    font.setPointSizeF(8.5);
    font.setWeight(QFont::Medium);
    return font;
}

QFont paneLetterFont(const QFont& base) {
    QFont font = base;
    font.setPointSizeF(9.5);
    font.setWeight(QFont::DemiBold);
    return font;
}

void paintCorner(QPainter& painter, PaneCorner corner, const QList<PaneLine>& lines, QSizeF pane,
                 const ViewColors& colors, const QFont& base) {
    // Tabular figures widen the hyphen of a subject code; only the numbers below need columns.
    QFont font = paneFont(base);
    if (!atBottom(corner))
        font.unsetFeature(QFont::Tag("tnum"));
    const QFontMetricsF metrics(font, painter.device());
    const double widest = pane.width() / 2 - 2 * kMargin - 2 * kPadX - kLetterHalf;
    QList<PaneLine> shown;
    double width = 0;
    for (const PaneLine& line : lines) {
        if (line.text.isEmpty())
            continue;
        PaneLine kept = line;
        if (!kept.color.isValid())
            kept.color = shown.isEmpty() ? colors.text : colors.text2;
        kept.text = metrics.elidedText(line.text, Qt::ElideRight, widest);
        width = std::max(width, metrics.horizontalAdvance(kept.text));
        shown << kept;
    }
    if (shown.isEmpty())
        return;
    const double lineHeight = std::max(kLineHeight, std::ceil(metrics.height()));
    const QSizeF size(std::ceil(width) + 2 * kPadX, lineHeight * double(shown.size()) + 2 * kPadY);
    const QPointF topLeft(atRight(corner) ? pane.width() - kMargin - size.width() : kMargin,
                          atBottom(corner) ? pane.height() - kMargin - size.height() : kMargin);
    paintBox(painter, {topLeft, size}, colors);
    painter.setFont(font);
    for (qsizetype i = 0; i < shown.size(); ++i) {
        const QRectF row(topLeft.x() + kPadX, topLeft.y() + kPadY + double(i) * lineHeight,
                         size.width() - 2 * kPadX, lineHeight);
        painter.setPen(shown[i].color);
        painter.drawText(
            row, (atRight(corner) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine,
            shown[i].text);
    }
}

void paintPlate(QPainter& painter, QPointF middle, const QString& text, const QColor& color,
                const QFont& font, QSizeF pane, const ViewColors& colors) {
    if (text.isEmpty())
        return;
    const QFontMetricsF metrics(font, painter.device());
    const QSizeF size(std::max(18.0, std::ceil(metrics.horizontalAdvance(text)) + 2 * kPadX),
                      std::max(kLineHeight, std::ceil(metrics.height())) + 2 * kPadY);
    QRectF box({middle.x() - size.width() / 2, middle.y() - size.height() / 2}, size);
    box.moveLeft(std::clamp(box.left(), kMargin, std::max(kMargin, pane.width() - kMargin - size.width())));
    box.moveTop(std::clamp(box.top(), kMargin, std::max(kMargin, pane.height() - kMargin - size.height())));
    paintBox(painter, box, colors);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, text);
}

void paintActiveFrame(QPainter& painter, QSizeF pane, const ViewColors& colors) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    QPen pen(colors.accent, 2);
    pen.setJoinStyle(Qt::MiterJoin);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(1, 1, pane.width() - 2, pane.height() - 2));
    painter.restore();
}

void strokeLine(QPainter& painter, QPointF from, QPointF to, const QColor& color, double width,
                const ViewColors& colors) {
    painter.setPen(QPen(colors.underStroke, width + kUnderStroke, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(from, to);
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(from, to);
}

QString numberText(double value, int decimals) {
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    QString text = locale.toString(std::abs(value), 'f', decimals);
    const bool isZero = std::abs(value) < 0.5 * std::pow(10.0, -decimals);
    return value < 0 && !isZero ? QChar(0x2212) + text : text;
}

} // namespace casebook
