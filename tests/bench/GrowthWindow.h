// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/OpenStudy.h"
#include "tests/bench/Bench.h"

#include <map>
#include <string>

namespace casebook::bench {

/// What each part of the window took, one value a run: time until it was there, the longest pause of the window's
/// thread meanwhile, memory beyond what was held before.
struct Part {
    Times took, pause;
    double peak_mb = 0;
};
using Parts = std::map<std::string, Part>;

/// The chain checked in the background, the audit paged and searched, the subjects listed, the cohort table read and
/// asked: as the window does it, each with its page shown.
[[nodiscard]] Result<> runWindow(const StudyPtr& study, Parts& parts);

} // namespace casebook::bench
