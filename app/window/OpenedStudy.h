// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/OpenStudy.h"

namespace casebook {

/// The one way to a StudyPtr. Whoever lets go last, the study is never closed in the GUI thread: an answer that comes
/// after the lock may hold it still, and closing writes the audit, waits for the disk and tidies the database.
[[nodiscard]] StudyPtr openedStudy(std::unique_ptr<Vault> vault);

} // namespace casebook
