// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/volume/Volume.h"

namespace casebook {

/// A stack of pictures that all lie at one place, or nowhere, laid one behind the other so that a viewer
/// can page through them: steps of the slice thickness, at least 1 mm, along the normal. A place on
/// another picture than the first is then no place in the patient. Anything else comes back as it is.
[[nodiscard]] VolumePtr paged(const VolumePtr& volume);

} // namespace casebook
