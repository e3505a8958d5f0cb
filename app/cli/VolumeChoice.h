// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Context.h"

namespace casebook {

/// Number of the volume that `--volume N` names; without it the one with the most slices, which is said
/// on stderr where there are several. Error "no-such-volume", "no-pixel-data".
[[nodiscard]] Result<int> chooseVolume(OpenStudy& study, const QString& seriesUid,
                                       const Arguments& arguments);

/// What `-o` names. Error "option-needed".
[[nodiscard]] Result<QString> outputPath(const Arguments& arguments);

} // namespace casebook
