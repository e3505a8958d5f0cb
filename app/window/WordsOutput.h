// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QString>

namespace casebook {

/// Where the recovery words go of a study that the window's program makes on a command: into a file of their own, which
/// only its owner reads, or onto the terminal. Never to standard output or error, which are kept in logs.

/// Asked before the study is made. Errors Usage "recovery-file-needed", Refused "exists".
[[nodiscard]] Result<> canGiveWords(const QString& file);
/// @param file  empty: the terminal. Errors as above, System "cannot-write".
[[nodiscard]] Result<> giveWords(const QString& words, const QString& file);

} // namespace casebook
