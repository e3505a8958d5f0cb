// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QByteArray>
#include <QString>

#include <stop_token>

namespace casebook {

/// A passphrase from a file: its first line, without the line end, nothing else trimmed. Refused (kind
/// Usage) where the group or others can read it, where it cannot be read, or where it is empty.
[[nodiscard]] Result<QByteArray> passphraseFromFile(const QString& path);

/// Asks on the controlling terminal without echo. Error "passphrase-needed" where there is none, Cancelled "cancelled"
/// at Ctrl+C or the end of the input.
[[nodiscard]] Result<QByteArray> askPassphrase(const QString& question);

/// True where there is a terminal to talk to, whatever stdin and stdout are.
[[nodiscard]] bool hasTerminal();
/// Shows `text` on the terminal alone: never on stdout or stderr, which may be kept in a log.
[[nodiscard]] Result<> showOnTerminal(const QString& text);
/// Errors "recovery-file-needed" where there is none, Cancelled "cancelled" as above.
[[nodiscard]] Result<QString> askOnTerminal(const QString& question);

/// Turns the first Ctrl+C (or TERM) into a request to stop; the second one ends the program.
void catchInterrupt();
/// True once the user has asked to stop.
[[nodiscard]] bool interrupted();

} // namespace casebook
