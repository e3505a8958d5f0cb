// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"

namespace casebook {

/// `selftest`: makes a small synthetic study in a temporary folder, imports, reads back, draws, verifies
/// and removes it. Exit 1 where a check fails.
[[nodiscard]] Result<Answer> selfTest(Context& context, const Arguments& arguments);

} // namespace casebook
