// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"

namespace casebook {

/// What this machine lacks, and how the study is: a report that can be sent to who helps.
[[nodiscard]] Result<Answer> doctor(Context& context, const Arguments& arguments);

} // namespace casebook
