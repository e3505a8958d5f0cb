// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QString>

namespace casebook {

/// What the database's log ("c-wal") is worth. SQLite reads a log up to its first frame with a wrong sum and drops
/// the rest without a word, as after a power cut: where whole commits lie behind that frame, they would be lost so.
enum class LogState {
    Sound, ///< or absent, or with nothing but an unfinished write at its end
    Ending, ///< the last commit has a wrong sum: a power cut before it was acknowledged, or damage
    Damaged ///< commits that were acknowledged can't be read any more
};

/// Reads the whole log, which another program may be writing. What can't be read counts as sound: reading the
/// database will say so. Any thread.
[[nodiscard]] LogState checkLog(const QString& databasePath);

/// Numbers of the pages that whole commits in the log hold. Readers take them from there: what stands of them in the
/// database itself may be torn, by a power cut while they were copied into it. Any thread.
[[nodiscard]] QSet<quint32> pagesInLog(const QString& databasePath);

} // namespace casebook
