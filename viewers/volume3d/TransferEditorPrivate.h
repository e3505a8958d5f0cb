// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/slice/PaneWords.h"
#include "viewers/volume3d/TransferCurve.h"
#include "viewers/volume3d/TransferEditor.h"
#include "viewers/volume3d/TransferPlot.h"

#include <cmath>
#include <optional>
#include <vector>

namespace casebook {

/// What TransferEditor.cpp (the curve, its words and picture) and TransferEditorInput.cpp share.
struct TransferEditor::Private {
    ViewColors colors;
    Histogram histogram;
    raycast::TransferFunction shown, preset;
    raycast::TransferFunction before;             ///< the gesture
    std::vector<raycast::TransferFunction> undone, done;
    Gesture gesture = Gesture::None;
    int selected = -1, hovered = -1;
    std::optional<QPointF> mouse;        ///< over the widget
    QPointF pressed, grab;               ///< where the drag began; from there to its point
    bool hasMoved = false;
    double low_hu = transferCurve::kLowest_hu, high_hu = transferCurve::kHighest_hu;
    QString refusal;

    static constexpr double kReach = 10; ///< of the mouse around a point or the curve
    [[nodiscard]] static double distance(QPointF a, QPointF b) {
        return std::hypot(a.x() - b.x(), a.y() - b.y());
    }
    [[nodiscard]] TransferPlot plot(const QWidget& w) const {
        return TransferPlot::in(w.size(), paneFont(w.font()), low_hu, high_hu);
    }
    [[nodiscard]] bool has(int index) const { return index >= 0 && index < int(shown.size()); }
    [[nodiscard]] const raycast::TransferPoint& point(int index) const { return shown[std::size_t(index)]; }
    /// The nearest point in reach, the chosen one before others at the same place; -1: none.
    [[nodiscard]] int pointAt(const TransferPlot& plot, QPointF at) const {
        int found = -1;
        double least = kReach;
        for (int i = 0; i < int(shown.size()); ++i) {
            const double d = distance(at, plot.placeOf(point(i))) - (i == selected ? 0.5 : 0);
            if (d <= least && point(i).hu >= low_hu && point(i).hu <= high_hu) {
                least = d;
                found = i;
            }
        }
        return found;
    }
    void keep(const raycast::TransferFunction& old); ///< as a step to undo
};

} // namespace casebook
