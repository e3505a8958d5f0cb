// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/subjects/ConsentScope.h"

namespace casebook::consentErase {

/// Takes everything of a scope out of the tables, children before parents, and its packs to the trash; what is kept
/// stays with its visits. The subject's row stays as a shell with its label. Inside the caller's transaction, which
/// audits it.
[[nodiscard]] Result<> rows(WriteTransaction& tx, const ConsentScope& scope);

} // namespace casebook::consentErase
