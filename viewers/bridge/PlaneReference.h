// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/volume/Volume.h"

#include <vector>

namespace casebook {

/// What the plane bench is compared with: milliseconds of `steps` slice steps of an axial plane of
/// side x side device pixels drawn by vtkImageResliceMapper into an off-screen OpenGL window, finished
/// frames. Empty where there is no OpenGL. GUI thread.
[[nodiscard]] std::vector<double> resliceMapperSteps(const VolumePtr& volume, int side, int steps);

} // namespace casebook
