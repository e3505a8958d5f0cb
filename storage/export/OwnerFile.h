// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QByteArray>
#include <QString>

class QSaveFile;

namespace casebook {

/// Opens for writing a file that only its owner may read (0600), whatever the umask: it takes data out of an
/// encrypted study. False: its errorString() says why.
[[nodiscard]] bool openForOwner(QSaveFile& file);

/// Such a file, whole or not at all. Error "cannot-write".
[[nodiscard]] Result<> writeForOwner(const QString& path, const QByteArray& bytes);

} // namespace casebook
