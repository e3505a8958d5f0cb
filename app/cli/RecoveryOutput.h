// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QString>

namespace casebook {

/// Secrets that are shown once: to a file that only its owner reads, or to the terminal; never to stdout or logs.

/// Mode 0600, never over another file. Errors "cannot-write".
[[nodiscard]] Result<> keepSecretFile(const QString& path, const QString& text);

/// Shows the words and asks for two groups of them, so that a person has at least looked. Errors:
/// Refused "recovery-not-confirmed", those of the terminal.
[[nodiscard]] Result<> confirmRecoveryWords(const QString& words);

} // namespace casebook
