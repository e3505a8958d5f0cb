// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Clock.h"
#include "core/values/Result.h"
#include "storage/forms/FormRecords.h"
#include "storage/vault/Session.h"

#include <QDate>

namespace casebook {
class DefinitionService;
class WriteTransaction;
} // namespace casebook

namespace casebook::formAccess {

/// Who may read and enter which form. A reader's own form is not shown to other readers.
[[nodiscard]] bool mayRead(const Session& session, const FormInfo& form);
/// Right and lock. Errors "no-right", "form-locked".
[[nodiscard]] Result<> requireEntry(const Session& session, const FormInfo& form);
/// A known code, or a text that then is "other". Error "bad-reason".
[[nodiscard]] Result<ChangeReason> checkedReason(const ChangeReason& reason);
/// The instance that `key` means, made when there is none (with its visit). Errors "no-such-form", "no-such-visit",
/// "form-not-at-visit", "ambiguous-form", "no-such-exam", "no-such-task", "no-right".
[[nodiscard]] Result<FormId> ensure(WriteTransaction& tx, const Session& session,
                                    const DefinitionService& definitions, const FormKey& key);
/// The civil day at the workstation.
[[nodiscard]] QDate today(const Clock& clock);

} // namespace casebook::formAccess
