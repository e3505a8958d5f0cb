// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"

namespace casebook {

/// Commands that answer what imports ask: second files of an instance, text whose character set was guessed.
[[nodiscard]] QList<Command> importQueueCommands();

} // namespace casebook
