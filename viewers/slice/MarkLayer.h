// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/ViewColors.h"
#include "viewers/slice/SliceCamera.h"

#include <QFont>
#include <QList>
#include <QString>

#include <vector>

class QPainter;

namespace casebook {

/// A finding as a pane draws it: a hollow ring 1.6 times as wide as the lesion, never over it, its number beside
/// it. State by shape and colour (look 5): open dashed, accepted solid with a check, rejected dotted, deferred with
/// a square question mark, a reader's own with a square plus. LPS mm.
struct ViewMark {
    enum class State { Open, Accepted, Rejected, Deferred, Own };
    int number = 0; ///< shown; unique in the pane
    WorldPoint center{0, 0, 0};
    double diameter_mm = 6; ///< of the lesion
    State state = State::Open;
    bool selected = false; ///< 2.5 px
    bool operator==(const ViewMark&) const = default;
};

/// A mark is on a plane that cuts its lesion, and at least on the nearest slice.
[[nodiscard]] bool isOnPlane(const ViewMark& mark, const SliceCamera& camera, double step_mm);
/// Where the ring is drawn: its middle and radius in logical pixels; not below a radius that can be seen.
struct MarkRing {
    QPointF middle;
    double radius = 0;
};
[[nodiscard]] MarkRing ringOf(const ViewMark& mark, const SliceCamera& camera, QSizeF pane);
/// Numbers of the marks whose rings lie in the pane.
[[nodiscard]] QList<int> marksInSight(const std::vector<ViewMark>& marks, const SliceCamera& camera,
                                      double step_mm, QSizeF pane);
void paintMarkRings(QPainter& painter, const std::vector<ViewMark>& marks, const SliceCamera& camera,
                    double step_mm, QSizeF pane, const ViewColors& colors, const QFont& font);

} // namespace casebook
