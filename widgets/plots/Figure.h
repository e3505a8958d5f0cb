// SPDX-License-Identifier: GPL-3.0-or-later
// Figures as values: they paint themselves at any size and tell their numbers as CSV.
#pragma once

#include "core/values/Result.h"
#include "widgets/theme/tokens.h"

#include <QFont>
#include <QPainter>
#include <QSizeF>
#include <QString>

#include <memory>

namespace casebook {

/// How a figure looks where it is painted. Lengths and fonts in px at 96 a inch, so 12 px are 9 pt.
struct FigureStyle {
    const Tokens* tokens = &lightTokens; ///< exports: always light
    bool printed = false;                ///< paper: white ground, title and footer are drawn
    bool synthetic = false;              ///< the footer says that the data are made up

    [[nodiscard]] QFont font(double px = 12, QFont::Weight weight = QFont::Normal) const; ///< tabular figures
    [[nodiscard]] QColor color(Tone tone) const { return toneColor(*tokens, tone); }
    [[nodiscard]] QColor ground() const {
        return printed ? QColor(Qt::white) : QColor::fromRgb(tokens->base);
    }
    [[nodiscard]] QColor hairline() const { return QColor::fromRgb(tokens->line); }
};

/// Pure drawing; painting and numbers work in any thread.
class Figure {
public:
    virtual ~Figure() = default;
    virtual void paint(QPainter& painter, const QRectF& area, const FigureStyle& style) const = 0;
    /// What is drawn, as a table with a header; lines end with CRLF.
    [[nodiscard]] virtual QString numbers() const = 0;
    [[nodiscard]] virtual QString title() const = 0;
    /// Size in print in mm: 180 is a journal's full width, 85 a column.
    [[nodiscard]] virtual QSizeF printSize_mm() const { return {180, 120}; }
    /// Least height on screen for this width, px.
    [[nodiscard]] virtual int heightFor(int width) const { return width * 2 / 3; }
};

using FigurePtr = std::shared_ptr<const Figure>;

enum class FigureFormat { Pdf, Svg, Png, Csv };
/// ".pdf" ... chosen by the end of the name; PNG has 300 dots an inch. Pictures carry title, "Synthetic
/// data" where told, and "For research use only, not for diagnosis". Error "figure-not-written"
/// (object: the path), "wrong-usage" for another ending. Any thread; writes the file.
[[nodiscard]] Result<> writeFigure(const Figure& figure, const QString& path, bool synthetic);
[[nodiscard]] Result<FigureFormat> figureFormat(const QString& path);

} // namespace casebook
