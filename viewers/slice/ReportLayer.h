// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/volume/Volume.h"
#include "viewers/ViewColors.h"
#include "viewers/slice/SliceCamera.h"

#include <QFont>
#include <QString>
#include <QStringList>

#include <vector>

class QPainter;

namespace casebook {

/// What reports and presentation states of other systems draw on slices: read-only, one thin dashed line whatever its
/// origin, so that it is never taken for a measurement of this study. LPS mm.
struct ReportShape {
    QString instance; ///< SOP Instance UID of the slice; empty: in space
    std::vector<WorldPoint> line; ///< one point: a small cross, or where `text` begins
    bool closed = false, filled = false;
    QString text;
    bool automatic = false; ///< in the colour of an algorithm's results
    bool operator==(const ReportShape&) const = default;
};

/// A part of a slice: what a shutter leaves visible, or the displayed area of a presentation state.
struct ReportFrame {
    QString instance;
    std::vector<WorldPoint> outline;
    bool isShutter = false; ///< else only its edge is drawn
    bool operator==(const ReportFrame&) const = default;
};

struct ReportLayer {
    std::vector<ReportShape> shapes;
    std::vector<ReportFrame> frames;
    QStringList keyImages; ///< SOP Instance UIDs of slices that are marked
    bool operator==(const ReportLayer&) const = default;
};

/// SOP Instance UID of the stored slice on which the plane lies, by half a step; empty on any other plane.
[[nodiscard]] QString storedSlice(const Volume& volume, const SliceCamera& camera);
/// Place of a stored slice: the middle of its image. Nothing where the volume has no such slice.
[[nodiscard]] std::optional<WorldPoint> middleOfSlice(const Volume& volume, const QString& instance);

/// Lines, words and shutters of the plane; on its own slice or, in space, where all of a shape lies on the plane.
void paintReports(QPainter& painter, const ReportLayer& layer, const QString& instance,
                  const SliceCamera& camera, double step_mm, QSizeF pane, const ViewColors& colors);
/// "Key image" above the picture, where the slice is one.
void paintKeyFlag(QPainter& painter, const ReportLayer& layer, const QString& instance, QSizeF pane,
                  const ViewColors& colors);

} // namespace casebook
