// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace casebook {

/// What the caller can do about an Error; decides the exit code of the command line.
enum class ErrorKind {
    Refused,   ///< input or state does not allow it; nothing changed (exit 1)
    Usage,     ///< called wrongly (exit 2)
    NoRight,   ///< not unlocked, wrong passphrase, no right (exit 3)
    InUse,     ///< another program holds the study (exit 5)
    Damaged,   ///< stored bytes are not what was written (exit 6)
    Cancelled, ///< stopped by the user
    System     ///< disk, memory or another program failed (exit 1)
};

/// Why something was not done. Carries no name or identifier of a subject: `object` is a local id,
/// a UID, a code or a path the caller gave. `code` is stable and is what the CLI prints
/// ("bad-geometry"); the words for a person come from core/values/Messages.h.
struct Error {
    ErrorKind kind = ErrorKind::Refused;
    QByteArray code;
    QString object;
    QStringList args; ///< parts of the message, in the order of its %1, %2 ...
};

template <class T = void>
using Result = tl::expected<T, Error>;

/// `return fail(ErrorKind::Refused, "no-such-series", uid);`
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, QByteArray code, QString object = {},
                                                QStringList args = {}) {
    return tl::unexpected<Error>(Error{kind, std::move(code), std::move(object), std::move(args)});
}

} // namespace casebook
