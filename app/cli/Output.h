// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"

#include <QStringList>

namespace casebook {

/// A table for people: columns as wide as their widest cell, East Asian characters counted as two.
class Table {
public:
    explicit Table(QStringList heads) : heads_(std::move(heads)) {}
    void add(QStringList cells) { rows_.append(std::move(cells)); }
    [[nodiscard]] QString text() const;

private:
    QStringList heads_;
    QList<QStringList> rows_;
};

/// Columns a terminal needs for `text`.
[[nodiscard]] int displayWidth(const QString& text);

/// The words of `error`: those of the command line's own codes, else of the common messages.
[[nodiscard]] QString cliMessage(const Error& error);

/// Data on stdout: one JSON document, or the text. Returns the exit code; "output" where stdout is gone.
[[nodiscard]] int printAnswer(const Answer& answer, bool json);
/// JSON error on stdout with `json`, else words on stderr. Returns the exit code.
[[nodiscard]] int printError(const Error& error, bool json);

/// One line on stderr: notes, warnings, progress.
void note(const QString& line);

/// Help: all commands, or one.
[[nodiscard]] QString helpText();
[[nodiscard]] QString helpText(const Command& command);

/// A number as people write it, without an exponent where it can be avoided.
[[nodiscard]] QString shortNumber(double value);

} // namespace casebook
