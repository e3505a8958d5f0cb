// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QString>

#include <optional>

namespace casebook {

/// Secrets that are shown once: to a file that only its owner reads, or to the terminal; never to stdout or logs.
/// The place is made ready before anything is changed, so that a wrong path costs nobody his keys.
class SecretPlace {
public:
    /// @param file makes this file, mode 0600, empty, on the disk for certain, never over another one; without one
    /// there must be a terminal. `option` is the name of the option that gives the file.
    /// Errors: Refused "exists", "cannot-write"; Usage "option-needed".
    [[nodiscard]] static Result<SecretPlace> prepare(const std::optional<QString>& file, const char* option);
    SecretPlace(SecretPlace&& other) noexcept;
    SecretPlace& operator=(SecretPlace&&) = delete;
    SecretPlace(const SecretPlace&) = delete;
    SecretPlace& operator=(const SecretPlace&) = delete;
    ~SecretPlace(); ///< a file that was not written is taken away again

    /// Writes the words to the file; or shows them, and asks for two groups of them until they are right, so that a
    /// person has at least looked. Errors "cannot-write", those of the terminal, Cancelled "cancelled" at Ctrl+C.
    [[nodiscard]] Result<> giveWords(const QString& words);
    /// Writes `text` to the file, or shows it below `heading`. Errors as above.
    [[nodiscard]] Result<> give(const QString& heading, const QString& text);
    /// Removes what was written, where it is worth nothing after all.
    void takeBack();

private:
    SecretPlace() = default;
    [[nodiscard]] Result<> write(const QString& text);
    QString path_; ///< empty: the terminal
    bool isEmpty_ = false; ///< a file of ours with nothing in it
};

} // namespace casebook
