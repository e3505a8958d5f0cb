// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace casebook {

/// An option of the command line: "--size", with or without a value.
struct OptionSpec {
    const char* name;      ///< without dashes
    bool takesValue = true;
    char letter = 0;       ///< one-letter form ("-o"), or 0
};

/// A command line taken apart: what stood where, not what it means. Values only; any thread.
///
/// Options may stand before, between and after the words; `--` ends them. `--name=value` and
/// `--name value` are the same; a value that begins with two dashes needs the first form, so a
/// forgotten value never swallows the next option.
struct Arguments {
    QStringList words;                   ///< command words and operands, in order
    QHash<QByteArray, QStringList> options; ///< by long name; flags have an empty value

    [[nodiscard]] bool has(const char* name) const { return options.contains(QByteArray(name)); }
    /// The last value given, or nothing.
    [[nodiscard]] std::optional<QString> value(const char* name) const;
    [[nodiscard]] QString valueOr(const char* name, const QString& other) const;
    /// Whole number within limits. Error "bad-value".
    [[nodiscard]] Result<qint64> integer(const char* name, qint64 other, qint64 least, qint64 most) const;
};

/// @param arguments without the program's name; @param known every option of every command.
/// Error "unknown-option", "value-needed", "no-value-allowed" (kind Usage).
[[nodiscard]] Result<Arguments> parseArguments(const QStringList& arguments, const QList<OptionSpec>& known);

} // namespace casebook
