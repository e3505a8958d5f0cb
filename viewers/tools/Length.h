// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/ViewColors.h"
#include "viewers/slice/SliceCamera.h"

#include <QString>

#include <vector>

class QPainter;

namespace casebook {

/// A straight length between two places in the patient. Stored as it was placed; rounded only where
/// it is shown (0.1 mm). Never pixels of a pane.
struct LengthMeasurement {
    WorldPoint a{0, 0, 0}, b{0, 0, 0}; ///< LPS mm
    QString frameOfReference;
    QString instance; ///< SOP Instance UID of the slice it was drawn on; empty on a resampled or other plane
    [[nodiscard]] double length_mm() const { return (b - a).norm(); }
};

/// "29.9 mm": one decimal, in the user's number format.
[[nodiscard]] QString lengthText(const LengthMeasurement& length);

/// Both ends lie within half a step of the camera's plane.
[[nodiscard]] bool isOnPlane(const LengthMeasurement& length, const SliceCamera& camera, double step_mm);

/// Draws the length with its handles and value. `active` gives larger handles.
void paintLength(QPainter& painter, const LengthMeasurement& length, const SliceCamera& camera, QSizeF pane,
                 const ViewColors& colors, bool active);

} // namespace casebook
