// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"
#include "storage/forms/FormRecords.h"

namespace casebook {

class Database;
struct Session;

/// Whether unlocking by this user opens the form at once: another has asked for it, or nobody else could agree.
/// Otherwise it is a request. Asks for no right. Any thread but the GUI's.
[[nodiscard]] Result<bool> unlocksAtOnce(Database& database, const Session& session, FormId form);

} // namespace casebook
