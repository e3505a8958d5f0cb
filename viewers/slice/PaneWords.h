// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/ViewColors.h"

#include <QCoreApplication>
#include <QFont>
#include <QPointF>
#include <QSizeF>
#include <QStringList>

class QPainter;

namespace casebook {

/// Translation context of all words on images.
struct SlicePane {
    Q_DECLARE_TR_FUNCTIONS(casebook::SlicePane)
};

/// Where words stand in a pane, by the corner or edge they hang on.
enum class PaneCorner { TopLeft, TopRight, BottomLeft, BottomRight };

/// Fonts of words on images: 8.5 pt medium with tabular figures, letters 10 pt semi-bold.
[[nodiscard]] QFont paneFont(const QFont& base);
[[nodiscard]] QFont paneLetterFont(const QFont& base);

struct PaneLine {
    QString text;
    QColor color; ///< invalid: first line `text`, others `text2`
};

/// Lines on one plate in a corner; empty lines are left out, no lines draw nothing. Lines too wide for
/// half the pane are cut at the end with an ellipsis.
void paintCorner(QPainter& painter, PaneCorner corner, const QList<PaneLine>& lines, QSizeF pane,
                 const ViewColors& colors, const QFont& base);
/// One word on a plate with its middle at a place, kept inside the pane.
void paintPlate(QPainter& painter, QPointF middle, const QString& text, const QColor& color,
                const QFont& font, QSizeF pane, const ViewColors& colors);
/// Accent frame of the active pane, inside its edge.
void paintActiveFrame(QPainter& painter, QSizeF pane, const ViewColors& colors);
/// Plain line with the dark under-stroke that keeps it visible on bright tissue.
void strokeLine(QPainter& painter, QPointF from, QPointF to, const QColor& color, double width,
                const ViewColors& colors);

/// "-115.0" with a true minus sign, in the user's number format.
[[nodiscard]] QString numberText(double value, int decimals);

} // namespace casebook
