// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/ViewColors.h"
#include "viewers/slice/SliceCamera.h"

#include <QString>

#include <optional>
#include <vector>

class QPainter;

namespace casebook {

/// The second axis of a bidimensional measurement, at a right angle to the first. LPS mm.
struct ShortAxis {
    WorldPoint c{0, 0, 0}, d{0, 0, 0};
    [[nodiscard]] double length_mm() const { return (d - c).norm(); }
};

/// A straight length between two places in the patient, or with a short axis a bidimensional measurement:
/// longest diameter and the longest one at a right angle to it (RECIST 1.1, Lung-RADS). Stored as it was
/// placed; rounded only where it is shown (0.1 mm). Never pixels of a pane.
struct LengthMeasurement {
    WorldPoint a{0, 0, 0}, b{0, 0, 0}; ///< LPS mm
    QString frameOfReference;
    QString instance; ///< SOP Instance UID of the slice it was drawn on; empty on a resampled or other plane
    std::optional<ShortAxis> shortAxis;
    double pixel_mm = 0; ///< above 0: the image is not calibrated, the length is shown in pixels of that size
    [[nodiscard]] double length_mm() const { return (b - a).norm(); }
};

/// The place at a right angle to `along` from `from` that is nearest to `to`, in the plane with this normal.
[[nodiscard]] WorldPoint squarely(const WorldPoint& from, const WorldPoint& to, const WorldVector& along,
                                  const WorldVector& normal);
/// Moves end 0 to 3 (a, b, c, d) to `to`; the axes stay at a right angle in the plane with this normal.
void moveEnd(LengthMeasurement& length, int end, const WorldPoint& to, const WorldVector& normal);
/// The longer axis first.
void sortAxes(LengthMeasurement& length);

/// "29.9 mm", "29.9 \u00D7 25.2 mm", "41.5 px": one decimal, in the user's number format.
[[nodiscard]] QString lengthText(const LengthMeasurement& length);

/// Both ends lie within half a step of the camera's plane.
[[nodiscard]] bool isOnPlane(const LengthMeasurement& length, const SliceCamera& camera, double step_mm);

/// Draws the length with its handles and value. `active` gives larger handles.
void paintLength(QPainter& painter, const LengthMeasurement& length, const SliceCamera& camera, QSizeF pane,
                 const ViewColors& colors, bool active);

} // namespace casebook
