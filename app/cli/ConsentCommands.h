// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"
#include "app/cli/Context.h"

namespace casebook {

/// `subject withdraw`: keep, stop or erase; with --plan it only tells.
[[nodiscard]] Result<Answer> withdrawSubject(Context& context, const Arguments& arguments);
/// `study set consent.keep-forms=A,B/item`; `forms` is what stands behind the sign.
[[nodiscard]] Result<Answer> setKeepForms(Context& context, const QString& forms);

} // namespace casebook
