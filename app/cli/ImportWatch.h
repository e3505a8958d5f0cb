// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"

namespace casebook {

/// `import watch`: which folders are watched, and the watching itself.
[[nodiscard]] QList<Command> importWatchCommands();

} // namespace casebook
