// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/unlock/UnlockPage.h"

namespace casebook {

/// The folders that this workstation's user opened last: paths and times only, nothing from inside a
/// study. Kept in $XDG_STATE_HOME/casebook/studies.json. Not for the GUI thread (reads and writes disk).
namespace studyList {

[[nodiscard]] QList<StudyEntry> load();
void remember(const QString& folder, bool synthetic);
void forget(const QString& folder);

} // namespace studyList
} // namespace casebook
