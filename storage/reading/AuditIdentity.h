// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/audit/AuditLog.h"

namespace casebook {

/// Rows of the audit whose values say who a subject is. The rows themselves are never left out.
namespace auditIdentity {
/// What stands in a file where such a value may not be read.
inline constexpr auto mark = "[hidden]";

/// Old and new value are a subject's name, record number or birth date.
[[nodiscard]] bool isIn(const AuditRow& row);
/// Such a row has a value to read: not one that never was there, was removed, or is hidden.
[[nodiscard]] bool isReadIn(const AuditRow& row);
/// Takes the values of such a row out: empty where there was one, so that "hidden" is told from "none".
void hide(AuditRow& row);
} // namespace auditIdentity

} // namespace casebook
