// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace casebook {

/// The words of a coded concept of a report in the language of the window: those of the standard where the code is
/// known here, else as the file has them, else the code itself.
[[nodiscard]] QString reportWord(const QByteArray& scheme, const QByteArray& code, const QString& meaning);

} // namespace casebook
