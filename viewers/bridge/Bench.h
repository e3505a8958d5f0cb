// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/volume/Volume.h"

#include <QByteArray>

#include <vector>

namespace casebook {

/// One figure of `bench`. ratio = value / reference_value; 0 where there is no reference. Times in ms.
struct BenchFigure {
    QByteArray what, unit, reference;
    double value = 0, reference_value = 0, ratio = 0;
    int n = 0;
    double p50 = 0, p95 = 0;
};

/// plane-1024 (reference vtkImageResliceMapper in the same run; left out where there is no GL),
/// linked-step and window-drag (wheel or mouse event to the end of the last paint event, three panes of
/// 1024x1024, axes in turn); linked-step-beside-3d, while a 3D pane refines, ten steps after
/// each rest (reference: the same without the pane). GUI thread;
/// shows windows. @param steps of linked-step and window-drag.
[[nodiscard]] std::vector<BenchFigure> benchSlice(const VolumePtr& volume, int steps = 500);

/// first-picture and moving (reference 0), gui-wait: longest time the GUI thread did not answer while the
/// 3D pane worked.
[[nodiscard]] std::vector<BenchFigure> benchVolume3d(const VolumePtr& volume, int frames = 60);

} // namespace casebook
