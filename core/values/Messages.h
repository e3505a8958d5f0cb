// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

namespace casebook {

/// The words of an error in the current language: what happened, why, and what to do.
/// Unknown codes are shown with the code itself, never swallowed. GUI thread or CLI.
[[nodiscard]] QString messageText(const Error& error);

/// The same in English whatever the language: for words that a study keeps. Any thread.
[[nodiscard]] QString messageSource(const Error& error);

/// The words of a warning code of `volume info` ("gap", "gantry-tilt") in the current language.
[[nodiscard]] QString warningText(const QByteArray& code, const QStringList& args = {});

} // namespace casebook
