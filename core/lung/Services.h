// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/ServiceFunctions.h"

namespace casebook {

/// The `service:` calculations of the shipped study: tnm.stage, recist.nadir, recist.target, recist.overall, risk.brock,
/// lungrads.exam. Each proposes "by table"; a blank result means that something it needs is not known.
/// reading.changed and reading.seconds belong to the reading session and are not here.
/// Error "bad-study-table".
[[nodiscard]] Result<ServiceFunctions> lungServices();

} // namespace casebook
