// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace casebook {

/// Colours that the panes paint with, given by value: the tokens belong to the widgets' theme, which
/// this layer does not see. Alpha of `plate` and `underStroke` counts. A default-made value is
/// readable (Qt's own colours), so that a headless picture needs no theme.
struct ViewColors {
    QColor background = Qt::black;   ///< around and behind images
    QColor line = Qt::darkGray;      ///< hairline between panes
    QColor accent = Qt::cyan;        ///< frame of the active pane
    QColor crossHair = Qt::cyan;     ///< linked cross-hair and plane lines
    QColor text = Qt::white;         ///< first line of a corner, letters
    QColor text2 = Qt::lightGray;    ///< following lines
    QColor plate = QColor(0, 0, 0, 168); ///< behind every text on an image
    QColor underStroke = QColor(0, 0, 0, 140); ///< below every line on an image, 1.6 px wider
    QColor measure = Qt::yellow;     ///< measurements and readers' marks
    QColor ai = Qt::cyan;            ///< results of an algorithm without a colour of their own
    QColor accepted = Qt::green;     ///< marks of findings by their state (MarkLayer.h)
    QColor rejected = Qt::gray;
    QColor deferred = Qt::yellow;
    QColor warn = Qt::yellow; ///< words that limit what may be read off (lossy, nearest, not registered)

    bool operator==(const ViewColors&) const = default;
};

} // namespace casebook
